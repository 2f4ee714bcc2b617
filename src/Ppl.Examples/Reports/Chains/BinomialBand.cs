using MathNet.Numerics.Distributions;

namespace Ppl.Examples;

/// <summary>Where the counts of bins lie that are all as likely as each other.</summary>
internal static class BinomialBand
{
    private const double Share = 0.99;

    /// <summary>The mean of Binomial(<paramref name="trials"/>, <paramref name="probability"/>), and the band from its 0.5 % to its 99.5 % quantile.</summary>
    public static Line Of(string name, IReadOnlyList<double> edges, int trials, double probability)
    {
        double[] x = [edges[0], edges[^1]];
        double low = Quantile((1 - Share) / 2, trials, probability), high = Quantile((1 + Share) / 2, trials, probability), mean = trials * probability;
        return new Line(name, x, [mean, mean]) { Band = ([low, low], [high, high]), Dashed = true, Series = 7 };
    }

    /// <summary>The smallest number whose cumulative probability is at least p.</summary>
    public static int Quantile(double p, int trials, double probability)
    {
        int low = 0, high = trials;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Binomial.CDF(probability, trials, middle) >= p) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
