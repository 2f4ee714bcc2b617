using Ppl.Distributions;
using Ppl.Testing;
using TorchSharp;

namespace Ppl.Core.Tests;

public sealed class TruncatedNormalTests
{
    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    [Test]
    public void Infinite_bounds_give_the_normal_distribution()
    {
        Tensor value = torch.tensor([-3.0, 0.2, 5.0]), p = torch.tensor([0.001, 0.4, 0.99]);
        var truncated = new TruncatedNormal(0.3, 1.2, double.NegativeInfinity, double.PositiveInfinity);
        var normal = new Normal(0.3, 1.2);
        Closeness.AssertClose(truncated.LogProb(value), normal.LogProb(value).Numbers(), 1e-15, "log_prob");
        Closeness.AssertClose(truncated.Cdf(value), normal.Cdf(value).Numbers(), 1e-15, "cdf");
        Closeness.AssertClose(truncated.Icdf(p), normal.Icdf(p).Numbers(), 1e-13, "icdf");
        Closeness.AssertClose(truncated.Variance, normal.Variance.Numbers(), 1e-15, "variance");
    }

    [Test]
    public void A_batch_may_hold_finite_and_infinite_bounds_side_by_side()
    {
        Tensor low = torch.tensor([double.NegativeInfinity, -1, 0]).requires_grad_(), high = torch.tensor([0, 2, double.PositiveInfinity]).requires_grad_();
        Tensor loc = torch.tensor(0.5).requires_grad_(), value = torch.tensor([-1.0, 0.5, 3.0]);
        var batch = new TruncatedNormal(loc, 1, low, high);
        Tensor logProb = batch.LogProb(value);
        double[] single = [.. Enumerable.Range(0, 3).Select(i => new TruncatedNormal(0.5, 1, low.Numbers()[i], high.Numbers()[i]).LogProb(value[i]).item<double>())];
        Closeness.AssertClose(logProb, single, 1e-15, "log_prob");
        logProb.sum().backward();
        Assert.That(new[] { loc, low, high }.SelectMany(leaf => leaf.grad!.Numbers()), Is.All.Matches<double>(double.IsFinite));
        Assert.That(batch.Support.Check(batch.Support.FeasiblePoint(value)).all().item<bool>());
    }

    [Test]
    public void Quantiles_at_0_and_1_are_the_bounds()
    {
        Tensor ends = torch.tensor([0.0, 1.0]);
        Assert.That(new TruncatedNormal(0, 1, 8, double.PositiveInfinity).Icdf(ends).Numbers(), Is.EqualTo(new[] { 8, double.PositiveInfinity }));
        Assert.That(new TruncatedNormal(0, 1, double.NegativeInfinity, 2).Icdf(ends).Numbers(), Is.EqualTo(new[] { double.NegativeInfinity, 2 }));
        Assert.That(new TruncatedCauchy(0, 1, double.NegativeInfinity, 2).Icdf(ends).Numbers(), Is.EqualTo(new[] { double.NegativeInfinity, 2 }));
    }

    [Test]
    public void Gradients_of_quantiles_agree_with_differences([Values(-1.0, 9.0)] double low) => GradientCheck.Check(
        a => new TruncatedNormal(a[0], a[1], a[2], a[3]).Icdf(a[4]),
        [torch.tensor(0.3), torch.tensor(1.2), torch.tensor(low), torch.tensor(low + 4), torch.tensor([0.02, 0.5, 0.97])], step: 1e-4);

    [Test]
    public void Float32_draws_far_out_in_a_tail_keep_to_the_bounds()
    {
        using var rng = new Rng(1);
        var tail = new TruncatedNormal(0, 1, 30, double.PositiveInfinity);
        Tensor draws = tail.Sample(rng, [10_000]);
        Assert.That(draws.dtype, Is.EqualTo(torch.ScalarType.Float32));
        Assert.That(tail.Support.Check(draws).all().item<bool>());
        StatisticalAssert.Mean(draws.Numbers(), 30.033259667433677);
    }
}
