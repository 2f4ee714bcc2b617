using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>A latent of three values, c ~ Categorical(p), y ~ N(µ_c, 1), and the guide c ~ Categorical of logits l.</summary>
internal static class Die
{
    private const double Y = 0.8;

    private static readonly double[] Prior = [0.5, 0.3, 0.2], Means = [-1, 0.5, 2], Logits = [0.3, -0.4, 0.6];

    public static int Count => Prior.Length;

    public static void Model() => Sample("y", new Normal(torch.tensor(Means), 1).Gather(Sample("c", new Categorical(Prior))), obs: torch.tensor(Y));

    public static void Guide() => Sample("c", Categorical.FromLogits(Param("l", Logits)));

    public static double Probability(int c) => Math.Exp(Logits[c]) / Logits.Sum(Math.Exp);

    /// <summary>-log p(y | c).</summary>
    public static double NegativeLogLikelihood(int c) => (((Y - Means[c]) * (Y - Means[c])) + Math.Log(2 * Math.PI)) / 2;

    public static double Kl => Enumerable.Range(0, Count).Sum(c => Probability(c) * LogRatio(c));

    /// <summary>∂ KL / ∂l_c = q_c (log q_c / p_c - KL).</summary>
    public static double KlGradient(int c) => Probability(c) * (LogRatio(c) - Kl);

    /// <summary>∂/∂l_c of the negative bound.</summary>
    public static double ExactGradient(int c) =>
        KlGradient(c) + (Probability(c) * (NegativeLogLikelihood(c) - Enumerable.Range(0, Count).Sum(other => Probability(other) * NegativeLogLikelihood(other))));

    private static double LogRatio(int c) => Math.Log(Probability(c) / Prior[c]);
}
