using Ppl.Distributions;

namespace Ppl.Core.Tests;

/// <summary>How many tensor operations the distributions of inner loops cost. Each makes one tensor; a call takes half a microsecond or more.</summary>
public sealed class CostTests
{
    private static readonly TestCaseData[] costs =
    [
        Case("density of Normal(0, 1)", 3, (_, x) => new Normal(0, 1).LogProb(x)),
        Case("density of Normal(number, number)", 5, (_, x) => new Normal(1, 2).LogProb(x)),
        Case("density of Normal(tensor, number)", 5, (_, x) => new Normal(x, 2).LogProb(x)),
        Case("density of Normal(tensor, tensor)", 7, (_, x) => new Normal(x, x).LogProb(x)),
        Case("density of Normal(0, 1), event of two dims", 4, (_, x) => new Normal(0, 1).Expand([3, 2]).ToEvent(2).LogProb(x)),
        Case("density of LogNormal(tensor, tensor)", 9, (_, x) => new LogNormal(x, x).LogProb(x)),
        Case("density of Bernoulli(logits: tensor)", 3, (_, x) => Bernoulli.FromLogits(x).LogProb(x)),
        Case("density of Gamma(number, number)", 6, (_, x) => new Gamma(2, 3).LogProb(x)),
        Case("density of Cauchy(tensor, tensor)", 8, (_, x) => new Cauchy(x, x).LogProb(x)),
        Case("density of Laplace(0, 1)", 3, (_, x) => new Laplace(0, 1).LogProb(x)),
        Case("density of Weibull(tensor, tensor)", 11, (_, x) => new Weibull(x, x).LogProb(x)),
        Case("density of SkewNormal(number, number, number)", 48, (_, x) => new SkewNormal(1, 2, 3).LogProb(x)),
        Case("density of TruncatedNormal(tensor, tensor, 0, infinity)", 59, (_, x) => new TruncatedNormal(x, x, 0, double.PositiveInfinity).LogProb(x)),
        Case("draw of Normal(0, 1)", 1, (rng, _) => new Normal(0, 1).Sample(rng, [3, 2])),
        Case("draw of Normal(tensor, tensor)", 3, (rng, x) => new Normal(x, x).Sample(rng)),
        Case("draw of LogNormal(tensor, tensor)", 4, (rng, x) => new LogNormal(x, x).Sample(rng)),
        Case("draw of Bernoulli(logits: tensor)", 4, (rng, x) => Bernoulli.FromLogits(x).Sample(rng)),
        Case("Normal(tensor, tensor), expanded", 0, (_, x) => new Normal(x, x).Expand([4, 3, 2])),
    ];

    [TestCaseSource(nameof(costs))]
    public void Costs_so_many_operations(long expected, Action<Rng, Tensor> operation)
    {
        using var scope = torch.NewDisposeScope();
        using var rng = new Rng(1);
        using var off = ValueChecks.Set(false);
        Tensor x = torch.ones(3, 2);
        Assert.That(TensorCount.Of(() => operation(rng, x)), Is.EqualTo(expected));
    }

    /// <summary>A covariance is decomposed when the distribution is made.</summary>
    [Test]
    public void The_density_of_a_multivariate_normal_costs_nine_operations()
    {
        using var scope = torch.NewDisposeScope();
        using var off = ValueChecks.Set(false);
        Tensor x = torch.ones(3, 2);
        var normal = new MultivariateNormal(torch.zeros(2), torch.eye(2));
        Assert.That(TensorCount.Of(() => normal.LogProb(x)), Is.EqualTo(9));
    }

    private static TestCaseData Case(string name, long expected, Action<Rng, Tensor> operation) =>
        new TestCaseData(expected, operation).SetArgDisplayNames(name);
}
