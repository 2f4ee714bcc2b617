using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ppl.Compilation;

namespace TorchSharp;

/// <summary>The members of TorchSharp that density sources use, over expressions: computing with tensors builds nodes of the graph whose <see cref="GraphScope"/> is open.</summary>
public static partial class torch
{
    /// <summary>
    /// An array of numbers that are known (data), or that follow from a point. Immutable. Of data, results are data and are computed at once; only data can be read.
    /// </summary>
    public sealed partial class Tensor : IDisposable
    {
        private readonly Graph graph;
        private readonly Node node;

        // Data in another graph, that used them last. Replaced as a whole: data may serve many threads.
        private Place? elsewhere;

        private Tensor(Graph graph, Node node, ScalarType dtype) => (this.graph, this.node, this.dtype) = (graph, node, dtype);

        /// <summary>A tensor over a node of the graph whose scope is open.</summary>
        internal static Tensor Of(Node node, ScalarType kind = ScalarType.Float64) => new(GraphScope.Current, node, kind);

        /// <summary>The node in the graph whose scope is open.</summary>
        internal Node Node => In(GraphScope.Current);

        /// <summary>Are the elements known?</summary>
        internal bool IsData => node.IsData;

        /// <summary>The elements, if they are known; one stands for all where all are the same.</summary>
        internal ReadOnlySpan<double> AtHand => node is Constant data ? data.Values : default;

        public ScalarType dtype { get; }

        public long[] shape => Sizes(node.Shape);

        public long[] size() => shape;

        public long size(int dim) => node.Shape[Dim(dim)];

        public long dim() => node.Shape.Length;

        public long ndim => dim();

        public long Dimensions => dim();

        public long numel() => node.Count;

        public long NumberOfElements => numel();

        public Device device => CPU;

        public DeviceType device_type => DeviceType.CPU;

        public bool requires_grad => !IsData;

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_contiguous() => true;

        public bool is_cpu() => true;

        public bool IsInvalid => false;

        /// <summary>By how much the place of an element grows along each dim: 0 where all elements are one.</summary>
        public long[] stride()
        {
            int[]? strides = node switch
            {
                Take { Map: StridedMap map } => map.StridesOver(node.Shape.AsSpan()),
                Constant { IsUniform: true } => new int[node.Shape.Length],
                _ => null,
            };
            return Sizes(strides is null ? RowMajor(node.Shape) : ImmutableCollectionsMarshal.AsImmutableArray(strides));
        }

        public Tensor requires_grad_(bool requires_grad = true) => this;

        public Tensor detach() => IsData ? this : Each(Operator.Detach, dtype);

        public Tensor contiguous() => this;

        public Tensor clone() => this;

        public Tensor alias() => this;

        public Tensor MoveToOuterDisposeScope() => this;

        public Tensor DetachFromDisposeScope() => this;

        public void Dispose()
        {
        }

        public override bool Equals(object? obj) => ReferenceEquals(this, obj);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

        public override string ToString() => $"[{string.Join("x", shape)}], type = {dtype}{(IsData ? $", {string.Join(" ", Elements().Take(6))}" : "")}";

        /// <summary>The node in a graph: data go along; what follows from a point belongs to the graph of that point.</summary>
        /// <exception cref="InvalidOperationException">The tensor follows from the point of another graph.</exception>
        private Node In(Graph graph)
        {
            if (this.graph == graph) return node;
            if (elsewhere is { } known && known.Graph == graph) return known.Node;
            if (node is not Constant data) throw new InvalidOperationException("the tensor depends on the latents of another run of a program, or is used outside its own");
            Constant adopted = graph.Adopt(data);
            elsewhere = new Place(graph, adopted);
            return adopted;
        }

        private int Dim(long dim) => DimOf(dim, node.Shape.Length);

        private static int DimOf(long dim, int rank)
        {
            int counted = (int)(dim < 0 ? dim + rank : dim);
            if (counted < 0 || counted >= Math.Max(rank, 1)) throw new ArgumentOutOfRangeException(nameof(dim), dim, $"Dimension out of range: there are {rank} dims");
            return counted;
        }

        private double[] Elements([CallerMemberName] string operation = "")
        {
            if (node is not Constant data) throw Ppl.Error.NotData(operation);
            double[] elements = new double[data.Count];
            for (int i = 0; i < elements.Length; i++) elements[i] = data[i];
            return elements;
        }

        private static long[] Sizes(ImmutableArray<int> lengths)
        {
            long[] sizes = new long[lengths.Length];
            for (int dim = 0; dim < sizes.Length; dim++) sizes[dim] = lengths[dim];
            return sizes;
        }

        private Tensor With(Graph graph, Node node) => new(graph, node, dtype);

        private static ImmutableArray<int> RowMajor(ImmutableArray<int> shape)
        {
            int[] strides = new int[shape.Length];
            for (int dim = shape.Length - 1, stride = 1; dim >= 0; stride *= shape[dim--]) strides[dim] = stride;
            return ImmutableCollectionsMarshal.AsImmutableArray(strides);
        }

        private sealed record Place(Graph Graph, Node Node);
    }
}
