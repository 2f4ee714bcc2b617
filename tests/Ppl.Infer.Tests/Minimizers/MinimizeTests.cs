using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>An engine's objective, minimised at draws held fixed.</summary>
[NonParallelizable]
public sealed class MinimizeTests
{
    private const int Count = 60, Dimension = 3;
    private const double PriorScale = 2;

    private readonly Tensor inputs, labels, otherLabels;
    private readonly Svi<(Tensor, Tensor)> repeated;
    private int minimisations;

    public MinimizeTests()
    {
        using var rng = new Rng(seed: 5, torch.ScalarType.Float64);
        inputs = rng.Randn([Count, Dimension]);
        Tensor logits = inputs.matmul(torch.tensor([1.0, -2, 0.5]));
        labels = rng.Rand([Count]).lt(logits.sigmoid()).to(torch.float64);
        otherLabels = 1 - labels;
        repeated = Logistic();
    }

    [OneTimeTearDown]
    public void Free()
    {
        repeated.Dispose();
        inputs.Dispose();
        labels.Dispose();
        otherLabels.Dispose();
    }

    [Test]
    public void The_MAP_of_a_logistic_regression_is_found_to_1e_8_in_the_gradients_norm()
    {
        using Svi<(Tensor, Tensor)> svi = Logistic();
        Minimum found = svi.Minimize((inputs, labels));
        Assert.That(found.HasConverged, Is.True, found.ToString());
        double[] weights = TensorText.ToDoubles(svi.Parameters["at"].Unconstrained);
        Assert.That(weights, Is.EqualTo(found.Position));
        Assert.That(LbfgsTests.Norm(GradientByHand(weights)), Is.LessThan(1e-8 + 1e-12));
        Assert.That(found.Value, Is.EqualTo(svi.EvaluateLoss((inputs, labels))).Within(1e-10));
        Assert.That(svi.Parameters["at"].Unconstrained.grad, Is.Null);
    }

    [Test]
    public void Every_evaluation_draws_the_same_so_that_other_starts_lead_to_the_same_minimum()
    {
        using var rows = new Rows();
        using Svi<Tensor> one = Rows.Engine(elbo: new TraceElbo(particles: 20)), other = Rows.Engine(elbo: new TraceElbo(particles: 20));
        for (int step = 0; step < 10; step++) other.Step(rows.Table);
        Minimum first = one.Minimize(rows.Table), second = other.Minimize(rows.Table);
        Assert.That(first.HasConverged && second.HasConverged, Is.True, $"{first}\n{second}");
        Assert.That(second.Position, Is.EqualTo(first.Position).Within(1e-8));
        Assert.That(Rows.Values(one), Is.EqualTo(first.Position));
    }

    [Test]
    public void The_engines_own_draws_and_its_optimiser_go_on_as_if_nothing_had_been()
    {
        using var rows = new Rows();
        using Svi<Tensor> one = Rows.Engine(), other = Rows.Engine();
        one.Minimize(rows.Table, new Lbfgs { MaxIterations = 0 });
        Assert.That(one.Step(rows.Table), Is.EqualTo(other.Step(rows.Table)));
    }

    [Test]
    public void Limits_on_gradients_do_not_bend_it()
    {
        using Svi<(Tensor, Tensor)> free = Logistic(), limited = Logistic(new SviOptions { MaxGradientNorm = 1e-3, MaxGradientValue = 1e-3, ChecksGradients = false });
        Assert.That(limited.Minimize((inputs, labels)).Position, Is.EqualTo(free.Minimize((inputs, labels)).Position));
    }

    /// <summary>-log s + s has its minimum at 1; a step from 10 leads beyond 0, where the loss is NaN.</summary>
    [Test]
    public void Saved_with_its_engine_it_goes_on_to_the_same_bits()
    {
        using Svi<(Tensor, Tensor)> whole = Logistic(), first = Logistic(), second = Logistic();
        Minimum expected = whole.Minimize((inputs, labels));
        var state = new SavedState();
        first.Minimize((inputs, labels), new Lbfgs { MaxIterations = 3 }).Save(state.Part("minimum"));
        first.Save(state);
        second.Restore(state)();
        Minimum resumed = second.Minimize((inputs, labels), from: Minimum.Restore(state.Part("minimum")));
        Assert.That(resumed.Position, Is.EqualTo(expected.Position));
        Assert.That(resumed.History, Is.EqualTo(expected.History));
        Assert.That(() => second.Minimize((inputs, labels), from: expected with { Position = [1] }), Throws.ArgumentException);
    }

