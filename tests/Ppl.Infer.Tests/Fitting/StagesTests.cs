using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>The stages of a fit that ends by itself: their means, their rates, and their end.</summary>
public sealed class StagesTests
{
    private readonly Rows rows = new();

    [OneTimeTearDown]
    public void Free() => rows.Dispose();

    /// <summary>Steps of -1: the 200 values are -1 to -200; the mean is of those from -51 on. The next stage begins there, with steps of -1/√2.</summary>
    [Test]
    public void A_stage_ends_at_the_mean_of_its_last_three_quarters()
    {
        Assert.That(Slide(maxSteps: 200).M, Is.EqualTo(-125.5).Within(1e-9));
        Assert.That(Slide(maxSteps: 600).M, Is.EqualTo(-125.5 - (250.5 * Math.Sqrt(0.5))).Within(1e-9));
    }

    [Test]
    public void A_fit_may_end_by_its_steps()
    {
        var log = new Lines();
        (_, FitResult result) = Slide(maxSteps: 450, log);
        Assert.That((result.End, result.Steps, result.History.Count), Is.EqualTo((FitEnd.MaxSteps, 450L, 450)));
        Assert.That(log[0], Is.EqualTo("Information: stage 1 ended after step 200: the bound rose by 126 nats, standard error 0"));
        Assert.That(log[^1], Is.EqualTo("Warning: stopped after step 450, the last one allowed: the bound may still rise"));
    }

    /// <summary>Beyond -210 the density is not finite: the second stage gets there, the third one begins where the second one did, and goes slower.</summary>
    [Test]
    public void A_stage_that_goes_where_nothing_is_finite_is_taken_back()
    {
        var log = new Lines();
        (double m, FitResult result) = Slide(maxSteps: 1200, log, end: -210);
        Assert.That(m, Is.LessThan(-125.5).And.GreaterThan(-125.5 - 50));
        Assert.That(result.Skipped, Is.EqualTo(11));
        Assert.That(log, Has.Some.StartsWith("Warning: stage 2 ended after step").And.Some.Contains("was taken back"));
    }

    [Test]
    public void Where_the_first_stage_gets_nowhere_the_error_is_thrown() => Assert.That(() => Slide(maxSteps: 1200, end: -10), Raises.Code("PPL201"));

    /// <summary>A learning rate of 2.5 on a parabola of curvature 1 goes further away with each step.</summary>
    [Test]
    public void A_stage_that_did_harm_is_taken_back()
    {
        var log = new Lines();
        using var svi = new Svi<Tensor>(
            _ => Factor("f", (Param("m", 0.0) - 1).square() * -0.5), _ => { }, new Sgd(2.5), new TraceElbo(), new Rng(1, torch.ScalarType.Float64));
        FitResult result = svi.Fit(rows.Table, new FitOptions { Logger = log });
        Assert.That(log[0], Does.Contain("stage 1 ended after step 200 and was taken back"));
        Assert.That(result.End, Is.EqualTo(FitEnd.Converged));
        Assert.That((double)svi.Parameters["m"].Constrained(), Is.EqualTo(1).Within(1e-6));
    }

    /// <summary>A posterior N(±3 s, s²), and a wide and a narrow one side by side, from a guide that begins at N(0, 1).</summary>
    [Test]
    public void The_scale_of_a_parameter_does_not_matter(
        [Values(0.01, 1, 100)] double scale, [Values(torch.ScalarType.Float32, torch.ScalarType.Float64)] torch.ScalarType dtype)
    {
        Tensor scales = torch.tensor([scale, 1.0]).to(dtype), means = torch.tensor([3 * scale, -3.0]).to(dtype);
        using var svi = new Svi<Tensor>(
            _ => Sample("z", new Normal(means, scales).ToEvent(1)),
            _ => Sample("z", new Normal(Param("m", torch.zeros_like(means)), Param("s", torch.ones_like(scales), Constraints.Positive)).ToEvent(1)),
            new Adam(), new TraceElbo(), new Rng(1, dtype));
        FitResult result = svi.Fit(rows.Table);
        double[] m = TensorText.ToDoubles(svi.Parameters["m"].Constrained()), s = TensorText.ToDoubles(svi.Parameters["s"].Constrained());
        double gap = Enumerable.Range(0, 2).Sum(i =>
        {
            (double mean, double unit) = i == 0 ? (3 * scale, scale) : (-3, 1);
            return (((m[i] - mean) * (m[i] - mean) / unit / unit) + (s[i] * s[i] / unit / unit) - 1) / 2 - Math.Log(s[i] / unit);
        });
        Assert.That(result.End, Is.EqualTo(FitEnd.Converged));
        Assert.That(gap, Is.LessThan(0.05).And.GreaterThan(-1e-6), "the divergence from the posterior");
    }

