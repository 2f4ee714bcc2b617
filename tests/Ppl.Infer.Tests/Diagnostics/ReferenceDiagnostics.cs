using MathNet.Numerics.Distributions;

namespace Ppl.Infer.Tests;

/// <summary>
/// The published formulas once more, as they stand in Vehtari, Gelman, Simpson, Carpenter and Bürkner (2021) and in Stan's reference manual: ranks by counting,
/// autocovariances by their sums, the sequence of Geyer over an array of autocorrelations. Slow, and without a line of the code under test.
/// </summary>
internal static class ReferenceDiagnostics
{
    public static double RHat(double[][] chains)
    {
        double[] all = [.. chains.SelectMany(chain => chain)];
        double median = Quantile(all, 0.5);
        double[][] folded = [.. chains.Select(chain => chain.Select(x => Math.Abs(x - median)).ToArray())];
        return Math.Max(Ratio(Scores(Split(chains))), Ratio(Scores(Split(folded))));
    }

    public static double BulkEss(double[][] chains) => Ess(Scores(Split(chains)));

    public static double MeanEss(double[][] chains) => Ess(Split(chains));

    public static double QuantileEss(double[][] chains, double p)
    {
        double quantile = Quantile([.. chains.SelectMany(chain => chain)], p);
        return Ess(Split([.. chains.Select(chain => chain.Select(x => x <= quantile ? 1.0 : 0.0).ToArray())]));
    }

    public static double DeviationEss(double[][] chains)
    {
        double mean = chains.SelectMany(chain => chain).Average();
        return Ess(Split([.. chains.Select(chain => chain.Select(x => Math.Abs(x - mean)).ToArray())]));
    }

    public static double MeanError(double[][] chains)
    {
        double[] all = [.. chains.SelectMany(chain => chain)];
        return Math.Sqrt(Variance(all) / MeanEss(chains));
    }

    public static double DeviationError(double[][] chains)
    {
        double[] all = [.. chains.SelectMany(chain => chain)];
        double mean = all.Average(), m2 = all.Average(x => Math.Pow(x - mean, 2)), m4 = all.Average(x => Math.Pow(x - mean, 4));
        double ess = Ess(Split([.. chains.Select(chain => chain.Select(x => Math.Pow(x - mean, 2)).ToArray())]));
        double varianceOfVariance = (m4 - (m2 * m2)) / ess;
        return Math.Sqrt(varianceOfVariance / (4 * m2));
    }

    public static double QuantileError(double[][] chains, double p)
    {
        double[] sorted = [.. chains.SelectMany(chain => chain).Order()];
        double ess = QuantileEss(chains, p);
        var beta = new Beta((ess * p) + 1, (ess * (1 - p)) + 1);
        double low = beta.InverseCumulativeDistribution(Normal.CDF(0, 1, -1)), high = beta.InverseCumulativeDistribution(Normal.CDF(0, 1, 1));
        return (sorted[Math.Min((int)Math.Ceiling(high * sorted.Length), sorted.Length) - 1] - sorted[Math.Max((int)Math.Floor(low * sorted.Length), 1) - 1]) / 2;
    }

    private static double[][] Split(double[][] chains)
    {
        int n = chains[0].Length;
        return [.. chains.SelectMany(chain => new[] { chain.Take(n / 2).ToArray(), chain.Skip((n + 1) / 2).ToArray() })];
    }

    private static double[][] Scores(double[][] chains)
    {
        double[] all = [.. chains.SelectMany(chain => chain)];
        double Rank(double x) => all.Count(y => y < x) + ((all.Count(y => y == x) + 1) / 2.0);
        return [.. chains.Select(chain => chain.Select(x => new Normal().InverseCumulativeDistribution((Rank(x) - (3.0 / 8)) / (all.Length + (1.0 / 4)))).ToArray())];
    }

    /// <summary>√(var⁺ / W).</summary>
    private static double Ratio(double[][] chains)
    {
        double n = chains[0].Length, within = chains.Average(Variance), between = n * Variance([.. chains.Select(chain => chain.Average())]);
        return Math.Sqrt((((n - 1) / n * within) + (between / n)) / within);
    }

    private static double Ess(double[][] chains)
    {
        int n = chains[0].Length, m = chains.Length;
        double within = chains.Average(Variance);
        double varPlus = ((n - 1.0) / n * within) + Variance([.. chains.Select(chain => chain.Average())]);
        double Rho(int lag) => 1 - ((within - chains.Average(chain => Covariance(chain, lag))) / varPlus);

        double[] rho = new double[n];
        double even = 1, odd = Rho(1);
        (rho[0], rho[1]) = (even, odd);
        int t = 0;
        while (t < n - 5 && even + odd > 0)
        {
            t += 2;
            (even, odd) = (Rho(t), Rho(t + 1));
            if (even + odd >= 0) (rho[t], rho[t + 1]) = (even, odd);
        }
        int max = t;
        if (even > 0) rho[max] = even;
        for (t = 2; t <= max - 2; t += 2)
            if (rho[t] + rho[t + 1] > rho[t - 2] + rho[t - 1]) rho[t] = rho[t + 1] = (rho[t - 2] + rho[t - 1]) / 2;
        double tau = -1 + (2 * rho.Take(Math.Max(max, 1)).Sum()) + rho[max];
        return m * n / Math.Max(tau, 1 / Math.Log10(m * n));
    }

    private static double Covariance(double[] chain, int lag)
    {
        double mean = chain.Average(), sum = 0;
        for (int i = 0; i + lag < chain.Length; i++) sum += (chain[i] - mean) * (chain[i + lag] - mean);
        return sum / chain.Length;
    }

    private static double Variance(double[] numbers)
    {
        double mean = numbers.Average();
        return numbers.Sum(x => (x - mean) * (x - mean)) / (numbers.Length - 1);
    }

    private static double Quantile(double[] numbers, double p)
    {
        double[] sorted = [.. numbers.Order()];
        double place = (sorted.Length - 1) * p;
        double below = sorted[(int)Math.Floor(place)], above = sorted[(int)Math.Ceiling(place)];
        return below + ((place - Math.Floor(place)) * (above - below));
    }
}
