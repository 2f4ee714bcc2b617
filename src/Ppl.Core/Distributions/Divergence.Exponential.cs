namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>By the Laplace transform of p at 1 / σ, λ / (λ + 1 / σ).</summary>
    private static Tensor Kl(Exponential p, Gumbel q) => KlToGumbel(p, q, -(1 / (p.Rate * q.Scale)).Log1p());
}
