namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>γ (r - 1) - 1 - log r + d + e^-d Γ(1 + r), r = σ_p / σ_q, d = (μ_p - μ_q) / σ_q.</summary>
    private static Tensor Kl(Gumbel p, Gumbel q)
    {
        TensorLike ratio = p.Scale / q.Scale, distance = (p.Loc - q.Loc) / q.Scale;
        return (Gumbel.Euler * (ratio - 1) - 1 - ratio.Log() + distance + ((1 + ratio).Lgamma() - distance).Exp()).ToTensor();
    }

    /// <summary>By the mean and the variance of p.</summary>
    private static Tensor Kl(Gumbel p, Normal q) => KlToNormal(p, q);

    /// <summary>KL(p ‖ q) = -H(p) + log σ + (E_p[X] - μ) / σ + e^(μ / σ + κ), κ = log E_p[e^(-X / σ)].</summary>
    private static Tensor KlToGumbel(Distribution p, Gumbel q, TensorLike cumulant) =>
        (p.Mean - q.Loc) / q.Scale + q.Scale.Log() - p.Entropy() + (q.Loc / q.Scale + cumulant).Exp().ToTensor();
}
