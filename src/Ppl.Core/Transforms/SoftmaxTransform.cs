namespace Ppl;

/// <remarks>Adding a number to all x changes nothing, so that it has no inverse in the strict sense and no Jacobian.</remarks>
internal sealed class SoftmaxTransform : Transform
{
    public override Constraint Domain { get; } = Constraints.Real.ToEvent(1);

    public override Constraint Codomain => Constraints.Simplex;

    public override Tensor Forward(Tensor x) => (x - x.logsumexp(-1, keepdim: true)).exp();

    public override Tensor Inverse(Tensor y) => y.log();

    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => throw Error.NoSuchOperation("the transform Softmax", "Jacobian",
        "it takes many points to one; StickBreaking is a bijection onto the simplex.");
}
