namespace Ppl.Infer;

/// <summary>
/// Looks along a line for a length α with the strong Wolfe conditions φ(α) ≤ φ(0) + c₁αφ'(0) and |φ'(α)| ≤ c₂|φ'(0)|
/// (Nocedal and Wright 2006, eq. 3.7; algorithms 3.5 and 3.6).
/// </summary>
/// <remarks>
/// Close to a minimum the value changes by less than its rounding, and says nothing: within that, a slope φ'(α) ≤ (2c₁-1)φ'(0) stands for the first
/// condition (Hager and Zhang 2005, section 4). Where the function has no finite value, α was too long.
/// </remarks>
/// <param name="at">The point x + αp.</param>
/// <param name="start">That of α = 0, of a negative slope.</param>
/// <param name="rounding">The relative rounding of values.</param>
internal sealed class WolfeSearch(Func<double, LinePoint> at, LinePoint start, double rounding)
{
    private const double C1 = 1e-4, C2 = 0.9;
    private const int MostExpansions = 60, MostReductions = 60;

    private readonly double noise = rounding * Math.Abs(start.Value);

    /// <summary>Whether the function fell as far as the search went.</summary>
    public bool IsUnbounded { get; private set; }

    /// <summary>Algorithm 3.5: goes on until an interval holds a good length.</summary>
    /// <returns>The point; null when there is none.</returns>
    public LinePoint? Find(double first)
    {
        LinePoint before = start;
        double length = first;
        for (int i = 0; i < MostExpansions; i++, length *= 2)
        {
            LinePoint point = at(length);
            if (double.IsNegativeInfinity(point.Value)) break;
            if (IsTooFar(point, before)) return Zoom(before, point);
            if (IsFlat(point)) return point;
            if (point.Slope >= 0) return Zoom(point, before);
            before = point;
        }
        IsUnbounded = true;
        return before;
    }

    /// <summary>Algorithm 3.6: the lower end has the first condition, and its slope points into the interval.</summary>
    private LinePoint? Zoom(LinePoint low, LinePoint high)
    {
        for (int i = 0; i < MostReductions; i++)
        {
            double length = Between(low, high);
            if (length == low.Length || length == high.Length) break;
            LinePoint point = at(length);
            if (IsTooFar(point, low))
            {
                high = point;
                continue;
            }
            if (IsFlat(point)) return point;
            if (point.Slope * (high.Length - low.Length) >= 0) high = low;
            low = point;
        }
        return low.Value < start.Value ? low : null;
    }

    private bool IsTooFar(LinePoint point, LinePoint low) =>
        !point.IsFinite || !IsLowEnough(point) || (!ReferenceEquals(low, start) && point.Value > low.Value + noise);

    private bool IsLowEnough(LinePoint point) =>
        point.Value <= start.Value + (C1 * point.Length * start.Slope) || (Math.Abs(point.Value - start.Value) <= noise && point.Slope <= ((2 * C1) - 1) * start.Slope);

    private bool IsFlat(LinePoint point) => Math.Abs(point.Slope) <= C2 * Math.Abs(start.Slope);

    /// <summary>The minimum of the cubic through both values and slopes (eq. 3.59), kept away from the ends; else the middle.</summary>
    private static double Between(LinePoint low, LinePoint high)
    {
        double width = high.Length - low.Length, middle = low.Length + (width / 2);
        if (!high.IsFinite) return middle;
        double d1 = low.Slope + high.Slope - (3 * (high.Value - low.Value) / width);
        double d2 = Math.Sign(width) * Math.Sqrt((d1 * d1) - (low.Slope * high.Slope));
        double cubic = high.Length - (width * (high.Slope + d2 - d1) / (high.Slope - low.Slope + (2 * d2)));
        double inside = (cubic - low.Length) / width;
        return inside is >= 0.1 and <= 0.9 ? cubic : inside is >= 0 and < 0.1 ? low.Length + (0.1 * width) : middle;
    }
}
