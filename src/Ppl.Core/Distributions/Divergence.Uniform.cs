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
        TensorLike width = p.High - p.Low, meanLog = (p.High * p.High.Log() - p.Low * p.Low.Log()) / width - 1;
        return Stable.InfiniteUnless(low >= q.Scale, ((q.Alpha + 1) * meanLog - q.Alpha * q.Scale.Log() - q.Alpha.Log() - width.Log()).ToTensor());
    }
}
