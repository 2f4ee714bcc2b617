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

    /// <summary>Values of 60 digits.</summary>
    [TestCase(-1, 2, 0.22963717909132897, 0.51976253921153394, 1.0050201254964887)]
    [TestCase(0.5, 0.5001, 0.50004999958329166, 8.333333329511845e-10, -9.2103403720804804)]
    [TestCase(-1e-06, 3e-06, 9.9999999999866673e-7, 1.3333333333326222e-12, -12.429216196844383)]
    [TestCase(40, double.PositiveInfinity, 40.024968847207264, 0.00062266837859138877, -2.690126536403841)]
    [TestCase(1000, double.PositiveInfinity, 1000.000999998, 9.9999400004999948e-7, -5.9077572789746371)]
    [TestCase(double.NegativeInfinity, -100, -100.00999800099926, 9.994004994826345e-5, -3.6053701110373806)]
    [TestCase(30, 30.001, 30.000497499995918, 8.3329580565048633e-8, -6.90779277938464)]
    [TestCase(double.NegativeInfinity, 1.5, -0.13878975045885076, 0.7725527794792938, 1.2457027647483007)]
    public void Moments_keep_their_digits_in_narrow_intervals_and_far_tails(double low, double high, double mean, double variance, double entropy)
    {
        var truncated = new TruncatedNormal(0, 1, low, high);
        Assert.That(truncated.Mean.item<double>(), Is.EqualTo(mean).Within(1e-15 * Math.Abs(mean)));
        Assert.That(truncated.Variance.item<double>(), Is.EqualTo(variance).Within(1e-13 * variance));
        Assert.That(truncated.Entropy().item<double>(), Is.EqualTo(entropy).Within(1e-13 * Math.Abs(entropy)));
    }

    [Test]
    public void Gradients_of_moments_agree_with_differences([Values(-1.0, 3.0)] double low) => GradientCheck.Check(
        a =>
        {
            var truncated = new TruncatedNormal(a[0], a[1], a[2], a[3]);
            return torch.stack([truncated.Mean, truncated.Variance, truncated.Entropy()]);
        },
        [torch.tensor(0.3), torch.tensor(1.2), torch.tensor(low), torch.tensor(low + 4)]);

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
