namespace Ppl.Examples;

/// <summary>The prior of latent Dirichlet allocation: topic_k ~ Dirichlet(η, …, η) over the words, θ_d ~ Dirichlet(α, …, α) over the topics.</summary>
/// <param name="Topics">K, how many.</param>
/// <param name="Alpha">α, at least <see cref="Least"/>.</param>
/// <param name="Eta">η, likewise.</param>
internal sealed record TopicPrior(int Topics, double Alpha, double Eta)
{
    /// <summary>Below it the product of exp(E[log θ]) and exp(E[log topic]) is too small for a double.</summary>
    public const double Least = 0.005;
}
