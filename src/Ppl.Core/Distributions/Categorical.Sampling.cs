namespace Ppl.Distributions;

public sealed partial class Categorical
{
    /// <summary>The probabilities, as they were given.</summary>
    internal Categories Categories => new(Parameter, isLogits);

    /// <summary>The number of categories with a cumulative probability of at most a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([table]);
        Tensor cumulative = Weights(Parameter.ToTensor(dtype, device)).cumsum(-1);
        long last = Shape.Of(cumulative)[^1] - 1;
        Tensor uniform = rng.Rand(DrawShape(sampleShape), table).unsqueeze(-1) * cumulative.narrow(-1, last, 1);
        return (uniform >= cumulative.narrow(-1, 0, last)).sum(dim: -1);
    }

    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        Tensor weights = Weights(Parameter.ToTensor());
        Tensor entropy = torch.special.entr(weights / weights.sum(-1, keepdim: true)).sum(dim: -1);
        return entropy.expand(BatchShape.AsSpan());
    }

    /// <summary>The probability of the categories up to ⌊value⌋.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        Tensor cumulative = Categories.ProbsOf(Parameter.Beside(value)).cumsum(-1);
        Tensor fromZero = torch.cat([torch.zeros_like(cumulative.narrow(-1, 0, 1)), cumulative], -1);
        return Pick(fromZero, value.floor().clamp(-1, NumberOfCategories - 1) + 1);
    }

    /// <summary>The least category whose cdf is at least p.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => CountSums.Quantile(this, p);

    /// <summary>The probabilities times a factor of their own for each batch element.</summary>
    private Tensor Weights(Tensor parameter) => isLogits ? parameter.softmax(-1) : parameter;
}
