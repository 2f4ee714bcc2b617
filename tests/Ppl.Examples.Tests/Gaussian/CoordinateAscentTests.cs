namespace Ppl.Examples.Tests;

public sealed class CoordinateAscentTests
{
    private static IEnumerable<TestCaseData> Cases => GaussianCases.All;

    /// <summary>But for rounding.</summary>
    [TestCaseSource(nameof(Cases))]
    public void No_sweep_lowers_the_bound(object x, object prior)
    {
        IReadOnlyList<double> bounds = CoordinateAscent.Of((Numbers)x, (GaussianPrior)prior).Bounds;
        double rounding = 1e-13 * (1000 + Math.Abs(bounds[^1]));
        Assert.That(bounds, Has.Count.InRange(3, 200));
        Assert.That(bounds.Zip(bounds.Skip(1), (before, after) => after - before), Has.All.GreaterThanOrEqualTo(-rounding));
        Assert.That(bounds[1], Is.GreaterThan(bounds[0]));
    }

    /// <summary>In units of the guide's own: mu by its deviation, the others by their logarithms.</summary>
    [TestCaseSource(nameof(Cases))]
    public void At_the_end_the_bound_is_level_and_lower_all_around(object x, object prior)
    {
        MeanField q = CoordinateAscent.Of((Numbers)x, (GaussianPrior)prior).Optimum;
        double Bound(double m, double s, double a, double b) =>
            new MeanField(q.Mean + m * q.Deviation, q.Deviation * Math.Exp(s), 1 + (q.Shape - 1) * Math.Exp(a), q.Scale * Math.Exp(b)).Bound((Numbers)x, (GaussianPrior)prior);
        const double step = 1e-3;
        double highest = Bound(0, 0, 0, 0);
        Assert.Multiple(() =>
        {
            foreach ((double m, double s, double a, double b) in new[] { (step, 0.0, 0.0, 0.0), (0, step, 0, 0), (0, 0, step, 0), (0, 0, 0, step), (0, 0, step, -step) })
            {
                (double up, double down) = (Bound(m, s, a, b), Bound(-m, -s, -a, -b));
                Assert.That(up, Is.LessThan(highest), $"{(m, s, a, b)}");
                Assert.That(down, Is.LessThan(highest), $"{(-m, -s, -a, -b)}");
                // A level point: the two sides fall alike, up to the third order of the step.
                Assert.That(up - down, Is.Zero.Within(0.01 * (2 * highest - up - down) + 1e-9), $"{(m, s, a, b)}");
            }
        });
    }

    [TestCaseSource(nameof(Cases))]
    public void The_bound_lies_below_the_evidence(object x, object prior)
    {
        double gap = ExactPosterior.Of((Numbers)x, (GaussianPrior)prior).LogEvidence - CoordinateAscent.Of((Numbers)x, (GaussianPrior)prior).Bounds[^1];
        Assert.That(gap, Is.InRange(1e-5, 1));
    }

    /// <summary>Numbers around 0 and a prior around 30: an optimum near each, of which a little in the prior's width makes the one or the other higher.</summary>
    [TestCase(1.65, 23.3)]
    [TestCase(1.8, 0.1)]
    public void Of_two_optima_the_higher_one_is_kept(double priorDeviation, double mean)
    {
        Numbers x = GaussianCases.Drawn(50, 0, 1);
        var prior = new GaussianPrior(30, priorDeviation, 1, 100);
        var atNumbers = CoordinateAscent.From(new(0, 0.2, 25, 0.05), x, prior);
        var atPrior = CoordinateAscent.From(new(30, 2, 25, 30), x, prior);
        var kept = CoordinateAscent.Of(x, prior);
        Assert.That(Math.Abs(atNumbers.Bounds[^1] - atPrior.Bounds[^1]), Is.GreaterThan(1));
        Assert.That(kept.Bounds[^1], Is.EqualTo(Math.Max(atNumbers.Bounds[^1], atPrior.Bounds[^1])).Within(1e-9));
        Assert.That(kept.Optimum.Mean, Is.EqualTo(mean).Within(0.1));
    }
}
