namespace Ppl.Distributions;

public sealed partial class TransformedDistribution
{
    /// <summary>As the base distribution.</summary>
    public override bool IsReparameterized => Origin.IsReparameterized;

    /// <summary>f of a draw of the base distribution; where that is cut off from its parameters, cut off from those of f, too.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor draw = Transform.Forward(Origin.Sample(rng, sampleShape));
        return IsReparameterized ? draw : draw.detach();
    }

    /// <summary>F_X(f⁻¹(value)) where f rises, 1 - F_X(f⁻¹(value)) where it falls; 0 and 1 beside the numbers that f gives. For an f that is monotone in each number.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        TensorLike direction = Direction(nameof(Cdf));
        Tensor isGiven = Transform.Codomain.Check(value), within = Transform.Codomain.FeasiblePoint(value);
        Tensor below = Origin.Cdf(Transform.Inverse(torch.where(isGiven, value, within)));
        Tensor beside = torch.where(value > within, torch.ones_like(value), value.masked_fill(value < within, 0));    // NaN stays
        return torch.where(isGiven, FromBelow(direction, below), beside);
    }

    /// <summary>f of the quantile of X at p where f rises, at 1 - p where it falls. For an f that is monotone in each number.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => Transform.Forward(Origin.Icdf(FromBelow(Direction(nameof(Icdf)), p)));

    /// <summary>The sign of the slope of f. What falls must be continuous: P(X ≥ x) of a count is not 1 - P(X ≤ x).</summary>
    private TensorLike Direction(string operation) =>
        Transform.Direction is { } direction && (!Origin.Support.IsDiscrete || TensorLike.AllAtMost(0, direction)) ? direction : throw Undefined(operation);

    private static Tensor FromBelow(TensorLike direction, Tensor probability) => !direction.IsNumber
        ? torch.where(direction.Beside(probability) > 0, probability, 1 - probability)
        : direction.Number > 0 ? probability : 1 - probability;
}
