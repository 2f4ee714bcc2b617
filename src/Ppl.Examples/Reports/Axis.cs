using System.Globalization;

namespace Ppl.Examples;

/// <summary>A range of numbers with round ticks: steps of 1, 2 or 5 times a power of ten.</summary>
internal sealed record Axis(double Low, double High, IReadOnlyList<double> Ticks, int Decimals)
{
    /// <summary>The axis that holds all finite numbers, with about so many ticks.</summary>
    public static Axis Over(IEnumerable<double> numbers, int ticks, double margin, double smallestStep = 0)
    {
        double[] finite = [.. numbers.Where(double.IsFinite).DefaultIfEmpty(0)];
        (double low, double high) = (finite.Min(), finite.Max());
        if (high - low < 1e-12 * Math.Max(1, Math.Abs(high))) (low, high) = (low - 0.5, high + 0.5);
        (low, high) = (low - margin * (high - low), high + margin * (high - low));
        return Between(low, high, ticks, smallestStep);
    }

    /// <summary>The axis from one number to another.</summary>
    public static Axis Between(double low, double high, int ticks, double smallestStep = 0)
    {
        double raw = Math.Max((high - low) / ticks, smallestStep), power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = power * (raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        long first = (long)Math.Ceiling(low / step - 1e-9), last = (long)Math.Floor(high / step + 1e-9);
        List<double> values = [];
        for (long i = first; i <= last; i++) values.Add(i * step);
        return new Axis(low, high, values, Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9)));
    }

    /// <summary>Where a number lies: 0 at the low end, 1 at the high end.</summary>
    public double Place(double number) => (number - Low) / (High - Low);

    public string Label(double tick) => tick.ToString(Math.Abs(tick) >= 10_000 ? "N0" : $"F{Decimals}", CultureInfo.InvariantCulture);
}
