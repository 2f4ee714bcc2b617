using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Ppl;

/// <summary>
/// Constraints as they stand in a file: <c>positive</c>, <c>each 1 interval F32[2]=0,0.5 1 closed</c>. A closed language: no
/// name in it is looked up anywhere else. Equal texts are equal sets, also where ends are tensors.
/// </summary>
internal static partial class ConstraintText
{
    private static readonly (string Name, Constraint Constraint)[] named =
    [
        ("real", Constraints.Real), ("positive", Constraints.Positive), ("nonnegative", Constraints.NonNegative), ("unit-interval", Constraints.UnitInterval),
        ("circular", Constraints.Circular), ("boolean", Constraints.Boolean), ("nonnegative-integer", Constraints.NonNegativeInteger), ("one-hot", Constraints.OneHot), ("simplex", Constraints.Simplex), ("ordered", Constraints.Ordered),
        ("positive-ordered", Constraints.PositiveOrdered), ("zero-sum", Constraints.ZeroSum), ("sphere", Constraints.Sphere),
        ("lower-cholesky", Constraints.LowerCholesky), ("corr-cholesky", Constraints.CorrCholesky),
        ("positive-definite", Constraints.PositiveDefinite), ("correlation-matrix", Constraints.CorrelationMatrix),
    ];

    private static readonly (string Name, bool IncludesLow, bool IncludesHigh)[] ends =
        [("open", false, false), ("closed", true, true), ("left-closed", true, false), ("right-closed", false, true)];

    /// <summary>Reads tensors, where ends are tensors.</summary>
    public static string Of(Constraint constraint) => constraint switch
    {
        _ when Array.Find(named, entry => entry.Constraint.Equals(constraint)).Name is { } name => name,
        Interval interval => $"interval {Of(interval.Low)} {Of(interval.High)} {Array.Find(ends, end => (end.IncludesLow, end.IncludesHigh) == (interval.IncludesLow, interval.IncludesHigh)).Name}",
        IntegerInterval integers => $"integers {Of(integers.Low)} {Of(integers.High)}",
        MultinomialConstraint counts => $"counts {Of(counts.Total)}",
        PointConstraint point => $"point {point.Dims} {Of(point.Point)}",
        PointsConstraint points => $"points {points.Dims} {Of(points.Points)}",
        IndependentConstraint each => $"each {each.Dims} {Of(each.Inner)}",
        CatConstraint cat => $"cat {string.Join(' ', cat.Parts.Select((part, i) => $"{cat.Lengths[i]} ( {Of(part)} )"))}",
        StackConstraint stack => $"stack {string.Join(' ', stack.Parts.Select(part => $"( {Of(part)} )"))}",
        _ => throw new NotSupportedException($"no text for the constraint \"{constraint}\""),
    };

    /// <summary>The tensors that a constraint holds.</summary>
    public static IEnumerable<Tensor> Tensors(Constraint constraint) => constraint switch
    {
        Interval interval => new[] { interval.Low.Tensor, interval.High.Tensor }.OfType<Tensor>(),
        IntegerInterval integers => new[] { integers.Low.Tensor, integers.High.Tensor }.OfType<Tensor>(),
        MultinomialConstraint { Total.Tensor: { } total } => [total],
        PointsConstraint { Points.Tensor: { } points } => [points],
        PointConstraint { Point.Tensor: { } point } => [point],
        IndependentConstraint each => Tensors(each.Inner),
        CatConstraint cat => cat.Parts.SelectMany(Tensors),
        StackConstraint stack => stack.Parts.SelectMany(Tensors),
        _ => [],
    };

    /// <summary>The constraint of a text, its tensors on the CPU, in the caller's tensor scope.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="OverflowException">A number in it is too large.</exception>
    public static Constraint Parse(string text) => Parse(text.Split(' '));

