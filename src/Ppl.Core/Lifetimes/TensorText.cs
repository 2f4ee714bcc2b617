using System.Globalization;

namespace Ppl;

/// <summary>Tensors as managed numbers and as short text.</summary>
internal static partial class TensorText
{
    /// <summary>All elements, row-major, as doubles: the way out of a tensor scope.</summary>
    public static double[] ToDoubles(Tensor tensor)
    {
        using TensorScope scope = TensorScope.Begin();
        using var elements = tensor.detach().cpu().to(torch.float64).contiguous().data<double>();
        return elements.ToArray();
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
