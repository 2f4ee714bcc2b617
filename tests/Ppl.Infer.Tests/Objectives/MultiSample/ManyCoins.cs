using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>
/// 100,000 copies of a coin c ~ Bernoulli(0.3), y ~ N(c, 1) in a plate, each with a logit of its own that is the same: the gradients of one estimate are as
/// many independent ones.
/// </summary>
internal sealed class ManyCoins(int draws)
{
    private const int Count = 100_000;
    private const double Y = 0.9, Logit = 0.4, Prior = 0.3;

    private static double Probability => 1 / (1 + Math.Exp(-Logit));

    /// <summary>∂/∂l of -E[log (1/K) Σ w_k], over all 2^K values of the draws.</summary>
    public double ExactGradient
    {
        get
        {
            double sum = 0;
            for (int all = 0; all < 1 << draws; all++)
            {
                double[] coins = [.. Enumerable.Range(0, draws).Select(k => (double)((all >> k) & 1))];
                double probability = coins.Aggregate(1.0, (product, coin) => product * (coin == 1 ? Probability : 1 - Probability));
                double[] logWeights = [.. coins.Select(LogWeight)];
                double score = coins.Sum(coin => coin - Probability);
                double inside = -coins.Zip(Weights.Shares(logWeights), (coin, share) => share * (coin - Probability)).Sum();
                sum += probability * ((score * Weights.LogMean(logWeights)) + inside);
            }
            return -sum;
        }
    }

    public double[] Gradients(Elbo elbo)
    {
        using var estimates = new Estimates(elbo, Model, Guide, plateDepth: 1);
        estimates.Next();
        return estimates.Gradient("l");
    }

    private static double LogWeight(double coin) =>
        Math.Log(coin == 1 ? Prior / Probability : (1 - Prior) / (1 - Probability)) + Weights.LogNormal(Y, coin, 1);

    private static void Model()
    {
        using Plate copies = Plate("copies", Count);
        Sample("y", new Normal(Sample("c", new Bernoulli(Prior)), 1), obs: torch.full([Count], Y, torch.float64));
    }

    private static void Guide()
    {
        using Plate copies = Plate("copies", Count);
        Sample("c", Bernoulli.FromLogits(Param("l", () => torch.full([Count], Logit, torch.float64))));
    }
}
