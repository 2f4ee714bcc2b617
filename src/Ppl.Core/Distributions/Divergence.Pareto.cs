namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>r - 1 - log r + α_q log(s_p / s_q), r = α_q / α_p; infinite where s_p &lt; s_q.</summary>
    private static Tensor Kl(Pareto p, Pareto q)
    {
        Tensor ratio = (q.Alpha / p.Alpha).ToTensor(), distance = (p.Scale / q.Scale).Log().ToTensor();
        return Stable.InfiniteUnless(distance >= 0, ratio - 1 - ratio.log() + distance * q.Alpha);
    }

    /// <summary>-H(p) - log λ + λ E_p[X]: infinite where the mean is.</summary>
    private static Tensor Kl(Pareto p, Exponential q) => CrossEntropy(p, q) - p.Entropy();

    /// <summary>-H(p) + log Γ(α) - α log β - (α - 1) (log s + 1 / α_p) + β E_p[X]: infinite where the mean is.</summary>
    private static Tensor Kl(Pareto p, Gamma q) => CrossEntropy(p, p.Scale.Log() + 1 / p.Alpha, q) - p.Entropy();

    /// <summary>By the mean and the variance of p: infinite where they are.</summary>
    private static Tensor Kl(Pareto p, Normal q) => KlToNormal(p, q);
}
