using MathNet.Numerics.LinearAlgebra;
using Ppl.Testing;

namespace Ppl.Infer.Tests;

public sealed class AdaptationTests
{
    [Test]
    public void The_windows_of_a_thousand_draws_are_Stans() =>
        Assert.That(new WarmupSchedule(1000).Windows, Is.EqualTo(new WarmupWindow[] { new(75, 100), new(100, 150), new(150, 250), new(250, 450), new(450, 950) }));

    [TestCase(0, 0, 0), TestCase(19, 0, 0), TestCase(20, 3, 18), TestCase(100, 15, 90), TestCase(149, 22, 135)]
    public void A_short_warmup_has_one_window_or_none(int length, int start, int end) =>
        Assert.That(new WarmupSchedule(length).Windows, Is.EqualTo(end == 0 ? Array.Empty<WarmupWindow>() : [new WarmupWindow(start, end)]));

    /// <summary>By a counter that is told when the next window ends, as the windows' definition has it.</summary>
    [Test]
    public void The_windows_are_Stans_at_every_length([Values(150, 151, 199, 200, 201, 250, 349, 350, 500, 749, 750, 1001, 2000, 5000)] int length)
    {
        var expected = new List<WarmupWindow>();
        for (int draw = 0, start = 75, size = 25, next = 99, last = length - 51; draw <= last; draw++)
        {
            if (draw != next) continue;
            expected.Add(new WarmupWindow(start, draw + 1));
            start = draw + 1;
            if (next == last) break;
            size *= 2;
            next = draw + size;
            if (next != last && next + (2 * size) > last) next = last;
        }
        Assert.That(new WarmupSchedule(length).Windows, Is.EqualTo(expected));
    }

    [Test]
    public void A_draw_knows_its_window()
    {
        var schedule = new WarmupSchedule(1000);
        Assert.That(schedule.WindowAt(74), Is.Null);
        Assert.That(schedule.WindowAt(75), Is.EqualTo(new WarmupWindow(75, 100)));
        Assert.That(schedule.WindowAt(949), Is.EqualTo(new WarmupWindow(450, 950)));
        Assert.That(schedule.WindowAt(950), Is.Null);
    }

    /// <summary>The recursion for H̄ in closed form: Σ (δ - α_i) / (t + 10).</summary>
    [Test]
    public void Dual_averaging_follows_its_formula()
    {
        double[] acceptance = [0.1, 0.95, 0.6, double.NaN, 1.3, 0.8, 0.77];
        var averaging = new DualAveraging(0.3, target: 0.7);
        Assert.That((averaging.StepSize, averaging.Average), Is.EqualTo((0.3, 0.3)).Within(1e-14));
        double errors = 0, logAverage = 0;
        for (int t = 1; t <= acceptance.Length; t++)
        {
            double alpha = acceptance[t - 1];
            averaging.Add(alpha);
            errors += 0.7 - (double.IsNaN(alpha) ? 0 : Math.Min(alpha, 1));
            double logSize = Math.Log(3) - (Math.Sqrt(t) / 0.05 * errors / (t + 10));
            double weight = Math.Pow(t, -0.75);
            logAverage = (weight * logSize) + ((1 - weight) * logAverage);
            Assert.That(averaging.StepSize, Is.EqualTo(Math.Exp(logSize)).Within(1e-12).Percent);
            Assert.That(averaging.Average, Is.EqualTo(Math.Exp(logAverage)).Within(1e-12).Percent);
        }
        averaging.Restart(0.3);
        averaging.Add(0.1);
        var fresh = new DualAveraging(0.3, target: 0.7);
        fresh.Add(0.1);
        Assert.That((averaging.StepSize, averaging.Average), Is.EqualTo((fresh.StepSize, fresh.Average)).Within(1e-14));
    }

    /// <summary>Where steps of size ε are accepted with probability 1 / (1 + ε).</summary>
    [TestCase(0.6), TestCase(0.8), TestCase(0.95)]
    public void Dual_averaging_finds_the_step_size_of_the_acceptance_that_is_wanted(double target)
    {
        var averaging = new DualAveraging(10, target);
        for (int i = 0; i < 2000; i++) averaging.Add(1 / (1 + averaging.StepSize));
        Assert.That(1 / (1 + averaging.Average), Is.EqualTo(target).Within(0.01));
    }

