namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>Σ pᵢ log(pᵢ / qᵢ).</summary>
    private static Tensor Kl(Categorical p, Categorical q) => p.Categories.Count == q.Categories.Count
        ? Part(p.Categories.Probs, p.Categories.LogProbs, q.Categories.LogProbs).sum(dim: -1)
        : throw Error.NoSuchOperation($"the pair ({p.Name} of {p.Categories.Count} categories, {q.Name} of {q.Categories.Count})", "closed-form KL divergence",
            "give both as many categories, of probability 0 where there are none.");
}
