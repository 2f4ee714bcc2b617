namespace Ppl.Infer.Tests;

/// <summary>A density by formula: no tensors, so that kernels and engine are tried at full size for nothing.</summary>
/// <param name="dimension">How many numbers a position has.</param>
/// <param name="evaluate">The density and its gradient; no state.</param>
internal sealed class AnalyticDensity(int dimension, DifferentiableFunction evaluate) : IDensity
{
    public int Dimension => dimension;

    public double Evaluate(ReadOnlySpan<double> position, Span<double> gradient) => evaluate(position, gradient);

    public IDensity Clone() => this;

    /// <summary>The same density about another centre.</summary>
    public AnalyticDensity At(double[] centre) => new(dimension, (position, gradient) =>
    {
        double[] moved = [.. position];
        for (int i = 0; i < moved.Length; i++) moved[i] -= centre[i];
        return evaluate(moved, gradient);
    });

    /// <summary>Independent normal numbers.</summary>
    public static AnalyticDensity Normal(params double[] scales) => new(scales.Length, (position, gradient) =>
    {
        double log = 0;
        for (int i = 0; i < scales.Length; i++)
        {
            gradient[i] = -position[i] / (scales[i] * scales[i]);
            log += gradient[i] * position[i] / 2;
        }
        return log;
    });

    /// <summary>Normal numbers of variance scale², each correlated with the one before it: a chain x_i = ρ x_(i-1) + √(1 - ρ²) ε_i.</summary>
    public static AnalyticDensity Chain(int dimension, double correlation, double scale = 1) => new(dimension, (position, gradient) =>
    {
        double spread = scale * scale * (1 - (correlation * correlation)), log = -position[0] * position[0] / (2 * scale * scale);
        gradient[0] = -position[0] / (scale * scale);
        for (int i = 1; i < dimension; i++)
        {
            double rest = position[i] - (correlation * position[i - 1]);
            log -= rest * rest / (2 * spread);
            gradient[i] = -rest / spread;
            gradient[i - 1] += correlation * rest / spread;
        }
        return log;
    });

    /// <summary>All numbers N(0, 1), any two of them correlated alike.</summary>
    public static AnalyticDensity Alike(int dimension, double correlation) => new(dimension, (position, gradient) =>
    {
        double sum = 0, squares = 0, share = correlation / (1 + ((dimension - 1) * correlation));
        foreach (double x in position) (sum, squares) = (sum + x, squares + (x * x));
        for (int i = 0; i < dimension; i++) gradient[i] = -(position[i] - (share * sum)) / (1 - correlation);
        return -(squares - (share * sum * sum)) / (2 * (1 - correlation));
    });

    /// <summary>x ~ N(0, 1), y = x² + ε / 2: E y = 1, Var y = 2 + 1/4.</summary>
    public static AnalyticDensity Banana { get; } = Bent(width: 0.5);

    /// <summary>x ~ N(0, 1), y = x² + ε / 10: no normal distribution is near.</summary>
    public static AnalyticDensity Sharp { get; } = Bent(width: 0.1);

    /// <summary>
    /// Eight schools (Rubin 1981), not centred: mean ~ N(0, 5), scale ~ HalfCauchy(5), of which the logarithm is a number here, z ~ N(0, 1) each.
    /// </summary>
    public static AnalyticDensity Schools { get; } = new(10, (position, gradient) =>
    {
        ReadOnlySpan<double> effects = [28, 8, -3, 7, -1, 1, 18, 12], errors = [15, 10, 16, 11, 9, 11, 10, 18];
        double mean = position[0], scale = Math.Exp(position[1]), ratio = scale * scale / 25;
        double log = -(mean * mean / 50) - Math.Log(1 + ratio) + position[1];
        gradient[0] = -mean / 25;
        gradient[1] = 1 - (2 * ratio / (1 + ratio));
        for (int i = 0; i < 8; i++)
        {
            double z = position[2 + i], rest = (effects[i] - mean - (scale * z)) / errors[i], pull = rest / errors[i];
            log -= ((z * z) + (rest * rest)) / 2;
            gradient[0] += pull;
            gradient[1] += pull * scale * z;
            gradient[2 + i] = (pull * scale) - z;
        }
        return log;
    });

    /// <summary>-x⁴ / 4 - x² / 4, one number.</summary>
    public static AnalyticDensity Quartic { get; } = new(1, (position, gradient) =>
    {
        double x = position[0];
        gradient[0] = -(x * x * x) - (x / 2);
        return -(x * x * x * x / 4) - (x * x / 4);
    });

    private static AnalyticDensity Bent(double width) => new(2, (position, gradient) =>
    {
        (double x, double rest) = (position[0], (position[1] - (position[0] * position[0])) / width);
        gradient[0] = -x + (2 * x * rest / width);
        gradient[1] = -rest / width;
        return -((x * x) + (rest * rest)) / 2;
    });
}
