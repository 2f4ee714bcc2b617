namespace Ppl.Distributions;

public sealed partial class RelaxedOneHotCategoricalStraightThrough
{
    private readonly RelaxedOneHotCategorical relaxed;

    /// <summary>Draws have probabilities proportional to the last dim of <paramref name="probs"/>, which need not sum to 1.</summary>
    /// <exception cref="PplException">PPL018: the temperature or an entry is not positive. PPL101: the shapes do not broadcast. PPL107: there is no dim of categories.</exception>
    public RelaxedOneHotCategoricalStraightThrough(TensorLike temperature, TensorLike probs)
        : this(new RelaxedOneHotCategorical(temperature, probs))
    {
    }

    internal RelaxedOneHotCategoricalStraightThrough(RelaxedOneHotCategorical relaxed)
        : base(relaxed.Over(relaxed.BatchShape), relaxed.EventShape) => this.relaxed = relaxed;

    /// <summary>Draws have probabilities proportional to the exponential of the last dim of <paramref name="logits"/>.</summary>
    /// <exception cref="PplException">PPL018: the temperature is not positive, or a logit is not finite. PPL101: the shapes do not broadcast. PPL107: there is no dim of categories.</exception>
    public static RelaxedOneHotCategoricalStraightThrough FromLogits(TensorLike temperature, TensorLike logits) =>
        new(RelaxedOneHotCategorical.FromLogits(temperature, logits));

    /// <summary>The temperature of the variable whose gradient a draw carries.</summary>
    public TensorLike Temperature => relaxed.Temperature;

    /// <summary>True, by a biased gradient: that of the variable before it was rounded.</summary>
    public override bool IsReparameterized => true;

    /// <summary>A 1 at the largest coordinate of the relaxed draw, with the gradient of that draw.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor soft = relaxed.Expand(BatchShape).Sample(rng, sampleShape);
        Tensor place = soft.argmax(-1, keepdim: true), places = torch.arange(EventShape[0], torch.ScalarType.Int64, soft.device);
        return (place == places).to_type(soft.dtype) + (soft - soft.detach());
    }

    internal override Tensor RelaxedLogDensity(Tensor value) => relaxed.Largest.RelaxedLogProb(value);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new RelaxedOneHotCategoricalStraightThrough((RelaxedOneHotCategorical)relaxed.Expand(BatchShape).Gather(index));

    /// <summary>The K vectors, the first category first.</summary>
    /// <inheritdoc/>
    public override Tensor EnumerateSupport(bool expand = true) => Rounded.EnumerateSupport(expand);

    /// <summary>p.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => Rounded.Mean;

    /// <summary>p (1 - p).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => Rounded.Variance;
}
