using System.Collections.Immutable;

namespace Ppl.Compilation;

internal sealed partial class Graph
{
    /// <summary>X v, or Xᵀ v.</summary>
    internal Node Product(Constant matrix, Node vector, bool isTransposed)
    {
        if (matrix.Shape is not [int rows, int columns]) throw new ArgumentException("a matrix has two dims", nameof(matrix));
        (int results, int terms) = isTransposed ? (columns, rows) : (rows, columns);
        if (vector.Count != terms) throw new ArgumentException($"a matrix of {rows} by {columns}{(isTransposed ? ", transposed," : "")} and a vector of {vector.Count}", nameof(vector));
        if (results == 0 || terms == 0) return Constant(0, [results]);
        if (matrix.IsUniform)
            return Take(Apply(Operator.Multiply, Sum(vector), Constant(matrix[0])), IndexMaps.Spread(results), [results]);
        if (terms == 1) return Apply(Operator.Multiply, Take(vector, IndexMaps.Spread(results), [results]), Reshape(matrix, [results]));
        if (results == 1) return Reshape(Sum(Apply(Operator.Multiply, Reshape(vector, [terms]), Reshape(matrix, [terms]))), [1]);
        var product = new Product(nodes.Count, matrix, Reshape(vector, [terms]), isTransposed);
        return vector.IsData ? Fold(product) : Once(product);
    }

    /// <summary>A function of whole arrays, which lie as the kernel says; the shape is for those that use it.</summary>
    internal Node Call(Kernel kernel, ImmutableArray<Node> arguments, ImmutableArray<int> sizes, ImmutableArray<int> shape)
    {
        var call = new Call(nodes.Count, kernel, arguments, sizes, shape);
        return call.Count == 0 ? Constant(0, shape) : call.IsData ? Fold(call) : Once(call);
    }
}
