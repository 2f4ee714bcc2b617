namespace Ppl.Distributions;

public sealed partial class OneHotCategorical
{
    /// <summary>A <see cref="Categorical"/> draw, as a vector.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([categories.Given]);
        Tensor place = Places.Expand(BatchShape).Sample(rng, sampleShape).unsqueeze(-1);
        return (place == torch.arange(categories.Count, torch.ScalarType.Int64, device)).to_type(dtype);
    }

    internal override Distribution Relaxed(TensorLike temperature, bool isRounded)
    {
        RelaxedOneHotCategorical relaxed = categories.IsLogits
            ? RelaxedOneHotCategorical.FromLogits(temperature, categories.Given)
            : new RelaxedOneHotCategorical(temperature, categories.Given);
        return (isRounded ? new RelaxedOneHotCategoricalStraightThrough(relaxed) : (Distribution)relaxed).Expand(BatchShape);
    }

    internal override Tensor RelaxedLogDensity(Tensor value)
    {
        if (categories.IsLogits) return LogDensity(value);
        Tensor given = categories.Given.Beside(value);
        return (value * given.log()).sum(dim: -1) - given.sum(dim: -1).log();
    }

    /// <summary>p.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => Stretch(categories.Probs, BatchShape + EventShape);

    /// <summary>p (1 - p).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => Mean * (1 - Mean);

    /// <inheritdoc/>
    public override Tensor Entropy() => Places.Expand(BatchShape).Entropy();

    /// <summary>The distribution of the place of the 1.</summary>
    internal Categorical Places => categories.IsLogits ? Categorical.FromLogits(categories.Given) : new Categorical(categories.Given);
}
