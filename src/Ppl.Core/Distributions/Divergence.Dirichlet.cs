namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>log Γ(Σ α_p) - log Γ(Σ α_q) - Σ (log Γ(α_p) - log Γ(α_q)) + Σ (α_p - α_q) (ψ(α_p) - ψ(Σ α_p)).</summary>
    private static Tensor Kl(Dirichlet p, Dirichlet q)
    {
        Tensor a = p.Concentration.ToTensor(), b = q.Concentration.ToTensor(), sum = a.sum(dim: -1).unsqueeze(-1);
        return ((a - b) * (a.digamma() - sum.digamma()) - (a.lgamma() - b.lgamma())).sum(dim: -1) + (sum.squeeze(-1).lgamma() - b.sum(dim: -1).lgamma());
    }
}
