namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>C(λ_q) - C(λ_p) + (λ_p - λ_q) E[X].</summary>
    private static Tensor Kl(ContinuousBernoulli p, ContinuousBernoulli q) => CrossEntropy(p, q) - p.Entropy();

    private static Tensor Kl(ContinuousBernoulli p, Exponential q) => CrossEntropy(p, q) - p.Entropy();

    private static Tensor Kl(ContinuousBernoulli p, Normal q) => KlToNormal(p, q);

    private static Tensor Kl(ContinuousBernoulli p, Uniform q) => CrossEntropy(0, 1, q) - p.Entropy();
}
