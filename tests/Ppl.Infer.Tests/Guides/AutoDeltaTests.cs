using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class AutoDeltaTests
{
    private static readonly double[] Counts = [3, 5, 4, 6];

    /// <summary>Gamma(3, 2), four Poisson counts of sum 18: the mode of Gamma(21, 6) is 20/6; the likelihood's is the mean, 18/4.</summary>
    [TestCase(false, 20.0 / 6, TestName = "The mode of the posterior is found")]
    [TestCase(true, 18.0 / 4, TestName = "Under flat priors the likelihood's mode is found")]
    public void Modes(bool isFlat, double mode)
    {
        Program<int> model = isFlat ? ((Program<int>)Model).Under(new FlatPriors()) : Model;
        var guide = new AutoDelta<int>(Model);
        using var svi = new Svi<int>(model, guide, new ClippedAdam(0.1, decay: 0.98), new TraceElbo(), new Rng(1, torch.ScalarType.Float64));
        for (int step = 0; step < 300; step++) svi.Step(0);
        Assert.That((double)guide.Median(svi.Parameters, 0)["rate"], Is.EqualTo(mode).Within(1e-3));
        Assert.That(TensorText.ToDoubles(guide.Quantiles(svi.Parameters, 0, 0.1, 0.9)["rate"]), Is.All.EqualTo(mode).Within(1e-3));
    }

    [Test]
    public void The_bound_is_the_log_joint_at_the_point()
    {
        using var svi = new Svi<int>(
            Model, new AutoDelta<int>(Model, InitialValues.Values(new Dictionary<string, Tensor> { ["rate"] = torch.tensor(2.0) })),
            new Adam(), new TraceElbo(), new Rng(1, torch.ScalarType.Float64));
        double prior = (double)new Gamma(3, 2).LogProb(torch.tensor(2.0, torch.float64));
        double likelihood = (double)new Poisson(2).LogProb(torch.tensor(Counts)).sum();
        Assert.That(-svi.EvaluateLoss(0), Is.EqualTo(prior + likelihood).Within(1e-10));
    }

    private static void Model(int _)
    {
        Tensor rate = Sample("rate", new Gamma(3, 2));
        using Plate rows = Plate("rows", Counts.Length);
        Sample("n", new Poisson(rate), obs: torch.tensor(Counts));
    }
}
