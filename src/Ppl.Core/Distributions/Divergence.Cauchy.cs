namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>log(((σ_p + σ_q)² + (μ_p - μ_q)²) / (4 σ_p σ_q)).</summary>
    /// <remarks>F. Chyzak and F. Nielsen, A closed-form formula for the Kullback-Leibler divergence between Cauchy distributions (2019).</remarks>
    private static Tensor Kl(Cauchy p, Cauchy q) =>
        (((p.Scale - q.Scale).Square() + (p.Loc - q.Loc).Square()) / (4 * p.Scale * q.Scale)).Log1p().ToTensor();
}
