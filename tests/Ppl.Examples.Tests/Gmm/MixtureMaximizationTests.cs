using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples.Tests;

public sealed class MixtureMaximizationTests
{
    private const int Starts = 10;

    /// <summary>1,000 numbers of a seed, and EM from ten starts.</summary>
    private static (GmmData Data, MixtureMaximization[] Ends) Run(ulong seed)
    {
        using var rng = new Rng(seed, torch.ScalarType.Float64);
        GmmData data = GmmData.Draw(1000, rng);
        return (data, [.. Enumerable.Range(0, Starts).Select(_ => MixtureMaximization.From(Mixture.Start(data.Rows, 3, rng), data.Rows)).OfType<MixtureMaximization>()]);
    }

    [Test]
    public void The_log_likelihood_never_falls_and_the_best_of_the_starts_finds_the_components()
    {
        int found = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            MixtureMaximization[] ends = Run(seed).Ends;
            foreach (MixtureMaximization end in ends)
                Assert.That(end.LogLikelihoods.Zip(end.LogLikelihoods.Skip(1)), Has.All.Matches<(double Before, double After)>(round => round.After >= round.Before - 1e-9 * Math.Abs(round.Before)));
            if (Gmms.IsFound(ends.MaxBy(end => end.LogLikelihood)!.Mixture)) found++;
        }
        Assert.That(found, Is.AtLeast(18));
    }

    [Test]
    public void At_its_end_no_small_change_raises_the_likelihood()
    {
        (GmmData data, MixtureMaximization[] ends) = Run(seed: 3);
        MixtureMaximization best = ends.MaxBy(end => end.LogLikelihood)!;
        Component[] components = [.. best.Mixture.Components];
        for (int j = 0; j < components.Length; j++)
            foreach (double step in new[] { -0.01, 0.01 })
            {
                Component old = components[j];
                foreach (Component changed in new[] { new Component(old.Weight, old.Mean + step, old.Covariance), new Component(old.Weight, old.Mean, old.Covariance * (1 + step)) })
                    Assert.That(new Mixture([.. components[..j], changed, .. components[(j + 1)..]]).LogLikelihood(data.Rows), Is.LessThan(best.LogLikelihood));
            }
        Assert.That(best.Mixture.Components.Sum(component => component.Weight), Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void A_component_that_shrinks_to_one_point_ends_the_climb()
    {
        double[][] rows = [[0.0], [1], [2], [3], [100]];
        var start = new Mixture(
            new Component(0.5, Vector<double>.Build.Dense(1, 1.5), Matrix<double>.Build.Dense(1, 1, 1)),
            new Component(0.5, Vector<double>.Build.Dense(1, 100), Matrix<double>.Build.Dense(1, 1, 1)));
        Assert.That(MixtureMaximization.From(start, rows), Is.Null);
    }
}
