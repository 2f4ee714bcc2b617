namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>r - 1 - log r + d / σ_q + r (e^(-d / σ_p) - 1), r = σ_p / σ_q, d = |μ_p - μ_q|.</summary>
    private static Tensor Kl(Laplace p, Laplace q)
    {
        TensorLike ratio = p.Scale / q.Scale, distance = (p.Loc - q.Loc).Abs();
        return (ratio - 1 - ratio.Log() + distance / q.Scale + ratio * (-distance / p.Scale).Expm1()).ToTensor();
    }

    /// <summary>By the mean and the variance of p.</summary>
    private static Tensor Kl(Laplace p, Normal q) => KlToNormal(p, q);
}