    private static Constraint Parse(ReadOnlySpan<string> words) => words switch
    {
        ["interval", var low, var high, var kind] when Array.Find(ends, end => end.Name == kind) is { Name: not null } end =>
            new Interval(End(low), End(high), end.IncludesLow, end.IncludesHigh),
        ["integers", var low, var high] => new IntegerInterval(End(low), End(high)),
        ["counts", var total] => new MultinomialConstraint(End(total)),
        [var name] when Array.Find(named, entry => entry.Name == name).Constraint is { } constraint => constraint,
        ["point", var dims, var point] => new PointConstraint(End(point), Dims(dims)),
        ["points", var dims, var points] => new PointsConstraint(End(points), Dims(dims)),
        ["each", var dims, not "each", ..] => new IndependentConstraint(Parse(words[2..]), Dims(dims)),
        ["cat", .. var rest] => Cat(rest),
        ["stack", "(", ..] => Stack(words[1..]),
        _ => throw new FormatException("no such constraint"),
    };

    private static CatConstraint Cat(ReadOnlySpan<string> words)
    {
        var lengths = new List<long>();
        ImmutableArray<Constraint> parts = [.. Parts(words, lengths)];
        return lengths.Count == parts.Length && parts.All(part => part.EventDim <= 1)
            ? new CatConstraint(parts, [.. lengths])
            : throw new FormatException("parts that do not fit their lengths");
    }

    private static StackConstraint Stack(ReadOnlySpan<string> words)
    {
        var lengths = new List<long>();
        ImmutableArray<Constraint> parts = [.. Parts(words, lengths)];
        return lengths.Count == 0 ? new StackConstraint(parts) : throw new FormatException("lengths in a stack");
    }

    /// <summary>The constraints in brackets, and the lengths before them.</summary>
    private static List<Constraint> Parts(ReadOnlySpan<string> words, List<long> lengths)
    {
        var parts = new List<Constraint>();
        while (words.Length > 0)
        {
            if (words[0] != "(")
            {
                lengths.Add(long.Parse(words[0], NumberStyles.None, CultureInfo.InvariantCulture));
                words = words[1..];
                if (words is not ["(", ..]) throw new FormatException("a length without a part");
            }
            int depth = 0, end = 0;
            do depth += words[end] switch { "(" => 1, ")" => -1, _ => 0 };
            while (depth > 0 && ++end < words.Length);
            if (depth > 0) throw new FormatException("a bracket that does not close");
            parts.Add(Parse(words[1..end]));
            words = words[(end + 1)..];
        }
        return parts.Count > 0 ? parts : throw new FormatException("no parts");
    }

    private static string Of(TensorLike end)
    {
        if (end.IsNumber) return Text(end.Number);
        double[] values = end.Tensor is { } tensor ? TensorText.ToDoubles(tensor) : end.Values;
        return $"{(end.Tensor is null ? "" : ElementTypes.Name(end.Tensor.dtype))}[{string.Join(',', end.Shape.ToArray())}]={string.Join(',', values.Select(Text))}";
    }

    private static TensorLike End(string text)
    {
        if (Numbers().Match(text) is not { Success: true } match) return Number(text);
        long[] shape = [.. Items(match.Groups["shape"].Value).Select(size => long.Parse(size, CultureInfo.InvariantCulture))];
        double[] values = [.. Items(match.Groups["values"].Value).Select(Number)];
        if (!ElementTypes.TryCountBytes(torch.ScalarType.Float64, shape, out long bytes) || bytes != sizeof(double) * values.LongLength) throw new FormatException("numbers that do not fit their shape");
        TensorLike numbers = TensorLike.Create(values, shape);
        string dtype = match.Groups["dtype"].Value;
        if (dtype.Length == 0) return numbers;
        return ElementTypes.TryParse(dtype, out torch.ScalarType type) ? numbers.ToTensor(type) : throw new FormatException("no such dtype");
    }

    private static int Dims(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string[] Items(string list) => list.Length == 0 ? [] : list.Split(',');

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<dtype>[A-Z0-9]*)\[(?<shape>[0-9,]*)\]=(?<values>.*)$")]
    private static partial Regex Numbers();
}
