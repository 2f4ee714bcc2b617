using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ppl.Compilation;

namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public Tensor mT => transpose(-2, -1);
        public Tensor T => permute([.. Enumerable.Range(0, (int)dim()).Reverse().Select(static dim => (long)dim)]);
        public Tensor t() => dim() < 2 ? this : transpose(0, 1);

        public Tensor transpose(long dim0, long dim1)
        {
            long[] order = [.. Enumerable.Range(0, (int)dim()).Select(static dim => (long)dim)];
            (order[Dim(dim0)], order[Dim(dim1)]) = (order[Dim(dim1)], order[Dim(dim0)]);
            return permute(order);
        }

        public Tensor permute(params long[] permutation)
        {
            if (permutation.Length != dim()) throw new ArgumentException($"permute: {permutation.Length} dims for a tensor of {dim()}", nameof(permutation));
            ImmutableArray<int> lengths = node.Shape, strides = RowMajor(lengths);
            int[] ordered = new int[permutation.Length], steps = new int[permutation.Length];
            for (int i = 0; i < ordered.Length; i++) (ordered[i], steps[i]) = (lengths[Dim(permutation[i])], strides[Dim(permutation[i])]);
            return Viewed(ImmutableCollectionsMarshal.AsImmutableArray(ordered), ImmutableCollectionsMarshal.AsImmutableArray(steps));
        }

        public Tensor unsqueeze(long dim)
        {
            ImmutableArray<int> own = node.Shape;
            return Shaped(own.Insert(DimOf(dim, own.Length + 1), 1));
        }

        public Tensor squeeze(long? dim = null)
        {
            ImmutableArray<int> shape = node.Shape;
            if (dim is { } given) return shape.IsEmpty || shape[Dim(given)] != 1 ? this : Shaped(shape.RemoveAt(Dim(given)));
            return Shaped(shape.RemoveAll(static length => length == 1));
        }

        public Tensor reshape(params long[] shape)
        {
            int[] lengths = new int[shape.Length];
            int open = -1;
            long known = 1;
            for (int dim = 0; dim < lengths.Length; dim++)
            {
                lengths[dim] = checked((int)shape[dim]);
                if (shape[dim] == -1 && open < 0) open = dim;
                else known *= shape[dim];
            }
            if (open >= 0 && known > 0) lengths[open] = (int)(numel() / known);
            if (known * (open >= 0 ? lengths[open] : 1) != numel())
                throw new ArgumentException($"shape '[{string.Join(", ", shape)}]' is invalid for input of size {numel()}", nameof(shape));
            return Shaped(ImmutableCollectionsMarshal.AsImmutableArray(lengths));
        }

        public Tensor view(params long[] shape) => reshape(shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1)
        {
            if (dim() == 0) return reshape(1);
            int start = Dim(start_dim), end = Dim(end_dim);
            return reshape([.. shape[..start], -1, .. shape[(end + 1)..]]);
        }

        public Tensor unflatten(long dim, params long[] sizes) => reshape([.. shape[..Dim(dim)], .. sizes, .. shape[(Dim(dim) + 1)..]]);

        public Tensor expand(params long[] sizes) => expand(sizes.AsSpan());
        public Tensor expand(long[] sizes, bool isImplicit = false) => expand(sizes.AsSpan());

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false)
        {
            ImmutableArray<int> own = node.Shape;
            int[] lengths = new int[sizes.Length];
            for (int dim = 0; dim < lengths.Length; dim++) lengths[dim] = sizes[dim] == -1 ? own[dim - lengths.Length + own.Length] : checked((int)sizes[dim]);
            bool fits = own.Length <= lengths.Length;
            for (int dim = 1; dim <= own.Length && fits; dim++) fits = own[^dim] == 1 || own[^dim] == lengths[^dim];
            if (!fits) throw new ArgumentException($"a tensor of shape [{string.Join(", ", own)}] cannot be expanded to [{string.Join(", ", lengths)}]", nameof(sizes));
            Graph graph = GraphScope.Current;
            return With(graph, Broadcast(graph, In(graph), [.. lengths]));
        }

        public Tensor expand_as(Tensor other) => expand(other.shape);
        public Tensor broadcast_to(params long[] shape) => expand(shape);

        public Tensor repeat(params long[] sizes)
        {
            int added = sizes.Length - (int)dim();
            long[] own = [.. Enumerable.Repeat(1L, added), .. shape], between = new long[2 * own.Length], spread = new long[2 * own.Length];
            for (int dim = 0; dim < own.Length; dim++)
            {
                (between[2 * dim], between[2 * dim + 1]) = (1, own[dim]);
                (spread[2 * dim], spread[2 * dim + 1]) = (sizes[dim], own[dim]);
            }
            return reshape(between).expand(spread).reshape([.. own.Zip(sizes, static (length, times) => length * times)]);
        }

        public Tensor flip(params long[] dims)
        {
            int[] turned = Array.ConvertAll(dims, Dim);
            ImmutableArray<int> lengths = node.Shape, strides = RowMajor(lengths);
            int offset = turned.Sum(dim => strides[dim] * (lengths[dim] - 1));
            return Viewed(lengths, [.. strides.Select((stride, dim) => turned.Contains(dim) ? -stride : stride)], offset);
        }

        public Tensor select(long dim, long index)
        {
            int at = Dim(dim);
            ImmutableArray<int> lengths = node.Shape, strides = RowMajor(lengths);
            if (lengths.IsEmpty || index < -lengths[at] || index >= lengths[at])
                throw new IndexOutOfRangeException($"select(): index {index} out of range for tensor of size [{string.Join(", ", lengths)}] at dimension {dim}");
            return Viewed(lengths.RemoveAt(at), strides.RemoveAt(at), strides[at] * (int)(index < 0 ? index + lengths[at] : index));
        }

        public Tensor narrow(long dim, long start, long length)
        {
            int at = Dim(dim);
            ImmutableArray<int> lengths = node.Shape, strides = RowMajor(lengths);
            if (start < 0) start += lengths[at];
            if (start < 0 || length < 0 || start + length > lengths[at])
                throw new ArgumentOutOfRangeException(nameof(start), start, $"narrow: {length} elements from {start} of {lengths[at]} at dimension {dim}");
            return Viewed(lengths.SetItem(at, (int)length), strides, strides[at] * (int)start);
        }

        public Tensor[] split(long size, int dim = 0)
        {
            long length = this.size(dim);
            return split([.. Enumerable.Range(0, (int)((length + size - 1) / size)).Select(i => Math.Min(size, length - i * size))], dim);
        }

        public Tensor[] split(long[] sizes, long dim = 0)
        {
            var parts = new Tensor[sizes.Length];
            long start = 0;
            for (int i = 0; i < sizes.Length; start += sizes[i++]) parts[i] = narrow(dim, start, sizes[i]);
            return parts;
        }

        public Tensor[] chunk(long chunks, long dim = 0) => split((size((int)dim) + chunks - 1) / chunks, (int)dim);

        public Tensor[] unbind(long dimension = 0)
        {
            var parts = new Tensor[size((int)dimension)];
            for (int i = 0; i < parts.Length; i++) parts[i] = select(dimension, i);
            return parts;
        }

        public Tensor tril(long diagonal = 0) => Triangle((row, column) => column - row <= diagonal);

        public Tensor triu(long diagonal = 0) => Triangle((row, column) => column - row >= diagonal);

        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1)
        {
            (int row, int column) = (Dim(dim1), Dim(dim2));
            ImmutableArray<int> lengths = node.Shape, strides = RowMajor(lengths);
            int down = (int)Math.Max(-offset, 0), right = (int)Math.Max(offset, 0), count = Math.Max(0, Math.Min(lengths[row] - down, lengths[column] - right));
            IEnumerable<int> others = Enumerable.Range(0, lengths.Length).Where(dim => dim != row && dim != column);
            return Viewed(
                [.. others.Select(dim => lengths[dim]), count],
                [.. others.Select(dim => strides[dim]), strides[row] + strides[column]],
                down * strides[row] + right * strides[column]);
        }

        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1)
        {
            ImmutableArray<int> own = node.Shape;
            int side = own[^1] + (int)Math.Abs(offset), rank = own.Length + 1, row = DimOf(dim1, rank), column = DimOf(dim2, rank), from = 0;
            int[] lengths = new int[rank];
            for (int dim = 0; dim < rank; dim++) lengths[dim] = dim == row || dim == column ? side : own[from++];
            ImmutableArray<int> shape = [.. lengths], strides = RowMajor(shape);
            ImmutableArray<int> places = [.. Enumerable.Range(0, rank).Where(dim => dim != row && dim != column).Select(dim => strides[dim]), strides[row] + strides[column]];
            int start = (int)Math.Max(-offset, 0) * strides[row] + (int)Math.Max(offset, 0) * strides[column];
            Graph graph = GraphScope.Current;
            return With(graph, graph.Scatter([In(graph)], [new StridedMap(own, places, start)], Meeting.Sum, shape));
        }

        public Tensor diag(long diagonal = 0) => dim() == 1 ? diag_embed(diagonal) : this.diagonal(diagonal);

        internal static Tensor Join(IReadOnlyList<Tensor> tensors, long dim)
        {
            // As in torch, a vector without elements joins anything.
            if (tensors.Count > 1) tensors = [.. tensors.Where(tensor => tensor.dim() != 1 || tensor.numel() > 0 || tensors.All(static other => other.dim() == 1))];
            int at = tensors[0].Dim(dim);
            Graph graph = GraphScope.Current;
            ImmutableArray<Node> parts = [.. tensors.Select(tensor => tensor.In(graph))];
            foreach (Node part in parts)
            {
                if (part.Shape.Length != parts[0].Shape.Length || part.Shape.Where((length, i) => i != at && length != parts[0].Shape[i]).Any())
                    throw new ArgumentException($"Sizes of tensors must match except in dimension {at}: [{string.Join(", ", parts[0].Shape)}] and [{string.Join(", ", part.Shape)}]");
            }
            ImmutableArray<int> shape = parts[0].Shape.SetItem(at, parts.Sum(part => part.Shape[at])), strides = RowMajor(shape);
            var maps = ImmutableArray.CreateBuilder<IndexMap>(parts.Length);
            int start = 0;
            foreach (Node part in parts)
            {
                maps.Add(new StridedMap(part.Shape, strides, start * strides[at]));
                start += part.Shape[at];
            }
            return new Tensor(graph, graph.Scatter(parts, maps.ToImmutable(), Meeting.Sum, shape), tensors.Select(static tensor => tensor.dtype).Aggregate(Joined));
        }

        private Tensor Shaped(ImmutableArray<int> shape)
        {
            Graph graph = GraphScope.Current;
            return With(graph, graph.Reshape(In(graph), shape));
        }

        private Tensor Viewed(ImmutableArray<int> lengths, ImmutableArray<int> strides, int offset = 0)
        {
            Graph graph = GraphScope.Current;
            return With(graph, graph.Take(In(graph), new StridedMap(lengths, strides, offset), lengths));
        }

        // Selected, not multiplied: what is outside may be anything.
        private Tensor Triangle(Func<int, int, bool> isKept)
        {
            Graph graph = GraphScope.Current;
            Node node = In(graph);
            (int rows, int columns) = (node.Shape[^2], node.Shape[^1]);
            double[] mask = new double[rows * columns];
            for (int i = 0; i < mask.Length; i++) mask[i] = isKept(i / columns, i % columns) ? 1 : 0;
            return torch.where(new Tensor(graph, graph.Constant(mask, [rows, columns]), ScalarType.Bool), this, Number(0).to(dtype));
        }
    }
}
