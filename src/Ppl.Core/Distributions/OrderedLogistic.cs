namespace Ppl.Distributions;

/// <summary>
/// The distribution of an ordered category y = 0, 1, ..., K: the place of η + ε among K increasing cutpoints c, η the <see cref="Predictor"/> and ε of the
/// logistic distribution: P(y ≤ k) = σ(c_k - η), σ the logistic function.
/// </summary>
/// <remarks>Draws are Int64.</remarks>
public sealed partial class OrderedLogistic : Distribution
{
    /// <summary>The distribution of one more category than there are <paramref name="cutpoints"/>; the batch dims broadcast.</summary>
    /// <param name="predictor">η; a larger one makes higher categories likely.</param>
    /// <param name="cutpoints">The cutpoints, increasing along the last dim.</param>
    /// <exception cref="PplException">PPL018: an argument is not finite, or the cutpoints do not increase. PPL101: the shapes do not broadcast. PPL107: there is no dim of cutpoints.</exception>
    public OrderedLogistic(TensorLike predictor, TensorLike cutpoints)
        : base(Arguments.Join(nameof(OrderedLogistic), Arguments.Of(predictor), new Categories(cutpoints, IsLogits: true).Argument(nameof(OrderedLogistic), nameof(cutpoints))))
    {
        Predictor = Check.Real(nameof(OrderedLogistic), predictor);
        Cutpoints = Check.Increasing(nameof(OrderedLogistic), cutpoints);
    }

    /// <summary>η, to which the noise is added.</summary>
    public TensorLike Predictor { get; }

    /// <summary>The cutpoints c, along the last dim.</summary>
    public TensorLike Cutpoints { get; }

    /// <inheritdoc/>
    public override Constraint Support => new IntegerInterval(0, Cutpoints.Shape[^1]);

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <summary>0, 1, ..., K.</summary>
    /// <inheritdoc/>
    public override Tensor EnumerateSupport(bool expand = true) =>
        Enumerated(SupportLists.Integers(0, Cutpoints.Shape[^1], Cutpoints), expand);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new OrderedLogistic(Predictor.Gather(index, BatchShape), Cutpoints.Gather(index, BatchShape, eventDim: 1)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => Categorical.Pick(LogProbs(Cutpoints.Beside(value)), value);

    /// <summary>
    /// log P(y = k) = log σ(a) + log(1 - σ(b)) + log(1 - e^(b - a)) with a = c_k - η and b = c_(k - 1) - η; the first category lacks the terms of b, the
    /// last those of a. The predictor does not blur the distance of two cutpoints.
    /// </summary>
    private Tensor LogProbs(Tensor cutpoints)
    {
        long last = Cutpoints.Shape[^1] - 1;
        Tensor distance = cutpoints - Predictor.Column(cutpoints);
        Tensor below = -Stable.Softplus(-distance), above = -Stable.Softplus(distance), zero = torch.zeros_like(below.narrow(-1, 0, 1));
        Tensor gap = (-(cutpoints.narrow(-1, 0, last) - cutpoints.narrow(-1, 1, last)).expm1()).log(), none = torch.zeros_like(cutpoints.narrow(-1, 0, 1));
        return torch.cat([below, zero], -1) + torch.cat([zero, above], -1) + torch.cat([none, gap, none], -1);
    }
}
