using Ppl.Compilation;
using Ppl.Core.Tests;
using Ppl.Distributions;
using TorchSharp;

namespace Ppl.Symbolic.Tests;

/// <summary>The reference vectors' log probabilities as expressions of the distributions' arguments.</summary>
public static class SymbolicVectors
{
    private static readonly string[] whole = ["dim", "total_count"];

    /// <summary>log p at the values of a case, and the gradient of their sum. Each argument that can be differentiated by is a part of the point, once for each value.</summary>
    /// <returns>The log probabilities, and each argument's gradient, by value.</returns>
    public static (double[] LogProb, IReadOnlyDictionary<string, double[]> Gradients) Of(Fixture reference)
    {
        var graph = new Graph();
        using GraphScope scope = GraphScope.Begin(graph);
        Fixture arguments = reference.Inner("params");
        long count = reference.ShapeOf("value")[0];
        string[] free = [.. arguments.Fields.Where(name => !whole.Contains(name) && arguments.Numbers(name).All(double.IsFinite))];
        double[] point = [.. free.SelectMany(name => Enumerable.Repeat(arguments.Numbers(name), (int)count).SelectMany(numbers => numbers))];
        Point all = graph.Point(point.Length);
        var parameters = new Parameters();
        var places = new Dictionary<string, Range>();
        int from = 0;
        foreach (string name in arguments.Fields)
        {
            Shape shape = arguments.ShapeOf(name);
            int length = (int)(count * shape.NumberOfElements);
            bool isFree = free.Contains(name);
            parameters.Add(name, isFree ? Tensor.Of(all).narrow(0, from, length).reshape([count, .. shape]) : arguments.Tensor(name));
            if (!isFree) continue;
            places.Add(name, from..(from + length));
            from += length;
        }
        Tensor logProb = Make(reference, parameters).LogProb(Value(reference));
        double[][] results = GraphInterpreter.Evaluate([logProb.Node, Gradient.Of(graph, logProb.sum().Node, all)], point);
        return (results[0], places.ToDictionary(place => place.Key, place => results[1][place.Value]));
    }

    /// <summary>log p at the values of a case, of numbers alone.</summary>
    public static double[] LogProbOfNumbers(Fixture reference)
    {
        using GraphScope scope = GraphScope.Begin(new Graph());
        Fixture arguments = reference.Inner("params");
        var parameters = new Parameters();
        foreach (string name in arguments.Fields)
            parameters.Add(name, arguments.ShapeOf(name).Rank == 0 ? arguments.Numbers(name)[0] : TensorLike.Create(arguments.Numbers(name), arguments.ShapeOf(name)));
        return TensorText.ToDoubles(Make(reference, parameters).LogProb(Value(reference)));
    }

    private static Distribution Make(Fixture reference, Parameters parameters) => Family.Of(reference["dist"]).Make(parameters);

    private static Tensor Value(Fixture reference) => reference.Tensor("value", reference.Flag("discrete") ? torch.ScalarType.Int64 : torch.ScalarType.Float64);
}
