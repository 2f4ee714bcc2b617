using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ppl.Compilation;

namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public Tensor add(Tensor target) => this + target;
        public Tensor add(Tensor target, Scalar alpha) => this + alpha * target;
        public Tensor add(Scalar scalar) => this + scalar;
        public Tensor sub(Tensor target) => this - target;
        public Tensor sub(Scalar target) => this - target;
        public Tensor mul(Tensor target) => this * target;
        public Tensor mul(Scalar target) => this * target;
        public Tensor div(Tensor target) => this / target;
        public Tensor div(Scalar target) => this / target;
        public Tensor remainder(Tensor target) => this - target * (this / target).floor().to(Joined(dtype, target.dtype));
        public Tensor remainder(Scalar scalar) => remainder(Number(scalar));
        public Tensor pow(Tensor exponent) => Arithmetic(Operator.Power, this, exponent);
        public Tensor pow(Scalar exponent) => pow(Number(exponent));
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => this + value * (tensor1 * tensor2);
        public Tensor atan2(Tensor other) => Between(Operator.Atan2, this, other, ScalarType.Float64);
        public Tensor lerp(Tensor end, Tensor weight) => this + weight * (end - this);

        public Tensor neg() => Each(Operator.Negate, dtype);
        public Tensor abs() => Each(Operator.Abs, dtype);
        public Tensor sign() => Each(Operator.Sign, dtype);
        public Tensor floor() => Each(Operator.Floor, dtype);
        public Tensor square() => this * this;
        public Tensor reciprocal() => Each(Operator.Reciprocal);
        public Tensor sqrt() => Each(Operator.Sqrt);
        public Tensor rsqrt() => sqrt().reciprocal();
        public Tensor exp() => Each(Operator.Exp);
        public Tensor expm1() => Each(Operator.Expm1);
        public Tensor log() => Each(Operator.Log);
        public Tensor log1p() => Each(Operator.Log1p);
        public Tensor sin() => Each(Operator.Sin);
        public Tensor cos() => Each(Operator.Cos);
        public Tensor tan() => sin() / cos();
        public Tensor tanh() => Each(Operator.Tanh);
        public Tensor sigmoid() => Each(Operator.Sigmoid);
        public Tensor logit(double? eps = null) => eps is { } edge ? clamp(edge, 1 - edge).logit() : log() - (-this).log1p();
        public Tensor xlogy(Tensor y) => torch.xlogy(this, y);
        public Tensor lgamma() => Each(Operator.Lgamma);
        public Tensor digamma() => Each(Operator.Digamma);
        public Tensor erf() => Each(Operator.Erf);
        public Tensor erfc() => Each(Operator.Erfc);
        public Tensor relu() => torch.where(this > 0, this, Number(0).to(dtype));

        /// <summary>log(1 + exp(βx)) / β, to the last digit for all x: the threshold, from which torch takes βx itself, has no effect.</summary>
        public Tensor softplus(double beta = 1, double threshold = 20) => beta == 1 ? Each(Operator.Softplus) : (beta * this).Each(Operator.Softplus) / beta;

        public Tensor softmax(long dim, ScalarType? dtype = null) => log_softmax(dim, dtype).exp();
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => this - logsumexp(dim, keepdim: true);

        public Tensor clamp(Scalar? min = null, Scalar? max = null)
        {
            Tensor clamped = min is null ? this : clamp_min(min);
            return max is null ? clamped : clamped.clamp_max(max);
        }

        // Where they are equal the gradient passes, as in torch: a maximum would halve it.
        public Tensor clamp_min(Scalar min) => torch.where(this < min, Number(min), this);
        public Tensor clamp_max(Scalar max) => torch.where(this > max, Number(max), this);
        public Tensor maximum(Tensor other) => Arithmetic(Operator.Maximum, this, other);
        public Tensor minimum(Tensor other) => Arithmetic(Operator.Minimum, this, other);

        public Tensor masked_fill(Tensor mask, Scalar value) => torch.where(mask, Number(value), this).to(dtype);
        public Tensor where(Tensor condition, Tensor y) => torch.where(condition, this, y);

        internal static Tensor Applied(Operator @operator, Tensor tensor) => tensor.Each(@operator);

        private Tensor Each(Operator @operator, ScalarType dtype = ScalarType.Float64)
        {
            Graph graph = GraphScope.Current;
            return new Tensor(graph, graph.Apply(@operator, In(graph)), dtype);
        }

        private static Tensor Number(Scalar number)
        {
            Graph graph = GraphScope.Current;
            return new Tensor(graph, graph.Constant(number.Number), Widest(number.Type));
        }

        // The sum of two flags is a flag in torch, too; nobody adds flags without counting them, so it is a number here.
        private static Tensor Arithmetic(Operator @operator, Tensor left, Tensor right)
        {
            ScalarType dtype = Joined(left.dtype, right.dtype);
            return Between(@operator, left, right, dtype == ScalarType.Bool ? ScalarType.Int64 : dtype);
        }

        private static Tensor Quotient(Tensor left, Tensor right) => Between(Operator.Divide, left, right, ScalarType.Float64);

        private static Tensor Between(Operator @operator, Tensor left, Tensor right, ScalarType dtype)
        {
            Graph graph = GraphScope.Current;
            Node x = left.In(graph), y = right.In(graph);
            ImmutableArray<int> shape = BroadcastShape(x.Shape, y.Shape);
            return new Tensor(graph, graph.Apply(@operator, Broadcast(graph, x, shape), Broadcast(graph, y, shape)), dtype);
        }

        private static ImmutableArray<int> BroadcastShape(ImmutableArray<int> left, ImmutableArray<int> right)
        {
            if (Stretches(right, left)) return left;
            if (Stretches(left, right)) return right;
            int[] lengths = new int[Math.Max(left.Length, right.Length)];
            for (int dim = 1; dim <= lengths.Length; dim++)
            {
                int one = dim <= left.Length ? left[^dim] : 1, other = dim <= right.Length ? right[^dim] : 1;
                if (one != other && one != 1 && other != 1) throw new ArgumentException($"The size of tensor a ({one}) must match the size of tensor b ({other}) at dimension {-dim}");
                lengths[^dim] = one == 1 ? other : one;
            }
            return ImmutableCollectionsMarshal.AsImmutableArray(lengths);
        }

        // Does an array of a shape stretch to another as it is?
        private static bool Stretches(ImmutableArray<int> shape, ImmutableArray<int> other)
        {
            if (shape == other) return true;
            if (shape.Length > other.Length) return false;
            for (int dim = 1; dim <= shape.Length; dim++)
                if (shape[^dim] != 1 && shape[^dim] != other[^dim]) return false;
            return true;
        }

        internal static long[] Common(Tensor[] tensors)
        {
            ImmutableArray<int> common = [];
            foreach (Tensor tensor in tensors) common = BroadcastShape(common, tensor.node.Shape);
            return Sizes(common);
        }

        private static Node Broadcast(Graph graph, Node node, ImmutableArray<int> shape)
        {
            if (node.Shape == shape || node.Shape.AsSpan().SequenceEqual(shape.AsSpan())) return node;
            if (node is Constant { IsUniform: true } number) return graph.Constant(number[0], shape);
            ImmutableArray<int> own = RowMajor(node.Shape);
            int[] strides = new int[shape.Length];
            for (int dim = 1; dim <= own.Length; dim++) strides[^dim] = node.Shape[^dim] == 1 ? 0 : own[^dim];
            return graph.Take(node, new StridedMap(shape, ImmutableCollectionsMarshal.AsImmutableArray(strides)), shape);
        }
    }

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Tensor.Choose(condition, x, y);

    /// <summary>x log y; 0 where x is 0, whatever number y is.</summary>
    public static Tensor xlogy(Tensor x, Tensor y)
    {
        Tensor isZero = (x == 0) & ~y.isnan();
        return where(isZero, 0.0, x) * where(isZero, 1.0, y).log();
    }
}
