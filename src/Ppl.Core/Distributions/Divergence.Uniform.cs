namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>By the Laplace transform of p at 1 / σ, e^(-low / σ) (1 - e^-w) / w, w = (high - low) / σ.</summary>
    private static Tensor Kl(Uniform p, Gumbel q)
    {
        TensorLike width = (p.High - p.Low) / q.Scale;
        return KlToGumbel(p, q, (-(-width).Expm1() / width).Log() - p.Low / q.Scale);
    }

    /// <summary>-log(high - low) - log α - α log s + (α + 1) E_p[log X]; infinite where low &lt; s.</summary>
    private static Tensor Kl(Uniform p, Pareto q)
    {
        Tensor low = p.Low.ToTensor();
        Tensor kl = (q.Alpha + 1) * MeanLog(p.Low, p.High) - (q.Alpha * q.Scale.Log() + q.Alpha.Log() + (p.High - p.Low).Log());
        return Stable.InfiniteUnless(low >= q.Scale, kl);
    }

    private static Tensor Kl(Uniform p, Uniform q) => CrossEntropy(p.Low, p.High, q) - p.Entropy();

    /// <summary>log B(α, β) - (α - 1) E[log X] - (β - 1) E[log(1 - X)] - log(high - low).</summary>
    private static Tensor Kl(Uniform p, Beta q)
    {
        Tensor kl = (1 - q.Concentration1) * MeanLog(p.Low, p.High) + (1 - q.Concentration0) * MeanLog(1 - p.High, 1 - p.Low) + LogBeta(q);
        return Stable.InfiniteUnless((p.Low.ToTensor() >= 0) & (p.High.ToTensor() <= 1), kl - p.Entropy());
    }

    private static Tensor Kl(Uniform p, ContinuousBernoulli q) =>
        Stable.InfiniteUnless((p.Low.ToTensor() >= 0) & (p.High.ToTensor() <= 1), CrossEntropy(p, q) - p.Entropy());

    private static Tensor Kl(Uniform p, Exponential q) => Stable.InfiniteUnless(p.Low.ToTensor() >= 0, CrossEntropy(p, q) - p.Entropy());

    private static Tensor Kl(Uniform p, Gamma q) => Stable.InfiniteUnless(p.Low.ToTensor() >= 0, CrossEntropy(p, MeanLog(p.Low, p.High), q) - p.Entropy());

    private static Tensor Kl(Uniform p, Normal q) => KlToNormal(p, q);

    /// <summary>E[log X] of a uniform variable: (high log high - low log low) / (high - low) - 1. Where a bound is negative, of no use.</summary>
    private static Tensor MeanLog(TensorLike low, TensorLike high) => (XLogX(high.ToTensor()) - XLogX(low.ToTensor())) / (high - low) - 1;

    /// <summary>x log x, 0 at 0.</summary>
    private static Tensor XLogX(Tensor x)
    {
        Tensor positive = torch.where(x > 0, x, torch.ones_like(x));
        return positive * positive.log();
    }
}