    [Test]
    public void A_fit_by_minibatches_ends_by_itself()
    {
        using Svi<Tensor> svi = Rows.Engine(new Adam());
        var told = new Told();
        FitResult result = svi.Fit(rows.Table, new FitOptions { BatchSize = 20, Progress = told });
        Assert.That(result.End, Is.EqualTo(FitEnd.Converged));
        Assert.That(told.Steps, Has.Count.EqualTo(result.Steps).And.All.Matches<FitProgress>(step => step.Epochs is null));
        Assert.That((double)svi.Parameters["m"].Constrained(), Is.EqualTo(rows.PosteriorMean).Within(0.3 * rows.PosteriorScale));
        Assert.That((double)svi.Parameters["s"].Constrained(), Is.EqualTo(rows.PosteriorScale).Within(0.2 * rows.PosteriorScale));
    }

    [Test]
    public void The_losses_before_and_after_are_of_the_same_draws()
    {
        Assert.That(CommonLosses<Tensor>.Compare([3, 5, 4], [1, 2, 3]), Is.EqualTo((2.0, Math.Sqrt(2 / 3.0 / 3))));
        Assert.That(CommonLosses<Tensor>.Compare([3, double.NaN], [1, double.NaN]).Gain, Is.EqualTo(2));
        Assert.That(CommonLosses<Tensor>.Compare([3, 5], [1, double.NaN]).Gain, Is.NaN);
        Assert.That(CommonLosses<Tensor>.Compare([double.NaN], [1]).Gain, Is.EqualTo(double.PositiveInfinity));
    }

    [Test]
    public void An_end_is_chosen_once()
    {
        using Svi<Tensor> svi = Rows.Engine();
        Assert.That(() => svi.Fit(rows.Table, new FitOptions { Schedules = [Schedules.Cosine()] }), Raises.Code("PPL314").With.Message.Contains("Schedules without Epochs"));
        Assert.That(() => svi.Fit(rows.Table, new FitOptions { EarlyStopping = new() }), Raises.Code("PPL314").With.Message.Contains("EarlyStopping without Epochs"));
        Assert.That(() => svi.Fit(rows.Table, new FitOptions { Epochs = 1, Convergence = new() }), Raises.Code("PPL314").With.Message.Contains("both set"));
        Assert.That(() => new Convergence { Tolerance = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Convergence { MaxSteps = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    /// <summary>A bound that rises by m a step of Sgd(1), so that m falls by 1, and ends at some m.</summary>
    private (double M, FitResult Result) Slide(long maxSteps, Lines? log = null, double end = double.NegativeInfinity)
    {
        using var svi = new Svi<Tensor>(
            _ =>
            {
                Tensor m = Param("m", 0.0);
                Factor("f", (double)m < end ? m * double.NaN : -m);
            },
            _ => { }, new Sgd(1), new TraceElbo(), new Rng(1, torch.ScalarType.Float64));
        FitResult result = svi.Fit(rows.Table, new FitOptions { Convergence = new Convergence { MaxSteps = maxSteps }, Logger = log });
        return ((double)svi.Parameters["m"].Constrained(), result);
    }
}