    [Test]
    public void Where_there_is_no_value_it_steps_back()
    {
        using var svi = new Svi<int>(_ => { Tensor s = Param("s", 10.0); Factor("f", s.log() - s); }, _ => { }, new Adam(), new TraceElbo(), new Rng(1, torch.ScalarType.Float64));
        Assert.That(svi.Minimize(0).Position[0], Is.EqualTo(1).Within(1e-8));
    }

    [Test]
    public void Without_a_value_at_the_start_the_error_names_the_site()
    {
        using var svi = new Svi<int>(_ => Factor("f", Param("s", -1.0).log()), _ => { }, new Adam(), new TraceElbo(), new Rng(1));
        Assert.That(() => svi.Minimize(0), Raises.Code("PPL201").With.Message.Contains("\"f\""));
    }

    [Test]
    public void A_latent_whose_draws_carry_no_gradient_is_refused()
    {
        using var svi = new Svi<int>(
            _ => Sample("coin", new Bernoulli(0.5)), _ => Sample("coin", Bernoulli.FromLogits(Param("l", 0.5))), new Adam(), new TraceElbo(), new Rng(1));
        Assert.That(() => svi.Minimize(0), Raises.Code("PPL314").With.Message.Contains("\"coin\" (Bernoulli)"));
        Assert.That(svi.Parameters["l"].Unconstrained.grad, Is.Null);
    }

    [Test]
    public void An_error_in_the_midst_of_it_leaves_the_parameters_as_before()
    {
        int runs = 0;
        using var svi = new Svi<int>(
            _ => { if (++runs > 4) throw new TimeoutException(); Factor("f", -(Param("s", 3.0) - 1).square()); }, _ => { }, new Adam(), new TraceElbo(), new Rng(1, torch.ScalarType.Float64));
        Assert.That(() => svi.Minimize(0), Throws.InstanceOf<TimeoutException>().Or.InnerException.InstanceOf<TimeoutException>());
        Assert.That((double)svi.Parameters["s"].Unconstrained, Is.EqualTo(3));
    }

    /// <summary>Now these labels, now those, so that there is always a way to go.</summary>
    [LeakTest(Steps = 100)]
    public void A_minimisation_leaves_nothing_behind() => repeated.Minimize((inputs, minimisations++ % 2 == 0 ? labels : otherLabels), new Lbfgs { MaxIterations = 1 });

    private static Svi<(Tensor, Tensor)> Logistic(SviOptions? options = null) =>
        new(Model, Guide, new Adam(), new TraceElbo(), new Rng(1, torch.ScalarType.Float64), options: options);

    private static void Model((Tensor Inputs, Tensor Labels) data)
    {
        Tensor w = Sample("w", new Normal(torch.zeros([Dimension], torch.float64), PriorScale).ToEvent(1));
        using Plate rows = Plate("rows", Count);
        Sample("y", Bernoulli.FromLogits(data.Inputs.matmul(w)), obs: data.Labels);
    }

    private static void Guide((Tensor, Tensor) data) => Sample("w", new Delta(Param("at", () => torch.zeros([Dimension], torch.float64))).ToEvent(1));

    /// <summary>Of Σ log(1 + e^ηᵢ) - yᵢηᵢ + ‖w‖²/2s², η = Xw.</summary>
    private double[] GradientByHand(double[] weights)
    {
        double[] x = TensorText.ToDoubles(inputs), y = TensorText.ToDoubles(labels), gradient = [.. weights.Select(weight => weight / (PriorScale * PriorScale))];
        for (int i = 0; i < Count; i++)
        {
            double eta = Enumerable.Range(0, Dimension).Sum(j => x[(i * Dimension) + j] * weights[j]);
            for (int j = 0; j < Dimension; j++) gradient[j] += ((1 / (1 + Math.Exp(-eta))) - y[i]) * x[(i * Dimension) + j];
        }
        return gradient;
    }
}
