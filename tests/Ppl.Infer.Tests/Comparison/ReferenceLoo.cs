namespace Ppl.Infer.Tests;

/// <summary>
/// PSIS-LOO of one observation by the published formulas (Vehtari, Gelman and Gabry 2017; Zhang and Stephens 2009), on plain weights, without a line of the code
/// under test.
/// </summary>
internal static class ReferenceLoo
{
    public static (double Elpd, double KHat) Of(double[] logLikelihood, double efficiency)
    {
        int count = logLikelihood.Length, tail = (int)Math.Ceiling(Math.Min(0.2 * count, 3 * Math.Sqrt(count / efficiency)));
        double least = logLikelihood.Min();
        double[] ratios = [.. logLikelihood.Select(x => Math.Exp(least - x))];
        int[] order = [.. Enumerable.Range(0, count).OrderBy(i => ratios[i])];
        double cut = ratios[order[count - tail - 1]];
        double[] excess = [.. order.TakeLast(tail).Select(i => ratios[i] - cut)];
        (double k, double sigma) = Fit(excess);
        k = ((tail * k) + 5) / (tail + 10);
        for (int z = 1; z <= tail; z++)
            ratios[order[count - tail + z - 1]] = Math.Min(cut + (sigma / k * (Math.Pow(1 - ((z - 0.5) / tail), -k) - 1)), 1);
        return (Math.Log(ratios.Zip(logLikelihood, (w, x) => w * Math.Exp(x)).Sum() / ratios.Sum()), k);
    }

    private static (double K, double Sigma) Fit(double[] x)
    {
        int n = x.Length, m = 30 + (int)Math.Floor(Math.Sqrt(n));
        double quartile = x[(int)Math.Floor((n / 4.0) + 0.5) - 1];
        double[] theta = [.. Enumerable.Range(1, m).Select(j => (1 / x[^1]) + ((1 - Math.Sqrt(m / (j - 0.5))) / 3 / quartile))];
        double Kappa(double t) => x.Average(e => Math.Log(1 - (t * e)));
        double[] likelihood = [.. theta.Select(t => n * (Math.Log(-t / Kappa(t)) - Kappa(t) - 1))];
        double[] weights = [.. likelihood.Select(own => 1 / likelihood.Sum(other => Math.Exp(other - own)))];
        double estimate = theta.Zip(weights, (t, w) => t * w).Sum(), k = Kappa(estimate);
        return (k, -k / estimate);
    }
}
