using System.Collections.Immutable;
using Ppl.Compilation;

namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public Tensor this[long i1] => select(0, i1);
        public Tensor this[long i1, long i2] => select(0, i1).select(0, i2);
        public Tensor this[long i1, long i2, long i3] => this[i1, i2].select(0, i3);
        public Tensor this[long i1, long i2, long i3, long i4] => this[i1, i2, i3].select(0, i4);
        public Tensor this[params TensorIndex[] indices] => index(indices);
        public Tensor this[params Tensor[] indices] => index(indices);

        public Tensor index(params Tensor[] indices) => index(Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index(params TensorIndex[] indices)
        {
            Tensor result = this;
            int used = indices.Sum(static index => index.Kind is TensorIndex.IndexKind.None or TensorIndex.IndexKind.Ellipsis ? 0 : Used(index)), dim = 0;
            var positions = new List<(int Dim, Tensor Positions)>();
            foreach (TensorIndex index in indices)
            {
                switch (index.Kind)
                {
                    case TensorIndex.IndexKind.None:
                        result = result.unsqueeze(dim++);
                        break;
                    case TensorIndex.IndexKind.Ellipsis:
                        dim += (int)this.dim() - used;
                        break;
                    case TensorIndex.IndexKind.Single:
                        result = result.select(dim, index.Start!.Value);
                        break;
                    case TensorIndex.IndexKind.Slice:
                        result = result.Sliced(dim++, index.Start, index.Stop, index.Step ?? 1);
                        break;
                    default:
                        foreach (Tensor places in index.Positions!.dtype == ScalarType.Bool ? index.Positions.nonzero().unbind(1) : [index.Positions])
                            positions.Add((dim++, places));
                        break;
                }
            }
            return positions.Count == 0 ? result : result.At(positions);
        }

        /// <summary>The elements at positions along a dim; the positions are data.</summary>
        /// <exception cref="Ppl.PplException">PPL401: they depend on a latent.</exception>
        public Tensor index_select(long dim, Tensor index)
        {
            int at = Dim(dim), outer = 1, inner = 1, next = 0;
            ImmutableArray<int> lengths = node.Shape;
            int[] positions = Array.ConvertAll(index.Elements(), position => Position(position, lengths[at]));
            if (Spacing(positions) is { } spacing)
            {
                ImmutableArray<int> strides = RowMajor(lengths);
                return Viewed(lengths.SetItem(at, positions.Length), strides.SetItem(at, spacing * strides[at]), positions[0] * strides[at]);
            }
            for (int i = 0; i < at; i++) outer *= lengths[i];
            for (int i = at + 1; i < lengths.Length; i++) inner *= lengths[i];
            int[] places = new int[outer * positions.Length * inner];
            for (int o = 0; o < outer; o++)
            {
                foreach (int position in positions)
                {
                    int start = (o * lengths[at] + position) * inner;
                    for (int i = 0; i < inner; i++) places[next++] = start + i;
                }
            }
            return Gathered(places, lengths.SetItem(at, positions.Length));
        }

        // The distance from each position to the next, where it is the same for all: as for one, and for all values of a list.
        private static int? Spacing(int[] positions)
        {
            if (positions.Length == 0) return null;
            int spacing = positions.Length == 1 ? 0 : positions[1] - positions[0];
            for (int i = 1; i < positions.Length; i++)
                if (positions[i] - positions[i - 1] != spacing) return null;
            return spacing;
        }

        /// <summary>For each element of the index, the one at that position along a dim; the index is data.</summary>
        /// <exception cref="Ppl.PplException">PPL401: it depends on a latent.</exception>
        public Tensor gather(long dim, Tensor index)
        {
            int at = Dim(dim);
            double[] positions = index.Elements();
            ImmutableArray<int> lengths = node.Shape, strides = RowMajor(lengths), shape = index.node.Shape;
            int[] places = new StridedMap(shape, strides.SetItem(at, 0)).ToArray();
            for (int i = 0; i < places.Length; i++) places[i] += strides[at] * Position(positions[i], lengths[at]);
            return Gathered(places, shape);
        }

        public Tensor take(Tensor index) => flatten().At([(0, index)]);

        public Tensor nonzero()
        {
            double[] elements = Elements();
            ImmutableArray<int> lengths = node.Shape, strides = RowMajor(lengths);
            int[] found = [.. Enumerable.Range(0, elements.Length).Where(i => elements[i] != 0)];
            double[] indices = new double[found.Length * lengths.Length];
            for (int i = 0; i < indices.Length; i++)
            {
                (int row, int dim) = Math.DivRem(i, lengths.Length);
                indices[i] = found[row] / strides[dim] % lengths[dim];
            }
            Graph graph = GraphScope.Current;
            return new Tensor(graph, graph.Constant(indices, [found.Length, lengths.Length]), ScalarType.Int64);
        }

        private static int Used(TensorIndex index) => index.Positions is { dtype: ScalarType.Bool } flags ? (int)flags.dim() : 1;

        private Tensor Sliced(int dim, long? start, long? stop, long step)
        {
            ImmutableArray<int> lengths = node.Shape, strides = RowMajor(lengths);
            int length = lengths[dim], from = Clipped(start ?? 0), to = Math.Max(from, Clipped(stop ?? length)), count = (int)((to - from + step - 1) / step);
            return Viewed(lengths.SetItem(dim, count), strides.SetItem(dim, strides[dim] * (int)step), from * strides[dim]);

            int Clipped(long place) => (int)Math.Clamp(place < 0 ? place + length : place, 0, length);
        }

        // Positions in several dims go together; their dims stand where the first of them was, or first of all where a dim lies between them.
        private Tensor At(List<(int Dim, Tensor Positions)> indices)
        {
            ImmutableArray<int> lengths = node.Shape, strides = RowMajor(lengths);
            ImmutableArray<int> common = [];
            foreach ((_, Tensor positions) in indices) common = BroadcastShape(common, positions.node.Shape);
            int[] starts = new int[Node.CountOf(common)];
            foreach ((int dim, Tensor positions) in indices)
            {
                double[] elements = positions.expand(Sizes(common)).Elements("index");
                for (int i = 0; i < starts.Length; i++) starts[i] += strides[dim] * Position(elements[i], lengths[dim]);
            }
            int[] dims = [.. indices.Select(static index => index.Dim)];
            int first = dims[^1] - dims[0] == dims.Length - 1 ? dims[0] : 0;
            int[] before = [.. Enumerable.Range(0, lengths.Length).Where(dim => !dims.Contains(dim) && dim < first)], after = [.. Enumerable.Range(0, lengths.Length).Where(dim => !dims.Contains(dim) && dim >= first)];
            int[] outer = MapOver(before), inner = MapOver(after), places = new int[outer.Length * starts.Length * inner.Length];
            int next = 0;
            foreach (int o in outer)
                foreach (int start in starts)
                    foreach (int i in inner) places[next++] = o + start + i;
            return Gathered(places, [.. before.Select(dim => lengths[dim]), .. common, .. after.Select(dim => lengths[dim])]);

            int[] MapOver(int[] kept) => new StridedMap([.. kept.Select(dim => lengths[dim])], [.. kept.Select(dim => strides[dim])]).ToArray();
        }

        private Tensor Gathered(int[] places, ImmutableArray<int> shape)
        {
            Graph graph = GraphScope.Current;
            return With(graph, graph.Take(In(graph), IndexMaps.Of(places), shape));
        }

        private static int Position(double position, int length)
        {
            int index = (int)position;
            if (index < -length || index >= length) throw new IndexOutOfRangeException($"index {index} is out of bounds for dimension with size {length}");
            return index < 0 ? index + length : index;
        }
    }
}
