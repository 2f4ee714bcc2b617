namespace Ppl.Distributions;

/// <summary>Keeps draws inside an open support where floating-point numbers would round them onto its ends; a draw that is moved has gradient 0.</summary>
internal static class OpenSupport
{
    /// <summary>From the smallest normal number to a hundredth of the largest finite one: torch's log1p is infinite just below that.</summary>
    public static Tensor ClampPositive(this Tensor draw)
    {
        (double smallest, double largest, _) = Limits(draw.dtype);
        return draw.clamp(smallest, 0.01 * largest);
    }

    /// <summary>0 in place of the smallest normal number, which torch's gamma draws are where they underflow.</summary>
    public static Tensor SmallestToZero(this Tensor draw) => torch.where(draw > Limits(draw.dtype).Smallest, draw, torch.zeros_like(draw));

    /// <summary>The exponential, from the smallest normal number to a hundredth of the largest finite one.</summary>
    public static Tensor ExpPositive(this Tensor log)
    {
        (double smallest, double largest, _) = Limits(log.dtype);
        return log.clamp(Math.Log(smallest), Math.Log(0.01 * largest)).exp();
    }

    /// <summary>From the smallest normal number to the largest below 1.</summary>
    public static Tensor ClampUnit(this Tensor draw)
    {
        (double smallest, _, double belowOne) = Limits(draw.dtype);
        return draw.clamp(smallest, belowOne);
    }

    /// <summary>To numbers whose square is finite.</summary>
    public static Tensor ClampSquare(this Tensor draw)
    {
        double largest = 0.1 * Math.Sqrt(Limits(draw.dtype).Largest);
        return draw.clamp(-largest, largest);
    }

    private static (double Smallest, double Largest, double BelowOne) Limits(torch.ScalarType dtype) => dtype == torch.ScalarType.Float64
        ? (2.2250738585072014e-308, double.MaxValue, 1 - Math.ScaleB(1, -53))
        : (Math.ScaleB(1, -126), float.MaxValue, 1 - Math.ScaleB(1, -24));
}
