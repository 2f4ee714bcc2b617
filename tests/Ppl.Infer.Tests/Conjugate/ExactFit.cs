using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Fits of guides whose family holds the posterior, by any objective.</summary>
internal static class ExactFit
{
    private const int Groups = 200;

    /// <summary>
    /// Follows an objective of a few particles in each of 200 copies of the problem, the learning rate falling from 0.05 to 5e-5, and asserts means within 1 % of the
    /// posterior's standard deviations, and log p(y) within 1e-3 nat by the bound.
    /// </summary>
    /// <remarks>
    /// Near the optimum a number of posterior standard deviation s wanders with variance α s / (2 √K) at most (Adam, K draws a step): with the last hundred
    /// steps' α of 1e-4, K = 1,000 and s = 0.4 that is 0.0008, 0.2 % of s. A bound of two draws together is twice as flat in the guide's parameters, and as noisy as a mean of two: it
    /// takes patience.
    /// </remarks>
    /// <param name="system">What is known.</param>
    /// <param name="exact">The guide.</param>
    /// <param name="objective">Makes the objective from the number of particles.</param>
    /// <param name="particles">How many particles in each copy.</param>
    /// <param name="patience">How many times the steps to take, to a rate so many times smaller.</param>
    public static void AssertExact(ConjugateSystem system, ExactGuide exact, Func<int, Elbo> objective, int particles = 5, int patience = 1)
    {
        int steps = exact.Steps * patience;
        (Program<int> guide, Func<ParamStore, (double[] Mean, double[] Sd)> moments) = exact.Make();
        Program<int> copiedModel = Copied(system.Model), copiedGuide = Copied(guide);
        var optimizer = new ClippedAdam(0.05, decay: Math.Pow(1e-3 / patience, 1.0 / steps));
        using var svi = new Svi<int>(copiedModel, copiedGuide, optimizer, objective(particles), new Rng(1, torch.ScalarType.Float64));
        for (int step = 0; step < steps; step++) svi.Step(0);
        using var bound = new Svi<int>(system.Model, guide, new Adam(), new TraceElbo(particles: 1000, vectorize: true), new Rng(2, torch.ScalarType.Float64), svi.Parameters);
        (double[] mean, double[] sd) = moments(svi.Parameters);
        Assert.Multiple(() =>
        {
            for (int i = 0; i < mean.Length; i++)
            {
                Assert.That(mean[i], Is.EqualTo(system.Mean[i]).Within(0.01 * system.Sd[i]), $"mean {i}");
                Assert.That(sd[i], Is.EqualTo(system.Sd[i]).Within(0.01 * system.Sd[i]), $"standard deviation {i}");
            }
            Assert.That(-bound.EvaluateLoss(0), Is.EqualTo(system.LogEvidence).Within(1e-3), "log evidence");
        });
    }

    /// <summary>Independent copies in a plate: objectives that weigh particles against each other do so in each copy by itself.</summary>
    private static Program<int> Copied(Program<int> program) => data =>
    {
        using Plate groups = Plate("groups", Groups, dim: -2);
        program(data);
    };
}
