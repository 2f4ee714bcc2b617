namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>log(σ_q / σ_p) + ((σ_p / σ_q)² + ((μ_p - μ_q) / σ_q)² - 1) / 2, the first terms as (r² - 1 - log r²) / 2 with r = σ_p / σ_q.</summary>
    private static Tensor Kl(Normal p, Normal q)
    {
        TensorLike ratio = (p.Scale / q.Scale).Square();
        return (0.5 * (ratio - 1 - ratio.Log() + ((p.Loc - q.Loc) / q.Scale).Square())).ToTensor();
    }
}
