using Ppl.Distributions;

namespace Ppl.Bench;

/// <summary>A log density by a distribution and by hand.</summary>
/// <param name="Name">The distribution.</param>
/// <param name="Tensors">So many numbers: the value, then the parameters.</param>
/// <param name="Ours">The distribution's log density.</param>
/// <param name="ByHand">The formula of the textbook, which may lose digits.</param>
/// <param name="Target">The ratio that the project promises, if it does.</param>
internal sealed record Density(string Name, Func<Rng, long, Tensor[]> Tensors, Func<Tensor[], Tensor> Ours, Func<Tensor[], Tensor> ByHand, double? Target = null)
{
    private const double HalfLogTwoPi = 0.91893853320467274, Promise = 1.2;

    /// <summary>The length of vectors.</summary>
    private const int Places = 5;

    public static IReadOnlyList<Density> All { get; } =
    [
        new("Normal", (rng, n) => [Real(rng, n), Real(rng, n), Positive(rng, n)],
            t => new Normal(t[1], t[2]).LogProb(t[0]),
            t => -0.5 * ((t[0] - t[1]) / t[2]).square() - t[2].log() - HalfLogTwoPi, Promise),
        new("Bernoulli by logits, 0 and 1", (rng, n) => [new Bernoulli(0.5).Sample(rng, [n]), Real(rng, n)],
            t => Bernoulli.FromLogits(t[1]).LogProb(t[0]),
            t => t[0] * t[1] - torch.nn.functional.softplus(t[1]), Promise),
        new("Bernoulli by logits, between 0 and 1", (rng, n) => [Share(rng, n), Real(rng, n)],
            t => Bernoulli.FromLogits(t[1]).LogProb(t[0]),
            t => t[0] * t[1] - torch.nn.functional.softplus(t[1]), Promise),
        new("MultivariateNormal, vectors of 5", (rng, n) => [Real(rng, n / Places, Places), Real(rng, Places), torch.eye(Places) + 0.1 * Real(rng, Places, Places).tril(-1)],
            t => MultivariateNormal.FromCholesky(t[1], t[2]).LogProb(t[0]),
            t => -0.5 * torch.linalg.solve_triangular(t[2], (t[0] - t[1]).mT, upper: false).square().sum(dim: 0) - t[2].diagonal().log().sum() - Places * HalfLogTwoPi, Promise),
        new("Gamma", (rng, n) => [Positive(rng, n), Positive(rng, n), Positive(rng, n)],
            t => new Gamma(t[1], t[2]).LogProb(t[0]),
            t => t[1] * t[2].log() + (t[1] - 1) * t[0].log() - t[2] * t[0] - t[1].lgamma()),
        new("Beta", (rng, n) => [Share(rng, n), Positive(rng, n), Positive(rng, n)],
            t => new Beta(t[1], t[2]).LogProb(t[0]),
            t => (t[1] - 1) * t[0].log() + (t[2] - 1) * (1 - t[0]).log() + (t[1] + t[2]).lgamma() - t[1].lgamma() - t[2].lgamma()),
        new("Dirichlet, vectors of 5", (rng, n) => [Real(rng, n / Places, Places).softmax(-1), Positive(rng, n / Places, Places)],
            t => new Dirichlet(t[1]).LogProb(t[0]),
            t => ((t[1] - 1) * t[0].log()).sum(dim: -1) + t[1].sum(dim: -1).lgamma() - t[1].lgamma().sum(dim: -1)),
        new("Categorical by logits, 5 categories", (rng, n) => [new Categorical(torch.ones(Places)).Sample(rng, [n / Places]), Real(rng, n / Places, Places)],
            t => Categorical.FromLogits(t[1]).LogProb(t[0]),
            t => t[1].log_softmax(-1).gather(-1, t[0].unsqueeze(-1)).squeeze(-1)),
        new("StudentT", (rng, n) => [Real(rng, n), Positive(rng, n), Real(rng, n), Positive(rng, n)],
            t => new StudentT(t[1], t[2], t[3]).LogProb(t[0]),
            t => StudentByHand(t[0], t[1], t[2], t[3])),
        new("Poisson", (rng, n) => [new Poisson(3).Sample(rng, [n]), Positive(rng, n)],
            t => new Poisson(t[1]).LogProb(t[0]),
            t => t[0] * t[1].log() - t[1] - (t[0] + 1).lgamma()),
    ];

    private static Tensor StudentByHand(Tensor x, Tensor df, Tensor loc, Tensor scale)
    {
        Tensor half = (df + 1) / 2;
        return half.lgamma() - (df / 2).lgamma() - 0.5 * (df * Math.PI).log() - scale.log() - half * (((x - loc) / scale).square() / df).log1p();
    }

    private static Tensor Real(Rng rng, params long[] shape) => new Normal(0, 1).Sample(rng, shape);

    private static Tensor Positive(Rng rng, params long[] shape) => Real(rng, shape).exp();

    private static Tensor Share(Rng rng, params long[] shape) => Real(rng, shape).sigmoid();
}
