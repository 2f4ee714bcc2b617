namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>By the Laplace transform of p at 1 / σ, (β / (β + 1 / σ))^α.</summary>
    private static Tensor Kl(Gamma p, Gumbel q) => KlToGumbel(p, q, -p.Concentration * (1 / (p.Rate * q.Scale)).Log1p());
}
