using System.Collections.Immutable;
using Ppl.Compilation;

namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public Tensor eq(Tensor target) => Between(Operator.Equal, this, target, ScalarType.Bool);
        public Tensor eq(Scalar target) => eq(Number(target));
        public Tensor ne(Tensor target) => eq(target).logical_not();
        public Tensor ne(Scalar target) => ne(Number(target));
        public Tensor lt(Tensor target) => target.gt(this);
        public Tensor lt(Scalar target) => lt(Number(target));
        public Tensor le(Tensor target) => target.ge(this);
        public Tensor le(Scalar target) => le(Number(target));
        public Tensor gt(Tensor target) => Between(Operator.Greater, this, target, ScalarType.Bool);
        public Tensor gt(Scalar target) => gt(Number(target));
        public Tensor ge(Tensor target) => Between(Operator.GreaterOrEqual, this, target, ScalarType.Bool);
        public Tensor ge(Scalar target) => ge(Number(target));
        public Tensor isnan() => ne(this);
        public Tensor isinf() => abs().eq(double.PositiveInfinity);
        public Tensor isfinite() => abs().lt(double.PositiveInfinity);
        public Tensor logical_and(Tensor other) => Between(Operator.And, this, other, ScalarType.Bool);
        public Tensor logical_or(Tensor other) => Between(Operator.Or, this, other, ScalarType.Bool);
        public Tensor logical_xor(Tensor other) => @bool().ne(other.@bool());
        public Tensor logical_not() => Each(Operator.Not, ScalarType.Bool);
        public Tensor bitwise_and(Tensor other) => logical_and(other);
        public Tensor bitwise_or(Tensor other) => logical_or(other);
        public Tensor bitwise_not() => logical_not();

        internal static Tensor Choose(Tensor condition, Tensor yes, Tensor no)
        {
            Graph graph = GraphScope.Current;
            (Node c, Node x, Node y) = (condition.In(graph), yes.In(graph), no.In(graph));
            ImmutableArray<int> shape = BroadcastShape(c.Shape, BroadcastShape(x.Shape, y.Shape));
            Node chosen = graph.Apply(Operator.Select, [Broadcast(graph, c, shape), Broadcast(graph, x, shape), Broadcast(graph, y, shape)]);
            return new Tensor(graph, chosen, Joined(yes.dtype, no.dtype));
        }
    }
}
