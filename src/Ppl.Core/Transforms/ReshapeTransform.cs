using Ppl.Distributions;

namespace Ppl;

internal sealed class ReshapeTransform(Shape from, Shape to) : Transform
{
    public override Constraint Domain { get; } = Constraints.Real.ToEvent(from.Rank);

    public override Constraint Codomain { get; } = Constraints.Real.ToEvent(to.Rank);

    public override Tensor Forward(Tensor x) => x.reshape(ForwardShape(Shape.Of(x)).ToArray());

    public override Tensor Inverse(Tensor y) => y.reshape(InverseShape(Shape.Of(y)).ToArray());

    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => torch.zeros_like(x).SumLast(from.Rank);

    public override Shape ForwardShape(Shape x) => Change(x, from, to);

    public override Shape InverseShape(Shape y) => Change(y, to, from);

    /// <summary>A set of numbers for each element stays that.</summary>
    internal override Constraint Image(Constraint part) =>
        part is IndependentConstraint { Inner: Interval { Low.IsNumber: true, High.IsNumber: true } } each ? each.Inner.ToEvent(to.Rank) : Codomain;

    private static Shape Change(Shape shape, Shape source, Shape target) => shape.Rank >= source.Rank && shape.Last(source.Rank) == source
        ? shape.DropLast(source.Rank) + target
        : throw Error.EventDoesNotFit("Reshape", default, source, $"event {source} does not fit a value of shape {shape}", "give the shapes of one event, without batch dims.");
}
