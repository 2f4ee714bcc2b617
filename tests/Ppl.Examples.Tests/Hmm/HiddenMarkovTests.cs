namespace Ppl.Examples.Tests;

public sealed class HiddenMarkovTests
{
    private static readonly HiddenMarkov Model = new([0.2, 0.5, 0.3], [[0.7, 0.2, 0.1], [0.1, 0.6, 0.3], [0.25, 0.25, 0.5]], [-1, 0.5, 2], [1, 0.6, 0.8]);
    private static readonly double[] X = [0.3, -1.2, 1.9, 0.4, 0.8, -0.1];

    /// <summary>By the sum over all 3⁶ paths.</summary>
    [Test]
    public void Evidence_posteriors_and_path_are_those_of_the_sum_over_all_paths()
    {
        int[][] paths = [.. Enumerable.Range(0, 729).Select(number => Enumerable.Range(0, 6).Select(t => number / (int)Math.Pow(3, t) % 3).ToArray())];
        double[] joints = [.. paths.Select(Joint)];
        double evidence = joints.Sum();
        (double[][] posteriors, double[,] moves, double logEvidence) = Model.Smooth(X);
        Assert.Multiple(() =>
        {
            Assert.That(logEvidence, Is.EqualTo(Math.Log(evidence)).Within(1e-12));
            Assert.That(Model.LogEvidence(X), Is.EqualTo(logEvidence));
            Assert.That(Model.MostProbable(X), Is.EqualTo(paths[Array.IndexOf(joints, joints.Max())]));
            for (int t = 0; t < X.Length; t++)
                for (int j = 0; j < 3; j++)
                    Assert.That(posteriors[t][j], Is.EqualTo(paths.Zip(joints).Where(pair => pair.First[t] == j).Sum(pair => pair.Second) / evidence).Within(1e-12));
            for (int i = 0; i < 3; i++)
                for (int j = 0; j < 3; j++)
                    Assert.That(moves[i, j], Is.EqualTo(paths.Zip(joints).Sum(pair => pair.Second * Enumerable.Range(1, 5).Count(t => pair.First[t - 1] == i && pair.First[t] == j)) / evidence).Within(1e-12));
        });
    }

    private static double Joint(int[] path) => Enumerable.Range(0, path.Length).Aggregate(1.0, (joint, t) => joint
        * (t == 0 ? Model.Initial[path[0]] : Model.Transition[path[t - 1]][path[t]])
        * MathNet.Numerics.Distributions.Normal.PDF(Model.Means[path[t]], Model.Scales[path[t]], X[t]));

    [Test]
    public void A_long_sequence_far_from_all_states_neither_overflows_nor_vanishes()
    {
        double[] x = [.. Enumerable.Repeat(60.0, 2000)];
        Assert.That(Model.LogEvidence(x), Is.Negative.And.GreaterThan(-1e8));
        Assert.That(Model.Posteriors(x)[1000].Sum(), Is.EqualTo(1).Within(1e-9));
    }

    [Test]
    public void States_in_the_order_of_their_means_are_the_same_model()
    {
        var turned = new HiddenMarkov([0.3, 0.2, 0.5], [[0.5, 0.25, 0.25], [0.1, 0.7, 0.2], [0.3, 0.1, 0.6]], [2, -1, 0.5], [0.8, 1, 0.6]);
        Assert.That(turned.Sorted().LogEvidence(X), Is.EqualTo(turned.LogEvidence(X)).Within(1e-12).And.EqualTo(Model.LogEvidence(X)).Within(1e-12));
        Assert.That(turned.Sorted().Transition, Is.EqualTo(Model.Transition));
    }

    [Test]
    public void The_log_likelihood_of_Baum_and_Welch_never_falls_and_ends_where_no_small_change_raises_it()
    {
        using var rng = new Rng(seed: 2, torch.ScalarType.Float64);
        HmmData data = HmmData.Draw(6, 60, rng);
        var em = BaumWelch.From(Model with { Means = [-2, 0.2, 2.5] }, data.Sequences);
        Assert.That(em.LogLikelihoods.Zip(em.LogLikelihoods.Skip(1)), Has.All.Matches<(double Before, double After)>(round => round.After >= round.Before - 1e-9 * Math.Abs(round.Before)));
        foreach (double step in new[] { -0.02, 0.02 })
            for (int j = 0; j < 3; j++)
            {
                double[] means = [.. em.Model.Means], scales = [.. em.Model.Scales];
                means[j] += step;
                scales[j] *= 1 + step;
                foreach (HiddenMarkov changed in new[] { em.Model with { Means = means }, em.Model with { Scales = scales } })
                    Assert.That(data.Sequences.Sum(changed.LogEvidence), Is.LessThan(em.LogLikelihood));
            }
    }
}
