namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>r - 1 - log r with r = λ_q / λ_p.</summary>
    private static Tensor Kl(Exponential p, Exponential q)
    {
        TensorLike ratio = q.Rate / p.Rate;
        return (ratio - 1 - ratio.Log()).ToTensor();
    }

    private static Tensor Kl(Exponential p, Gamma q) => Kl(new Gamma(1, p.Rate), q);

    private static Tensor Kl(Exponential p, Normal q) => KlToNormal(p, q);

    /// <summary>By the Laplace transform of p at 1 / σ, λ / (λ + 1 / σ).</summary>
    private static Tensor Kl(Exponential p, Gumbel q) => KlToGumbel(p, q, -(1 / (p.Rate * q.Scale)).Log1p());
}
