namespace Ppl.Distributions;

/// <summary>
/// The relaxed (concrete) one-hot categorical distribution on the simplex of K places with temperature τ (<see cref="Temperature"/>) and logits λ, that
/// of the softmax of (λ + G) / τ with standard Gumbel variables G:
/// log p(x) = log Γ(K) + (K - 1) log τ + Σ (uᵢ - log Σ e^u) - Σ log xᵢ, u = λ - τ log x, a density of the first K - 1 coordinates. The colder, the closer to
/// a <see cref="OneHotCategorical"/> variable.
/// </summary>
/// <remarks>Maddison, Mnih and Teh, The concrete distribution (2017), definition 1.</remarks>
public sealed partial class RelaxedOneHotCategorical : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.Simplex;

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        long rest = categories.Count - 1;
        Tensor given = categories.Given.Beside(value), log = value.log(), score = (categories.IsLogits ? given : given.log()) - Temperature.Column(value) * log;
        return (score - score.logsumexp(-1, keepdim: true) - log).sum(dim: -1) + (Temperature.Log() * rest + ((TensorLike)categories.Count).Lgamma());
    }
}
