namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>log(σ_q / σ_p) + ((σ_p / σ_q)² + ((μ_p - μ_q) / σ_q)² - 1) / 2, the first terms as (r² - 1 - log r²) / 2 with r = σ_p / σ_q.</summary>
    private static Tensor Kl(Normal p, Normal q)
    {
        TensorLike ratio = (p.Scale / q.Scale).Square();
        return (0.5 * (ratio - 1 - ratio.Log() + ((p.Loc - q.Loc) / q.Scale).Square())).ToTensor();
    }

    /// <summary>With e = E|X - μ_q| = σ_p √(2 / π) e^(-d²) + (μ_p - μ_q) erf(d), d = (μ_p - μ_q) / (σ_p √2): log(2σ_q / σ_p) - (1 + log 2π) / 2 + e / σ_q.</summary>
    private static Tensor Kl(Normal p, Laplace q)
    {
        TensorLike difference = p.Loc - q.Loc;
        Tensor d = (difference / p.Scale).ToTensor() * Math.Sqrt(0.5);
        Tensor distance = p.Scale * (-d.square()).exp() * Math.Sqrt(2 / Math.PI) + difference * d.erf();
        return distance / q.Scale + ((2 * q.Scale / p.Scale).Log() - (Normal.HalfLogTwoPi + 0.5));
    }

    /// <summary>By the Laplace transform of p at 1 / σ_q, e^(-μ_p / σ_q + (σ_p / σ_q)² / 2).</summary>
    private static Tensor Kl(Normal p, Gumbel q) => KlToGumbel(p, q, 0.5 * (p.Scale / q.Scale).Square() - p.Loc / q.Scale);

    /// <summary>KL(p ‖ q) = -H(p) + log σ + log(2π) / 2 + (Var_p[X] + (E_p[X] - μ)²) / (2 σ²), for any p over real numbers.</summary>
    private static Tensor KlToNormal(Distribution p, Normal q) =>
        0.5 * (p.Variance + (p.Mean - q.Loc).square()) / q.Scale.Square() + (q.Scale.Log() + Normal.HalfLogTwoPi) - p.Entropy();
}
