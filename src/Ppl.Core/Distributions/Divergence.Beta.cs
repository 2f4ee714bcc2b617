namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>log B(α_q, β_q) - log B(α_p, β_p) + (α_p - α_q) ψ(α_p) + (β_p - β_q) ψ(β_p) - (α_p + β_p - α_q - β_q) ψ(α_p + β_p).</summary>
    private static Tensor Kl(Beta p, Beta q)
    {
        TensorLike a = p.Concentration1 - q.Concentration1, b = p.Concentration0 - q.Concentration0, sum = p.Concentration1 + p.Concentration0;
        return (LogBeta(q) - LogBeta(p) + a * p.Concentration1.Digamma() + b * p.Concentration0.Digamma() - (a + b) * sum.Digamma()).ToTensor();
    }

    private static Tensor Kl(BetaProportion p, BetaProportion q) => Kl(p.AsBeta, q.AsBeta);

    private static Tensor Kl(BetaProportion p, Beta q) => Kl(p.AsBeta, q);

    private static Tensor Kl(Beta p, BetaProportion q) => Kl(p, q.AsBeta);

    private static Tensor Kl(Beta p, ContinuousBernoulli q) => CrossEntropy(p, q) - p.Entropy();

    private static Tensor Kl(Beta p, Exponential q) => CrossEntropy(p, q) - p.Entropy();

    private static Tensor Kl(Beta p, Gamma q) =>
        CrossEntropy(p, p.Concentration1.Digamma() - (p.Concentration1 + p.Concentration0).Digamma(), q) - p.Entropy();

    private static Tensor Kl(Beta p, Normal q) => KlToNormal(p, q);

    private static Tensor Kl(Beta p, Uniform q) => CrossEntropy(0, 1, q) - p.Entropy();

    private static TensorLike LogBeta(Beta beta) =>
        beta.Concentration1.Lgamma() + beta.Concentration0.Lgamma() - (beta.Concentration1 + beta.Concentration0).Lgamma();
}
