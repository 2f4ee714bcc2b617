using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples.Tests;

public sealed class MixtureAscentTests
{
    [Test]
    public void The_bound_never_falls_and_the_best_of_the_starts_finds_the_components()
    {
        int found = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            using var rng = new Rng(seed, torch.ScalarType.Float64);
            GmmData data = GmmData.Draw(1000, rng);
            MixtureAscent[] ends = [.. Enumerable.Range(0, 10).Select(_ => MixtureAscent.From(Mixture.Start(data.Rows, 3, rng), data.Rows))];
            foreach (MixtureAscent end in ends)
                Assert.That(end.Bounds.Zip(end.Bounds.Skip(1)), Has.All.Matches<(double Before, double After)>(round => round.After >= round.Before - 1e-9 * Math.Abs(round.Before)));
            MixtureAscent best = ends.MaxBy(end => end.Bound)!.Sorted();
            if (Gmms.IsFound(best.Mixture)) found++;
            for (int j = 0; j < 3 && Gmms.IsFound(best.Mixture); j++)
                Assert.That(best.Deviations.Means[j][0], Is.EqualTo(Math.Sqrt(best.Mixture.Components[j].Covariance[0, 0] / (best.Concentration[j] - 1))).Within(1).Percent);
        }
        Assert.That(found, Is.AtLeast(18));
    }

    /// <summary>With one component q is the posterior and the bound the evidence, which is a product of predictive t densities.</summary>
    [TestCase(1)]
    [TestCase(2)]
    public void Of_one_component_the_bound_is_the_log_evidence(int dimensions)
    {
        double[][] rows = Rows(12, dimensions);
        MixtureAscent ascent = MixtureAscent.From(Standard(dimensions, 1), rows);
        Assert.That(ascent.Bound, Is.EqualTo(LogEvidence(rows)).Within(1e-9));
    }

    /// <summary>Where q(z) is sure of one assignment there is nothing left to bound: what remains is conjugate.</summary>
    [TestCase(1)]
    [TestCase(2)]
    public void At_one_assignment_the_bound_is_its_log_joint_density(int dimensions)
    {
        double[][] rows = Rows(8, dimensions);
        foreach (int assignment in new[] { 0b00010110, 0b11110001, 0 })
        {
            double[][] responsibilities = [.. rows.Select((_, n) => (assignment >> n & 1) == 0 ? new double[] { 1, 0 } : [0, 1])];
            Assert.That(MixtureAscent.Given(responsibilities, rows, []).Bound, Is.EqualTo(LogJoint(rows, assignment)).Within(1e-9));
        }
    }

    /// <summary>Eight points, two components: the evidence is the sum over all 256 assignments.</summary>
    [TestCase(1)]
    [TestCase(2)]
    public void The_bound_lies_below_the_log_evidence(int dimensions)
    {
        double[][] rows = Rows(8, dimensions);
        double[] joints = [.. Enumerable.Range(0, 1 << rows.Length).Select(assignment => LogJoint(rows, assignment))];
        double evidence = joints.Max() + Math.Log(joints.Sum(joint => Math.Exp(joint - joints.Max())));
        double[] bounds = [.. Enumerable.Range(0, 20).Select(seed =>
        {
            using var rng = new Rng((ulong)seed, torch.ScalarType.Float64);
            return MixtureAscent.From(Mixture.Start(rows, 2, rng), rows).Bound;
        })];
        Assert.That(bounds, Has.All.LessThan(evidence));
        Assert.That(bounds.Max(), Is.GreaterThan(evidence - 5));
    }

    private static double[][] Rows(int count, int dimensions) =>
        [.. Enumerable.Range(0, count).Select(n => Enumerable.Range(0, dimensions).Select(i => 2 * Math.Sin(3.7 * n + i) + (n % 3 == 0 ? 3 : 0)).ToArray())];

    private static Mixture Standard(int dimensions, int components) => new([.. Enumerable.Range(0, components)
        .Select(_ => new Component(1.0 / components, Vector<double>.Build.Dense(dimensions), Matrix<double>.Build.DenseIdentity(dimensions)))]);

    /// <summary>log p(assignment, rows), each point of the component that its bit says: the components' evidences, and Γ(2) n0! n1! / Γ(2 + n).</summary>
    private static double LogJoint(double[][] rows, int assignment)
    {
        double[][][] parts = [[.. rows.Where((_, n) => (assignment >> n & 1) == 0)], [.. rows.Where((_, n) => (assignment >> n & 1) == 1)]];
        return parts.Sum(part => LogEvidence(part) + SpecialFunctions.GammaLn(1 + part.Length)) - SpecialFunctions.GammaLn(2 + rows.Length);
    }

    /// <summary>Σ log p(x_n | those before): a t density each, of scale matrix (β + 1) / (β (ν - D + 1)) W⁻¹ (Murphy 2007, section 8.3, equation 232).</summary>
    private static double LogEvidence(double[][] rows)
    {
        double sum = 0;
        for (int n = 0; n < rows.Length; n++)
        {
            int dimensions = rows[n].Length;
            NormalWishart known = MixtureAscent.Prior(dimensions);
            if (n > 0)
            {
                (double count, Vector<double> mean, Matrix<double> covariance) = Mixture.Moments(rows[..n], [.. Enumerable.Repeat(1.0, n)]);
                known = known.Given(count, mean, covariance);
            }
            double freedom = known.Freedom - dimensions + 1;
            Matrix<double> scale = known.Scatter * ((known.Beta + 1) / (known.Beta * freedom));
            Vector<double> offset = Vector<double>.Build.Dense(rows[n]) - known.Mean;
            sum += SpecialFunctions.GammaLn((freedom + dimensions) / 2) - SpecialFunctions.GammaLn(freedom / 2) - 0.5 * dimensions * Math.Log(freedom * Math.PI)
                - 0.5 * Math.Log(scale.Determinant()) - (freedom + dimensions) / 2 * Math.Log(1 + offset * scale.Inverse() * offset / freedom);
        }
        return sum;
    }
}
