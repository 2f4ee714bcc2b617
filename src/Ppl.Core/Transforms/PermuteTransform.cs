using System.Collections.Immutable;

namespace Ppl;

internal sealed class PermuteTransform(ImmutableArray<long> permutation) : Transform
{
    public override Constraint Domain { get; } = Constraints.Real.ToEvent(1);

    public override Constraint Codomain => Domain;

    public override Tensor Forward(Tensor x) => Pick(x, permutation);

    public override Tensor Inverse(Tensor y) => Pick(y, Enumerable.Range(0, permutation.Length).OrderBy(i => permutation[i]).Select(i => i + 0L));

    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => torch.zeros_like(x).sum(dim: -1);

    /// <summary>A set in which all coordinates are alike goes to itself.</summary>
    internal override Constraint Image(Constraint part) =>
        part is SimplexConstraint or ZeroSumConstraint or SphereConstraint or IndependentConstraint { Inner: Interval { Low.IsNumber: true, High.IsNumber: true } } ? part : Codomain;

    private static Tensor Pick(Tensor x, IEnumerable<long> positions) =>
        x.index_select(-1, TensorLike.Create([.. positions.Select(position => position + 0.0)]).Beside(x).@long());
}
