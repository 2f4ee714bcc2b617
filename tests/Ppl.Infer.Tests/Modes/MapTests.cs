using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class MapTests
{
    /// <summary>-x⁴/4 - x²/4 at 3 and a normal beside it.</summary>
    [Test]
    public void The_mode_of_a_density_is_found()
    {
        MapResult result = new Map().Run(AnalyticDensity.Quartic.At([3]));
        Assert.That(result.Search.HasConverged, Is.True, result.ToString());
        Assert.That(result.Samples["position"].Values.Single(), Is.EqualTo(3).Within(1e-8));
        Assert.That(result.LogDensity, Is.EqualTo(0).Within(1e-12));
    }

    /// <summary>With the Jacobian of z = e^u, the mode of Gamma(a, b) is a / b, not (a - 1) / b.</summary>
    [Test]
    public void Of_a_program_it_is_the_mode_in_unconstrained_space()
    {
        Program<int> model = _ => Deterministic("twice", 2 * Sample("rate", new Gamma(torch.tensor(4.0), torch.tensor(2.0))));
        MapResult result = new Map().Run(model, 0);
        Assert.That(result.Samples["rate"].Values.Single(), Is.EqualTo(2).Within(1e-6));
        Assert.That(result.Samples["twice"].Values.Single(), Is.EqualTo(4).Within(1e-6));
    }

    [Test]
    public void It_begins_where_it_is_told_to()
    {
        var far = new Dictionary<string, Tensor> { ["x"] = torch.tensor(40.0) };
        Program<int> model = _ => Sample("x", new Normal(torch.tensor(1.0), 1));
        var options = new MapOptions { Initial = InitialValues.Values(far), Minimizer = new Lbfgs { MaxIterations = 0 } };
        MapResult result = new Map(options).Run(model, 0);
        Assert.That(result.Samples["x"].Values.Single(), Is.EqualTo(40));
        Assert.That(result.Search.End, Is.EqualTo(MinimumEnd.Iterations));
    }

    [Test]
    public void A_start_without_density_is_PPL205()
    {
        var half = new AnalyticDensity(1, (x, gradient) => (gradient[0] = -1) * x[0] is var log && x[0] > 0 ? log : double.NegativeInfinity);
        Assert.That(() => new Map().Run(half, [-1]), Raises.Code("PPL205").With.Message.Contains("of 1 tried"));
        var nowhere = new AnalyticDensity(1, (_, _) => double.NegativeInfinity);
        Assert.That(() => new Map().Run(nowhere), Raises.Code("PPL205").With.Message.Contains("of 100 tried"));
        var steep = new AnalyticDensity(1, (_, gradient) => (gradient[0] = double.NaN) is double.NaN ? 0 : 1);
        Assert.That(() => new Map().Run(steep, [0]), Raises.Code("PPL205").With.Message.Contains("gradient"));
    }

    [Test]
    public void What_speaks_of_sites_or_has_another_length_is_refused()
    {
        Assert.That(() => new Map(new MapOptions { Initial = InitialValues.Mean() }).Run(AnalyticDensity.Quartic), Throws.ArgumentException);
        Assert.That(() => new Map().Run(AnalyticDensity.Quartic, [1, 2]), Throws.ArgumentException.With.Message.Contains("2 numbers"));
    }

    [Test]
    public void It_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        int asked = 0;
        var slow = new AnalyticDensity(1, (x, gradient) =>
        {
            if (++asked == 5) cancel.Cancel();
            return AnalyticDensity.Quartic.Evaluate(x, gradient);
        });
        Assert.That(() => new Map().Run(slow, [100], cancel.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(asked, Is.EqualTo(5));
    }
}