    [TestCase(true), TestCase(false)]
    public void Welfords_covariance_is_the_batch_formulas(bool isDense)
    {
        using var rng = new Rng(2);
        double[][] draws = [.. Enumerable.Range(0, 40).Select(_ => new[] { 1e6 + rng.NextGaussian(), rng.NextGaussian(), 0.0 })];
        foreach (double[] draw in draws) draw[2] = draw[1] + (0.1 * rng.NextGaussian());
        var welford = new Welford(3, isDense);
        welford.Add([1, 2, 3]);
        welford.Clear();
        foreach (double[] draw in draws) welford.Add(draw);
        var centred = Matrix<double>.Build.DenseOfRowArrays(draws.Select(draw => draw.Select((x, i) => x - draws.Average(other => other[i])).ToArray()));
        Matrix<double> expected = centred.TransposeThisAndMultiply(centred) / 39;
        if (!isDense) expected = Matrix<double>.Build.DenseOfDiagonalVector(expected.Diagonal());
        Matrix<double> regularised = (expected * 40 / 45) + (Matrix<double>.Build.DenseIdentity(3) * 1e-3 * 5 / 45);
        Assert.That(welford.Covariance(), Is.EqualTo(expected.ToArray()).Within(1e-9));
        Assert.That(welford.Metric().Covariance(), Is.EqualTo(regularised.ToArray()).Within(1e-9));
    }

    [Test]
    public void A_dense_metric_draws_momenta_and_steps_of_its_covariances()
    {
        double[,] covariance = { { 2, 0.9, -0.3 }, { 0.9, 1, 0.2 }, { -0.3, 0.2, 0.5 } };
        Metric metric = Metric.Dense(covariance);
        using var rng = new Rng(3);
        double[] momentum = new double[3], velocity = new double[3], step = new double[3];
        double[][] velocities = [.. Enumerable.Range(0, 9).Select(_ => new double[20_000])], steps = [.. Enumerable.Range(0, 9).Select(_ => new double[20_000])];
        for (int i = 0; i < 20_000; i++)
        {
            metric.DrawMomentum(rng, momentum);
            metric.Velocity(momentum, velocity);
            metric.DrawStep(rng, step);
            for (int entry = 0; entry < 9; entry++)
            {
                velocities[entry][i] = velocity[entry / 3] * velocity[entry % 3];
                steps[entry][i] = step[entry / 3] * step[entry % 3];
            }
        }
        // p ~ N(0, Σ⁻¹), so that Σp ~ N(0, Σ).
        for (int entry = 0; entry < 9; entry++)
        {
            StatisticalAssert.Mean(velocities[entry], covariance[entry / 3, entry % 3]);
            StatisticalAssert.Mean(steps[entry], covariance[entry / 3, entry % 3]);
        }
        Assert.That(metric.Covariance(), Is.EqualTo(covariance));
    }

    [Test]
    public void A_metric_must_be_positive_definite()
    {
        Assert.That(() => Metric.Diagonal(1, 0), Throws.ArgumentException);
        Assert.That(() => Metric.Dense(new[,] { { 1, 2.0 }, { 2, 1 } }), Throws.ArgumentException.With.Message.Contains("order 2"));
    }

    [TestCase(1.0), TestCase(1e-4), TestCase(1e3)]
    public void The_search_for_a_step_size_ends_at_the_targets_scale(double from)
    {
        IDensity density = AnalyticDensity.Normal(0.01);
        var point = new PhasePoint(1);
        point.Position[0] = 0.005;
        Assert.That(Found(density, point, from), Is.InRange(0.002, 0.1));
        Assert.That(point.Position[0], Is.EqualTo(0.005));
    }

    [Test]
    public void A_density_without_a_scale_is_refused()
    {
        var flat = new AnalyticDensity(1, (_, gradient) => gradient[0] = 0);
        Assert.That(() => Found(flat, new PhasePoint(1), 1), Raises.Code("PPL207").With.Message.Contains("no scale"));
        var wrong = new AnalyticDensity(1, (position, gradient) =>
        {
            gradient[0] = 1e30;
            return position[0] == 0 ? 0 : -1;
        });
        Assert.That(() => Found(wrong, new PhasePoint(1), 1), Raises.Code("PPL207").With.Message.Contains("jumps"));
    }

    private static double Found(IDensity density, PhasePoint point, double from)
    {
        using var rng = new Rng(4);
        point.Locate(density);
        var search = new StepSizeSearch(point, Metric.Unit(1), from, rng);
        foreach (PhasePoint wanted in search.Points()) wanted.Locate(density);
        return search.StepSize;
    }
}
