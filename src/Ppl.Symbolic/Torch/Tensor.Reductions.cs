using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ppl.Compilation;

namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Sum(AllDims, false, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Sum([dim], keepdim, type);
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Sum(dim.IsEmpty ? AllDims : dim, keepdim, type);
        public Tensor mean() => sum() / (double)numel();
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => sum(dimensions, keepdim) / CountOver(dimensions);
        public Tensor std(bool unbiased = true) => std(AllDims, unbiased);
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim], unbiased, keepdim, type);
        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var(dimensions, unbiased, keepdim, type).sqrt();
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim], unbiased, keepdim, type);

        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
        {
            double count = CountOver(dimensions);
            Tensor deviation = this - sum(dimensions, keepdim: true) / count;
            return deviation.square().sum(dimensions, keepdim) / (unbiased ? count - 1 : count);
        }

        /// <summary>max + log Σ exp(x - max). Where all are -∞, so is the result, with a gradient of 0.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false)
        {
            Tensor largest = Reduce([dim], true, Meeting.Maximum, ScalarType.Float64).detach(), isNothing = largest == double.NegativeInfinity;
            Tensor total = (this - torch.where(isNothing, 0.0, largest)).exp().sum(dim, keepdim: true);
            Tensor result = largest + torch.where(isNothing, 1.0, total).log();
            return keepdim ? result : result.squeeze(Dim(dim));
        }

        public Tensor cumsum(long dim, ScalarType? type = null)
        {
            if (numel() == 0 || this.dim() == 0) return this;
            Tensor last = transpose(dim, -1);
            Graph graph = GraphScope.Current;
            Node rows = last.In(graph);
            int length = rows.Shape[^1];
            return last.With(graph, graph.Call(Kernel.CumulativeSum, [rows], [rows.Count / length, length], rows.Shape)).transpose(dim, -1);
        }

        public Tensor amax(params long[] dims) => amax(dims, false);
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Reduce(dims.Length == 0 ? AllDims : dims, keepdim, Meeting.Maximum, dtype);
        public Tensor amin(params long[] dims) => amin(dims, false);
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => -(-this).amax(dims, keepdim);
        public Tensor max() => Reduce(AllDims, false, Meeting.Maximum, dtype);
        public Tensor max(Tensor other) => maximum(other);
        public Tensor min() => -(-this).max();
        public Tensor min(Tensor other) => minimum(other);
        public Tensor all() => @bool().logical_not().any().logical_not();
        public Tensor all(long dim, bool keepdim = false) => @bool().logical_not().any(dim, keepdim).logical_not();
        public Tensor any() => Reduce(AllDims, false, Meeting.Maximum, dtype) > 0;
        public Tensor any(long dim, bool keepdim = false) => @bool().Reduce([dim], keepdim, Meeting.Maximum, ScalarType.Bool) > 0;

        private ReadOnlySpan<long> AllDims
        {
            get
            {
                long[] dims = new long[dim()];
                for (int i = 0; i < dims.Length; i++) dims[i] = i;
                return dims;
            }
        }

        private Tensor Sum(ReadOnlySpan<long> dims, bool keepdim, ScalarType? type) =>
            Reduce(dims, keepdim, Meeting.Sum, Widest(type ?? (dtype == ScalarType.Bool ? ScalarType.Int64 : dtype)));

        private Tensor Reduce(ReadOnlySpan<long> dims, bool keepdim, Meeting meeting, ScalarType dtype)
        {
            Graph graph = GraphScope.Current;
            Node node = In(graph);
            bool[] isKept = new bool[node.Shape.Length];
            for (int dim = 0; dim < isKept.Length; dim++) isKept[dim] = true;
            foreach (long dim in dims)
                if (isKept.Length > 0) isKept[Dim(dim)] = false;
            ImmutableArray<int> shape = keepdim ? WithOnes(node.Shape, isKept) : IndexMaps.Kept(node.Shape.AsSpan(), isKept);
            return new Tensor(graph, graph.Scatter([node], [IndexMaps.Projection(node.Shape.AsSpan(), isKept)], meeting, shape), dtype);
        }

        private static ImmutableArray<int> WithOnes(ImmutableArray<int> shape, bool[] isKept)
        {
            int[] lengths = new int[isKept.Length];
            for (int dim = 0; dim < lengths.Length; dim++) lengths[dim] = isKept[dim] ? shape[dim] : 1;
            return ImmutableCollectionsMarshal.AsImmutableArray(lengths);
        }

        private double CountOver(ReadOnlySpan<long> dims)
        {
            double count = 1;
            foreach (long dim in dims) count *= size((int)dim);
            return count;
        }
    }
}
