using System.Globalization;

namespace Ppl;

/// <summary>Tensors as managed numbers and as short text.</summary>
internal static partial class TensorText
{
    /// <summary>All elements, row-major, as doubles: the way out of a tensor scope.</summary>
    public static double[] ToDoubles(Tensor tensor)
    {
        if (tensor.dtype == torch.float64 && tensor.is_cpu() && tensor.is_contiguous())
        {
            using var own = tensor.data<double>();
            return own.ToArray();
        }
        using TensorScope scope = TensorScope.Begin();
        using var elements = tensor.detach().cpu().to(torch.float64).contiguous().data<double>();
        return elements.ToArray();
    }

    /// <summary>Is one of the elements NaN? Not said of those that are not there to be read.</summary>
    public static bool HoldsNaN(Tensor tensor)
    {
        ReadOnlySpan<double> numbers = AtHand(tensor);
        if (numbers.IsEmpty) return IsKnown(tensor) && tensor.isnan().any().item<bool>();
        foreach (double number in numbers)
            if (double.IsNaN(number)) return true;
        return false;
    }

    /// <summary>The elements to six digits: <c>0.25</c> or <c>[0.25, 1]</c>; from the seventh on, an ellipsis.</summary>
    public static string Values(Tensor tensor)
    {
        double[] values = ToDoubles(tensor);
        if (tensor.dim() == 0) return Text(values[0]);
        return $"[{string.Join(", ", values.Take(6).Select(Text))}{(values.Length > 6 ? ", …" : "")}]";
    }

    private static string Text(double number) => number.ToString("G6", CultureInfo.InvariantCulture);
}
