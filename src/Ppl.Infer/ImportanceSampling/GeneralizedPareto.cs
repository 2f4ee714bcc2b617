namespace Ppl.Infer;

/// <summary>The generalised Pareto distribution of exceedances x ≥ 0: P(X > x) = (1 + k x / σ)^(-1/k), exp(-x / σ) at k = 0; as heavy as 1/k moments.</summary>
/// <param name="Shape">k: positive for a heavy tail, negative for one that ends.</param>
/// <param name="Scale">σ, positive.</param>
internal readonly record struct GeneralizedPareto(double Shape, double Scale)
{
    /// <summary>The estimate of Zhang and Stephens (2009, section 3): a posterior mean over θ = -k / σ, of which k is the profile estimate.</summary>
    /// <param name="sorted">Exceedances in increasing order, the last of them positive.</param>
    public static GeneralizedPareto Fit(ReadOnlySpan<double> sorted)
    {
        int n = sorted.Length, points = 30 + (int)Math.Sqrt(n);
        double largest = sorted[^1], quartile = sorted[Math.Max((int)((n / 4.0) + 0.5) - 1, 0)];
        if (quartile <= 0) quartile = largest / n;    // ties at the threshold
        var theta = new double[points];
        var profile = new double[points];
        for (int j = 0; j < points; j++)
        {
            theta[j] = (1 / largest) + ((1 - Math.Sqrt(points / (j + 0.5))) / (3 * quartile));
            GeneralizedPareto best = At(theta[j], sorted);
            profile[j] = n * (-Math.Log(best.Scale) - best.Shape - 1);
        }
        double posteriorMean = 0, total = 0, highest = profile.Max();
        for (int j = 0; j < points; j++)
        {
            double weight = Math.Exp(profile[j] - highest);
            posteriorMean += weight * theta[j];
            total += weight;
        }
        return At(posteriorMean / total, sorted);
    }

    /// <summary>The exceedance below which a share p of them lies: σ ((1 - p)^(-k) - 1) / k.</summary>
    public double Quantile(double p) => Math.Abs(Shape) < 1e-12 ? -Scale * Log1P(-p) : Scale * ExpM1(-Shape * Log1P(-p)) / Shape;

    /// <summary>The maximum-likelihood estimate at a θ: k is the mean of log(1 - θ x), and σ = -k / θ, the mean of x at θ = 0.</summary>
    private static GeneralizedPareto At(double theta, ReadOnlySpan<double> exceedances)
    {
        double logs = 0, sum = 0;
        foreach (double x in exceedances)
        {
            logs += Log1P(-theta * x);
            sum += x;
        }
        double shape = logs / exceedances.Length;
        return new(shape, theta == 0 ? sum / exceedances.Length : -shape / theta);
    }

    /// <summary>log(1 + x), right to the last digits also near 0: the rounding of 1 + x cancels in the quotient.</summary>
    private static double Log1P(double x)
    {
        double rounded = 1 + x;
        return rounded == 1 ? x : Math.Log(rounded) * (x / (rounded - 1));
    }

    /// <summary>exp(x) - 1, likewise (Kahan).</summary>
    private static double ExpM1(double x)
    {
        double power = Math.Exp(x);
        if (power == 1) return x;
        return power - 1 == -1 ? -1 : (power - 1) * (x / Math.Log(power));
    }
}
