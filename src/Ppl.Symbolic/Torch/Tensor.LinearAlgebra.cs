using System.Collections.Immutable;
using Ppl.Compilation;

namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        // From here on a product of matrices is a call; smaller ones are products and sums of their elements, which fuse with what is around them.
        private const int LargestUnrolled = 512;

        // A product of a matrix of data with so many columns is one with each of them.
        private const int MostColumns = 16;

        public Tensor mm(Tensor target) => matmul(target);
        public Tensor bmm(Tensor batch2) => matmul(batch2);
        public Tensor mv(Tensor target) => matmul(target);
        public Tensor dot(Tensor target) => (this * target).sum();
        public Tensor outer(Tensor vec2) => unsqueeze(-1) * vec2;
        public Tensor trace() => diagonal().sum();

        public Tensor matmul(Tensor target)
        {
            if (dim() == 0 || target.dim() == 0) throw new ArgumentException("both arguments to matmul need to be at least 1D");
            if (dim() == 1 && target.dim() == 1) return Fits(target, size(0), target.size(0)).dot(target);
            if (dim() == 1) return unsqueeze(0).matmul(target).squeeze(-2);
            if (target.dim() == 1) return matmul(target.unsqueeze(-1)).squeeze(-1);
            Fits(target, size(-1), target.size(-2));
            if (!(IsData && target.IsData) && dim() == 2 && target.dim() == 2)
            {
                if (IsData && target.size(1) <= MostColumns) return Columns(this, target, false);
                if (target.IsData && size(0) <= MostColumns) return Columns(target, mT, true).mT;
            }
            return Multiplied(this, target);
        }

        private Tensor Fits(Tensor target, long terms, long others) =>
            terms == others ? this : throw new ArgumentException($"matmul: shapes [{string.Join(", ", shape)}] and [{string.Join(", ", target.shape)}] cannot be multiplied");

        // The product of a matrix of data with each column of another.
        private static Tensor Columns(Tensor matrix, Tensor columns, bool isTransposed)
        {
            Graph graph = GraphScope.Current;
            var data = (Constant)matrix.In(graph);
            return stack(columns.unbind(1).Select(column => new Tensor(graph, graph.Product(data, column.In(graph), isTransposed), ScalarType.Float64)), 1);
        }

        private static Tensor Multiplied(Tensor left, Tensor right)
        {
            (long n, long k, long m) = (left.size(-2), left.size(-1), right.size(-1));
            if (n * k * m <= LargestUnrolled && !(left.IsData && right.IsData)) return (left.unsqueeze(-1) * right.unsqueeze(-3)).sum(-2L);
            (left, right, long[] batch) = Batched(left, right);
            return Called(Kernel.Multiply, [left, right], [n, k, m], [.. batch, n, m]);
        }

        internal static (Tensor Left, Tensor Right, long[] Batch) Batched(Tensor left, Tensor right)
        {
            long[] batch = [.. BroadcastShape(left.node.Shape[..^2], right.node.Shape[..^2]).Select(static length => (long)length)];
            return (left.expand([.. batch, .. left.shape[^2..]]), right.expand([.. batch, .. right.shape[^2..]]), batch);
        }

        internal static Tensor Called(Kernel kernel, Tensor[] arguments, long[] sizes, long[] shape)
        {
            Graph graph = GraphScope.Current;
            long batch = shape[..^2].Aggregate(1L, static (count, length) => count * length);
            ImmutableArray<int> Lengths(IEnumerable<long> lengths) => [.. lengths.Select(static length => checked((int)length))];
            return new Tensor(graph, graph.Call(kernel, [.. arguments.Select(argument => argument.In(graph))], Lengths([batch, .. sizes]), Lengths(shape)), ScalarType.Float64);
        }
    }

    public static class linalg
    {
        public enum QRMode
        {
            Reduced = 0,
            Complete = 1,
            R = 2,
        }

        /// <summary>NaN where the matrix is not positive definite.</summary>
        public static Tensor cholesky(Tensor input) => Tensor.Called(Kernel.Cholesky, [input], [input.size(-1)], input.shape);

        /// <summary>The factor, and for each matrix 0, or 1 where it is not positive definite.</summary>
        public static (Tensor L, Tensor info) cholesky_ex(Tensor input, bool check_errors = false)
        {
            Tensor factor = cholesky(input);
            return (factor, factor.isnan().any(-1).any(-1).to(ScalarType.Int64));
        }

        public static Tensor solve_triangular(Tensor A, Tensor B, bool upper, bool left = true, bool unitriangular = false, Tensor? @out = null)
        {
            if (!left) return solve_triangular(A.mT, B.mT, !upper, true, unitriangular).mT;
            if (unitriangular) A = where(eye(A.size(-1)).to(ScalarType.Bool), 1.0, A);
            (Tensor a, Tensor b, long[] batch) = Tensor.Batched(upper ? A.mT : A, B);
            long n = b.size(-2), m = b.size(-1);
            return Tensor.Called(upper ? Kernel.SolveLowerTransposed : Kernel.SolveLower, [a, b], [n, m], [.. batch, n, m]);
        }

        /// <summary>A = Q R by the Cholesky factor of Aᵀ A, twice, so that Q is orthogonal to all digits; for columns that are independent. The diagonal of R is positive.</summary>
        /// <remarks>Y. Yamamoto et al., Roundoff error analysis of the CholeskyQR2 algorithm (2015).</remarks>
        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced)
        {
            if (mode != QRMode.Reduced || input.size(-2) < input.size(-1)) throw new NotSupportedException("qr: the reduced decomposition of a matrix of at least as many rows as columns");
            (Tensor first, Tensor one) = Step(input);
            (Tensor q, Tensor two) = Step(first);
            return (q, two.matmul(one));

            static (Tensor Q, Tensor R) Step(Tensor a)
            {
                Tensor lower = cholesky(a.mT.matmul(a));
                return (solve_triangular(lower, a.mT, upper: false).mT, lower.mT);
            }
        }

        public static Tensor diagonal(Tensor input, int offset = 0, int dim1 = -2, int dim2 = -1) => input.diagonal(offset, dim1, dim2);
    }

    public static class special
    {
        public static Tensor i0e(Tensor input) => Tensor.Applied(Operator.I0e, input);
        public static Tensor i1e(Tensor input) => Tensor.Applied(Operator.I1e, input);
        public static Tensor expit(Tensor input) => input.sigmoid();
    }

    public static class nn
    {
        public static class functional
        {
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => x.softplus(beta, threshold);
            public static Tensor logsigmoid(Tensor x) => -(-x).softplus();
            public static Tensor relu(Tensor x, bool inplace = false) => x.relu();
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);
        }
    }
}
