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
        ("boolean", Constraints.Boolean), ("simplex", Constraints.Simplex), ("lower-cholesky", Constraints.LowerCholesky),
        ("nonnegative-integer", Constraints.NonNegativeInteger), ("one-hot", Constraints.OneHot),
    ];

    /// <summary>Reads tensors, where ends are tensors.</summary>
    public static string Of(Constraint constraint) => constraint switch
    {
        _ when Array.Find(named, entry => entry.Constraint.Equals(constraint)).Name is { } name => name,
        Interval interval => $"interval {Of(interval.Low)} {Of(interval.High)} {(interval.IsClosed ? "closed" : "open")}",
        IntegerInterval integers => $"integers {Of(integers.Low)} {Of(integers.High)}",
        MultinomialConstraint counts => $"counts {Of(counts.Total)}",
        PointConstraint point => $"point {point.Dims} {Of(point.Point)}",
        IndependentConstraint each => $"each {each.Dims} {Of(each.Inner)}",
        _ => throw new NotSupportedException($"no text for the constraint \"{constraint}\""),
    };

    /// <summary>The tensors that a constraint holds.</summary>
    public static IEnumerable<Tensor> Tensors(Constraint constraint) => constraint switch
    {
        Interval interval => new[] { interval.Low.Tensor, interval.High.Tensor }.OfType<Tensor>(),
        IntegerInterval integers => new[] { integers.Low.Tensor, integers.High.Tensor }.OfType<Tensor>(),
        MultinomialConstraint { Total.Tensor: { } total } => [total],
        PointConstraint { Point.Tensor: { } point } => [point],
        IndependentConstraint each => Tensors(each.Inner),
        _ => [],
    };

    /// <summary>The constraint of a text, its tensors on the CPU, in the caller's tensor scope.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="OverflowException">A number in it is too large.</exception>
    public static Constraint Parse(string text) => Parse(text.Split(' '));

    private static Constraint Parse(ReadOnlySpan<string> words) => words switch
    {
        ["interval", var low, var high, "open" or "closed"] => new Interval(End(low), End(high), IsClosed: words[^1] == "closed"),
        ["integers", var low, var high] => new IntegerInterval(End(low), End(high)),
        ["counts", var total] => new MultinomialConstraint(End(total)),
        [var name] when Array.Find(named, entry => entry.Name == name).Constraint is { } constraint => constraint,
        ["point", var dims, var point] => new PointConstraint(End(point), Dims(dims)),
        ["each", var dims, not "each", ..] => new IndependentConstraint(Parse(words[2..]), Dims(dims)),
        _ => throw new FormatException("no such constraint"),
    };

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
