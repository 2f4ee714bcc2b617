namespace Ppl.Distributions;

// A divergence is the cross entropy E_p[-log q] less the entropy of p; the cross entropy needs few means under p.
public static partial class Divergence
{
    /// <summary>λ E[X] - log λ.</summary>
    private static Tensor CrossEntropy(Distribution p, Exponential q) => p.Mean * q.Rate - q.Rate.Log();

    /// <summary>C(λ) - λ E[X].</summary>
    private static Tensor CrossEntropy(Distribution p, ContinuousBernoulli q) =>
        ContinuousBernoulli.LogNormalizer(q.Logits.ToTensor()) - p.Mean * q.Logits;

    /// <summary>log Γ(α) - α log β - (α - 1) E[log X] + β E[X].</summary>
    private static Tensor CrossEntropy(Distribution p, TensorLike meanLog, Gamma q) =>
        p.Mean * q.Rate - (q.Concentration - 1) * meanLog + (q.Concentration.Lgamma() - q.Concentration * q.Rate.Log());

    /// <summary>log(high - low), infinite where p has values outside.</summary>
    private static Tensor CrossEntropy(TensorLike low, TensorLike high, Uniform q)
    {
        Tensor isInside = (low.ToTensor() >= q.Low) & (high.ToTensor() <= q.High);
        return Stable.InfiniteUnless(isInside, (q.High - q.Low).Log().ToTensor());
    }
}
