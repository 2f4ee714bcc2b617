namespace Ppl.Infer.Tests;

/// <summary>Mean and spread of draws by chain, and how many independent draws they are worth (Geyer 1992, the initial monotone sequence, over all chains).</summary>
internal sealed class ChainAverages
{
    private ChainAverages(double[][] chains)
    {
        int draws = chains[0].Length;
        double[] means = [.. chains.Select(chain => chain.Average())];
        Mean = means.Average();
        double within = chains.Zip(means, (chain, mean) => Covariance(chain, mean, 0) * draws / (draws - 1)).Average();
        double between = chains.Length > 1 ? means.Sum(mean => (mean - Mean) * (mean - Mean)) / (chains.Length - 1) : 0;
        double both = (within * (draws - 1) / draws) + between;
        StandardDeviation = Math.Sqrt(chains.SelectMany(chain => chain).Sum(x => (x - Mean) * (x - Mean)) / ((chains.Length * draws) - 1));
        RHat = Math.Sqrt(both / within);
        double time = -1, least = double.PositiveInfinity;
        for (int lag = 0; lag < draws - 2; lag += 2)
        {
            double pair = Correlation(lag) + Correlation(lag + 1);
            if (!(pair > 0)) break;
            least = Math.Min(least, pair);
            time += 2 * least;
        }
        EffectiveDraws = chains.Length * draws / Math.Max(time, 1 / Math.Log10(chains.Length * draws));

        double Correlation(int lag) => 1 - ((within - chains.Zip(means, (chain, mean) => Covariance(chain, mean, lag)).Average()) / both);
    }

    public double Mean { get; }

    public double StandardDeviation { get; }

    public double EffectiveDraws { get; }

    /// <summary>√(variance of all / variance within), of halves of chains (Gelman and Rubin 1992).</summary>
    public double RHat { get; }

    /// <summary>The standard error of the mean.</summary>
    public double Error => StandardDeviation / Math.Sqrt(EffectiveDraws);

    /// <summary>Of halves of the chains.</summary>
    public static ChainAverages Of(double[][] chains) => new([.. chains.SelectMany(chain => chain.Chunk(chain.Length / 2).Take(2))]);

    private static double Covariance(double[] chain, double mean, int lag)
    {
        double sum = 0;
        for (int i = lag; i < chain.Length; i++) sum += (chain[i] - mean) * (chain[i - lag] - mean);
        return sum / chain.Length;
    }
}
