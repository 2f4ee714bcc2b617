namespace Ppl.Distributions;

/// <summary>The first value outside a set: where it stands, what it is, and how many of how many are outside.</summary>
/// <param name="Index">Its place in the tensor or list, such as <c>[2, 0]</c>; empty for a single value.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Count">How many are outside.</param>
/// <param name="Total">Of how many.</param>
/// <param name="Set">The set, with the bounds that hold there.</param>
/// <param name="Reason">Why it is outside, where that can be said in short.</param>
internal sealed record Outside(string Index, string Value, long Count, long Total, string Set, string? Reason)
{
    /// <summary>The first of an argument's or a value's elements (or vectors, or matrices) outside a set; null if none is. Reads a tensor if there is one; where its elements, or the bounds, are not known, nothing is said.</summary>
    public static Outside? Of(Constraint set, TensorLike values)
    {
        if (set is IndependentConstraint each) set = each.Inner;    // the element itself is found, not the event around it
        if (set.HasNumberBounds && AllHold(set, values.Tensor is { } tensor ? TensorText.AtHand(tensor) : values.Values)) return null;
        if (values.Tensor is null && set.EventDim == 0) return OfNumbers(values, set.Holds, set.ToString());
        if (values.Tensor is { } unknown && !TensorText.IsKnown(unknown)) return null;
        return OfEvents(values, set.EventDim, set.Check, (batch, i) => set.At(batch, i).ToString(), (batch, i, one) => set.EventDim == 0 ? null : set.At(batch, i).WhyOutside(one));
    }

    /// <summary>Do all numbers lie in a set? Not said of none.</summary>
    private static bool AllHold(Constraint set, ReadOnlySpan<double> numbers)
    {
        foreach (double number in numbers)
            if (!set.Holds(number)) return false;
        return !numbers.IsEmpty;
    }

    /// <summary>The first of the numbers that does not pass a test.</summary>
    public static Outside? OfNumbers(TensorLike values, Func<double, bool> holds, string set)
    {
        double[] numbers = values.Values;
        int first = Array.FindIndex(numbers, number => !holds(number));
        return first < 0 ? null : new(EventNumbers.Place(values.Shape, first), ((TensorLike)numbers[first]).ToString(), numbers.Count(number => !holds(number)), numbers.Length, set, null);
    }

    /// <summary>The first event, of the last <paramref name="eventDim"/> dims, that does not pass a test of tensors; numbers are tested as Float64.</summary>
    public static Outside? OfEvents(
        TensorLike values, int eventDim, Func<Tensor, Tensor> test, Func<Shape, long, string> set, Func<Shape, long, EventNumbers, string?> reason)
    {
        using TensorScope scope = TensorScope.Begin();
        using var noGrad = torch.no_grad();
        Tensor tensor = values.ToTensor();
        if (!TensorText.IsKnown(tensor)) return null;
        Tensor holds = test(tensor);
        if (!TensorText.IsKnown(holds) || TensorLike.HoldsEverywhere(holds)) return null;
        Shape events = values.Shape.Last(eventDim), own = values.Shape.DropLast(eventDim), batch = Shape.Broadcast(Shape.Of(holds), own);
        Tensor outside = (~holds).expand(batch.AsSpan()).reshape(-1);
        long first = outside.nonzero()[0, 0].item<long>(), position = Within(own, batch, first);
        var value = new EventNumbers(TensorText.ToDoubles(tensor.reshape([-1, .. events])[position]), events, tensor.dtype == torch.ScalarType.Float32);
        return new(EventNumbers.Place(own, position), value.ToString(), outside.sum().item<long>(), outside.NumberOfElements, set(batch, first), reason(batch, first, value));
    }

    /// <summary>Where the i-th element of a batch stands in a tensor that was stretched to it.</summary>
    private static long Within(Shape own, Shape batch, long i)
    {
        long position = 0, stride = 1;
        for (int dim = 1; dim <= own.Rank; i /= batch[^dim], stride *= own[^dim], dim++)
            position += own[^dim] == 1 ? 0 : i % batch[^dim] * stride;
        return position;
    }

    /// <summary>Adds what is known to the text of an error.</summary>
    public ErrorText Describe(ErrorText text, string name)
    {
        text.Row(name + Index, Total == 1 ? [Value] : [Value, $"{Count} of {Total} {(Count == 1 ? "is" : "are")} outside"]);
        return Reason is null ? text : text.Row("because", Reason);
    }
}
