using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

[NonParallelizable]
public sealed class AutoLaplaceTests
{
    /// <summary>Where the log density is quadratic the approximation is the posterior: the mode is found without noise, and each draw gives the evidence exactly.</summary>
    [Test]
    public void The_posterior_of_a_linear_regression_is_reached()
    {
        Program<int> model = Regression.Model;
        var mode = new AutoLaplace<int>(model);
        using Svi<int> svi = GuideFits.Fit(model, mode, steps: 500, particles: 1);
        AutoMultivariateNormal<int> posterior = mode.AtMode(svi.Parameters, 0);
        using var bound = new Svi<int>(model, posterior, new Adam(), new TraceElbo(), new Rng(2, torch.ScalarType.Float64), svi.Parameters);
        IReadOnlyDictionary<string, Tensor> median = posterior.Median(svi.Parameters, 0), upper = posterior.Quantiles(svi.Parameters, 0, 0.8413447460685429);
        double[] mean = [(double)median["a"], (double)median["b"]];
        GuideFits.AssertExact(
            bound, Regression.Mean, Regression.Sd, mean, [(double)upper["a"] - mean[0], (double)upper["b"] - mean[1]], Regression.LogEvidence);
    }

    /// <summary>Gamma(3, 2) in x = log z: 3x - 2e^x has its mode at log(3/2), and the curvature -3 there.</summary>
    [Test]
    public void The_mode_is_that_in_unconstrained_space_and_the_scale_its_curvatures()
    {
        Program<int> model = _ => Sample("z", new Gamma(3, 2));
        var mode = new AutoLaplace<int>(model);
        using Svi<int> svi = GuideFits.Fit(model, mode, steps: 400, particles: 1);
        AutoMultivariateNormal<int> posterior = mode.AtMode(svi.Parameters, 0);
        Assert.That((double)mode.Median(svi.Parameters, 0)["z"], Is.EqualTo(1.5).Within(1e-4));
        double[] ends = TensorText.ToDoubles(posterior.Quantiles(svi.Parameters, 0, 0.5, 0.8413447460685429)["z"].log());
        Assert.That(ends[1] - ends[0], Is.EqualTo(1 / Math.Sqrt(3)).Within(1e-4));
    }

    [Test]
    public void The_factor_is_made_anew_at_each_call()
    {
        Program<int> model = _ => Sample("z", new Gamma(3, 2));
        var mode = new AutoLaplace<int>(model, InitialValues.Uniform(0));
        using var svi = new Svi<int>(model, mode, new Adam(0.05), new TraceElbo(), new Rng(1, torch.ScalarType.Float64));
        svi.EvaluateLoss(0);
        double Scale()
        {
            mode.AtMode(svi.Parameters, 0);
            return (double)svi.Parameters["joint.cholesky"].Constrained();
        }
        double first = Scale();
        for (int step = 0; step < 5; step++) svi.Step(0);
        long before = Tensor.TotalCount;
        mode.AtMode(svi.Parameters, 0);
        Assert.That(Tensor.TotalCount, Is.EqualTo(before), "a call leaves no tensor behind");
        Assert.That(first, Is.EqualTo(1 / Math.Sqrt(2)).Within(1e-9), "at z = 1 the curvature is -2");
        Assert.That(Scale(), Is.LessThan(first));
    }

    [Test]
    public void A_point_that_is_no_mode_is_PPL206()
    {
        Program<int> model = _ => Factor("hill", Sample("z", new Normal(0, 1)).square() * 2);
        var mode = new AutoLaplace<int>(model);
        using var svi = new Svi<int>(model, mode, new Adam(), new TraceElbo(), new Rng(1, torch.ScalarType.Float64));
        svi.EvaluateLoss(0);
        Assert.That(() => mode.AtMode(svi.Parameters, 0), Raises.Code("PPL206"));
    }
}
