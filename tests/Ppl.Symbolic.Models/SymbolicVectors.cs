using Ppl.Compilation;
using Ppl.Core.Tests;
using Ppl.Distributions;
using TorchSharp;

namespace Ppl.Symbolic.Tests;

/// <summary>The reference vectors' log probabilities as expressions of the distributions' arguments.</summary>
public static class SymbolicVectors
{
    private static readonly string[] whole = ["dim", "total_count"];

    /// <summary>log p at the values of a case; each argument that can be differentiated by is a part of the point.</summary>
    /// <returns>The expression, and the point at which the arguments are those of the case.</returns>
    public static (Node LogProb, double[] Point) LogProb(Fixture reference)
    {
        var graph = new Graph();
        using GraphScope scope = GraphScope.Begin(graph);
        Fixture arguments = reference.Inner("params");
        string[] free = [.. arguments.Fields.Where(name => !whole.Contains(name) && arguments.Numbers(name).All(double.IsFinite))];
        double[] point = [.. free.SelectMany(arguments.Numbers)];
        Tensor all = Tensor.Of(graph.Point(point.Length));
        var parameters = new Parameters();
        long from = 0;
        foreach (string name in arguments.Fields)
        {
            Shape shape = arguments.ShapeOf(name);
            parameters.Add(name, free.Contains(name) ? all.narrow(0, from, shape.NumberOfElements).reshape(shape.ToArray()) : arguments.Tensor(name));
            if (free.Contains(name)) from += shape.NumberOfElements;
        }
        return (Make(reference, parameters).LogProb(Value(reference)).Node, point);
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
