using Ppl.Compilation;
using TorchSharp;

namespace Ppl.Symbolic.Tests;

/// <summary>Functions of tensors as expressions.</summary>
public static class SymbolicFunctions
{
    /// <summary>The function's value at a point, Σ wᵢ yᵢ of it with the weights of <see cref="Weighed"/>, and the gradient of that.</summary>
    public static (double[] Value, double Sum, double[] Gradient) Of(string name, double[] at) => Of(TensorFunctions.All[name], at);

    /// <inheritdoc cref="Of(string, double[])"/>
    public static (double[] Value, double Sum, double[] Gradient) Random(int seed, double[] at) => Of(x => RandomFunctions.Of(seed, x), at);

    private static (double[] Value, double Sum, double[] Gradient) Of(Func<Tensor, Tensor> function, double[] at)
    {
        var graph = new Graph();
        using GraphScope scope = GraphScope.Begin(graph);
        Point point = graph.Point(at.Length);
        Tensor value = function(Tensor.Of(point)), sum = Weighed.Sum(value);
        double[][] results = GraphInterpreter.Evaluate([value.Node, sum.Node, Gradient.Of(graph, sum.Node, point)], at);
        return (results[0], results[1][0], results[2]);
    }
}
