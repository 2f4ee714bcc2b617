using System.Globalization;

namespace Ppl.Examples;

/// <summary>A range of numbers with round ticks: steps of 1, 2 or 5 times a power of ten.</summary>
internal sealed record Scale(double Low, double High, double Step, IReadOnlyList<double> Ticks)
{
    /// <summary>Numbers beyond are not shown: their differences would overflow.</summary>
    private const double Largest = 1e300;

    /// <summary>A range that is smaller, in shares of its ends, has no digits to tell its ticks apart: it counts as one number.</summary>
    private const double Narrowest = 1e-9;

    private IReadOnlyList<string>? Names { get; init; }

    /// <summary>Whether a number has a place on a scale.</summary>
    public static bool Shows(double number) => Math.Abs(number) <= Largest;

    /// <summary>The range of all numbers that can be shown, with a margin; bars and areas stand on zero, without a margin.</summary>
    public static (double Low, double High) Range(IEnumerable<double> numbers, double margin, bool standsOnZero = false)
    {
        double[] shown = [.. numbers.Where(Shows).Concat(standsOnZero ? [0.0] : []).DefaultIfEmpty(0)];
        (double low, double high) = (shown.Min(), shown.Max());
        double size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (high - low <= Math.Max(Narrowest * size, 1e-290))
        {
            double half = Math.Max(0.5, 2 * Narrowest * size);
            return standsOnZero && low >= 0 ? (0, 2 * half) : (low - half, high + half);
        }
        double space = margin * (high - low);
        return (standsOnZero && low >= 0 ? 0 : low - space, standsOnZero && high <= 0 ? 0 : high + space);
    }

    /// <summary>The scale from one number to another with at most about so many ticks.</summary>
    public static Scale Between(double low, double high, int ticks, double smallestStep = 0)
    {
        double raw = Math.Max((high - low) / ticks, smallestStep), power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = power * (raw / power) switch { <= 1.000001 => 1, <= 2.000001 => 2, <= 5.000001 => 5, _ => 10 };
        List<double> values = [];
        double first = Math.Ceiling(low / step - 1e-9), last = Math.Floor(high / step + 1e-9);
        for (double i = first; i <= last; i++) values.Add(i == 0 ? 0 : i * step);
        return new Scale(low, high, step, values);
    }

    /// <summary>The scale whose ticks are names at 1, 2, 3 and so on: every one, or as many as asked for at most.</summary>
    public static Scale Named(IReadOnlyList<string> names, double low, double high, int ticks)
    {
        int step = Math.Max(1, (names.Count + ticks - 1) / ticks);
        return new Scale(low, high, step, [.. Enumerable.Range(0, (names.Count + step - 1) / step).Select(i => 1.0 + i * step)]) { Names = names };
    }

    /// <summary>Where a number lies: 0 at the low end, 1 at the high end.</summary>
    public double Place(double number) => (number - Low) / (High - Low);

    /// <summary>A tick's text: all digits that its step has, with an exponent where there would be many zeros.</summary>
    public string Label(double tick)
    {
        if (Names is not null) return Names[(int)tick - 1];
        int stepPower = (int)Math.Floor(Math.Log10(Step) + 1e-6);
        double size = Math.Max(Math.Abs(Low), Math.Abs(High));
        if (size < 1e7 && stepPower >= -4) return tick.ToString(size >= 1e4 ? $"N{Math.Max(0, -stepPower)}" : $"F{Math.Max(0, -stepPower)}", CultureInfo.InvariantCulture);
        if (tick == 0) return "0";
        int digits = Math.Clamp((int)Math.Floor(Math.Log10(Math.Abs(tick)) + 1e-9) - stepPower, 0, 12);
        return tick.ToString($"0.{new string('0', digits)}e+0", CultureInfo.InvariantCulture).Replace("e+", "e", StringComparison.Ordinal);
    }
}
