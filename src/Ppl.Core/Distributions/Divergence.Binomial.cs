namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>n times the divergence of two Bernoulli variables for one n; a sum over 0, 1, ..., n for two.</summary>
    private static Tensor Kl(Binomial p, Binomial q) =>
        p.TotalCount.Equals(q.TotalCount) ? p.TotalCount * Kl(p.Chance, q.Chance) : CountSums.Kl(p, q, p.TotalCount);
}
