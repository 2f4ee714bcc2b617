using System.Runtime.CompilerServices;

namespace Ppl.Distributions;

/// <summary>
/// What a distribution's arguments have in common: the batch shape to which they broadcast, and the first tensor of real numbers among them, whose dtype the
/// others share. Looked at when a distribution is made; no tensor operation, whatever is found.
/// </summary>
/// <param name="Batch">The batch shape.</param>
/// <param name="Real">The first tensor of real numbers; null if there is none, and all dtypes are welcome.</param>
/// <param name="Name">What that argument is called.</param>
internal readonly record struct Arguments(Shape Batch, Tensor? Real = null, string Name = "")
{
    /// <summary>One argument, of which the last <paramref name="eventDim"/> dims are not batched.</summary>
    public static Arguments Of(TensorLike argument, int eventDim = 0, [CallerArgumentExpression(nameof(argument))] string name = "")
    {
        Shape shape = argument.Shape;
        return new(shape.DropLast(Math.Min(shape.Rank, eventDim)), argument.Tensor is { } tensor && tensor.is_floating_point() ? tensor : null, name);
    }

    /// <summary>Two arguments, of which the last dims may not be batched.</summary>
    /// <exception cref="PplException">PPL101: the batch dims do not broadcast. PPL109: two tensors of real numbers differ in dtype.</exception>
    public static Arguments Of(string owner, TensorLike a, TensorLike b, int aEventDim = 0, int bEventDim = 0,
        [CallerArgumentExpression(nameof(a))] string aName = "", [CallerArgumentExpression(nameof(b))] string bName = "") =>
        Join(owner, Of(a, aEventDim, aName), Of(b, bEventDim, bName));

    private static Arguments Join(string owner, Arguments a, Arguments b) => TryJoin(owner, a, b, out Arguments all) ? all : throw Error.ArgumentsDoNotBroadcast(owner, [a, b]);

    /// <inheritdoc cref="Of(string, TensorLike, TensorLike, int, int, string, string)"/>
    public static Arguments Of(string owner, TensorLike a, TensorLike b, TensorLike c,
        [CallerArgumentExpression(nameof(a))] string aName = "", [CallerArgumentExpression(nameof(b))] string bName = "", [CallerArgumentExpression(nameof(c))] string cName = "") =>
        Join(owner, Of(a, 0, aName), Of(b, 0, bName), Of(c, 0, cName));

    /// <inheritdoc cref="Of(string, TensorLike, TensorLike, int, int, string, string)"/>
    public static Arguments Of(string owner, TensorLike a, TensorLike b, TensorLike c, TensorLike d,
        [CallerArgumentExpression(nameof(a))] string aName = "", [CallerArgumentExpression(nameof(b))] string bName = "",
        [CallerArgumentExpression(nameof(c))] string cName = "", [CallerArgumentExpression(nameof(d))] string dName = "") =>
        Join(owner, Of(a, 0, aName), Of(b, 0, bName), Of(c, 0, cName), Of(d, 0, dName));

    /// <summary>Several arguments, or parts that are distributions.</summary>
    /// <inheritdoc cref="Of(string, TensorLike, TensorLike, int, int, string, string)"/>
    public static Arguments Join(string owner, params ReadOnlySpan<Arguments> parts)
    {
        Arguments all = parts[0];
        foreach (Arguments part in parts[1..])
            if (!TryJoin(owner, all, part, out all)) throw Error.ArgumentsDoNotBroadcast(owner, parts);
        return all;
    }

    private static bool TryJoin(string owner, Arguments a, Arguments b, out Arguments both)
    {
        both = a;
        if (!Shape.TryBroadcast(a.Batch, b.Batch, out Shape shape)) return false;
        if (a.Real is { } first && b.Real is { } other && first.dtype != other.dtype) throw Error.ArgumentDtypes(owner, a, b);
        both = a.Real is null ? b with { Batch = shape } : a with { Batch = shape };
        return true;
    }

    /// <summary>Is the value in another floating-point dtype than the arguments?</summary>
    public bool DifferInDtype(Tensor value) => Real is { } own && own.dtype != value.dtype && value.is_floating_point();
}
