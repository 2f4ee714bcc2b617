namespace Ppl.Distributions;

/// <summary>
/// The distribution on a simplex of K + 1 of <see cref="Transforms.StickBreaking"/> of K independent normal numbers with means μ (<see cref="Loc"/>) and standard deviations σ
/// (<see cref="Scale"/>): log p(y) = Σ log N(x_i; μ_i, σ_i) - log |det dy/dx|, x the numbers that break the stick into y.
/// </summary>
/// <remarks>As in PyTorch. The classical law, of the softmax of (x, 0), is another.</remarks>
public sealed partial class LogisticNormal : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.Simplex;

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor x = Transforms.StickBreaking.Inverse(value);
        return numbers.LogProbUnchecked(x, numbers.LogProbShape(Shape.Of(x))) - Transforms.StickBreaking.LogAbsDetJacobian(x, value);
    }
}
