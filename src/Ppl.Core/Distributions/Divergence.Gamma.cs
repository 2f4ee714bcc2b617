namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>α_q log(β_p / β_q) + log Γ(α_q) - log Γ(α_p) + (α_p - α_q) ψ(α_p) + α_p (β_q / β_p - 1).</summary>
    private static Tensor Kl(Gamma p, Gamma q)
    {
        TensorLike a = p.Concentration, ratio = q.Rate / p.Rate;
        return (q.Concentration.Lgamma() - a.Lgamma() - q.Concentration * ratio.Log() + (a - q.Concentration) * a.Digamma() + a * (ratio - 1)).ToTensor();
    }

    private static Tensor Kl(Gamma p, Exponential q) => Kl(p, new Gamma(1, q.Rate));

    private static Tensor Kl(Gamma p, Chi2 q) => Kl(p, q.AsGamma);

    private static Tensor Kl(Gamma p, Normal q) => KlToNormal(p, q);

    private static Tensor Kl(Chi2 p, Chi2 q) => Kl(p.AsGamma, q.AsGamma);

    private static Tensor Kl(Chi2 p, Gamma q) => Kl(p.AsGamma, q);

    private static Tensor Kl(Chi2 p, Exponential q) => Kl(p.AsGamma, q);

    private static Tensor Kl(Exponential p, Chi2 q) => Kl(p, q.AsGamma);

    private static Tensor Kl(Chi2 p, Normal q) => Kl(p.AsGamma, q);

    /// <summary>An inverse changes both densities alike.</summary>
    private static Tensor Kl(InverseGamma p, InverseGamma q) => Kl(new Gamma(p.Concentration, p.Rate), new Gamma(q.Concentration, q.Rate));

    /// <summary>By the Laplace transform of p at 1 / σ, (β / (β + 1 / σ))^α.</summary>
    private static Tensor Kl(Gamma p, Gumbel q) => KlToGumbel(p, q, -p.Concentration * (1 / (p.Rate * q.Scale)).Log1p());
}
