namespace Ppl.Distributions;

/// <summary>
/// The distribution of an ordered category y = 0, 1, ..., K: the place of η + ε among K increasing cutpoints c, η the <see cref="Predictor"/> and ε of the
/// logistic distribution: P(y ≤ k) = σ(c_k - η), σ the logistic function.
/// </summary>
/// <remarks>Draws are Int64.</remarks>
public sealed partial class OrderedLogistic : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => new IntegerInterval(0, Cutpoints.Shape[^1]);

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

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
