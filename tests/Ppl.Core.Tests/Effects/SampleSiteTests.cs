using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

public sealed class SampleSiteTests
{
    private const double HalfLogTwoPi = 0.91893853320467274;

    private static readonly double[] Data = [1, 2, -1];

    private static Tensor Vector(params double[] values) => torch.tensor(values);

    [Test]
    public void LogProb_is_raw_and_ScaledLogProb_masked_and_scaled()
    {
        SampleSite site = Witness.Of(() =>
        {
            using Plate rows = Plate("rows", 6, 3);
            Sample("y", new Normal(0, 1), Vector(Data), torch.tensor(new[] { true, false, true }));
        })["y"];
        double[] density = [.. new double[] { 1, 0, -1 }.Select(y => (-0.5 * y * y) - HalfLogTwoPi)];
        Assert.That(TensorText.ToDoubles(site.LogProb), Is.EqualTo(density).Within(1e-12), "a masked value is replaced by a point of the support");
        Assert.That(TensorText.ToDoubles(site.ScaledLogProb), Is.EqualTo(new[] { 2 * density[0], 0, 2 * density[2] }).Within(1e-12));
        Assert.That((double)site.Total(), Is.EqualTo(2 * (density[0] + density[2])).Within(1e-12));
        Assert.That((double)site.UnscaledTotal(), Is.EqualTo(density[0] + density[2]).Within(1e-12));
    }

    [Test]
    public void LogProb_is_computed_once()
    {
        SampleSite site = Witness.Of(() => Sample("y", new Normal(0, 1)))["y"];
        Tensor logProb = site.LogProb, scaled = site.ScaledLogProb;
        Assert.That(site.LogProb, Is.SameAs(logProb));
        Assert.That(site.ScaledLogProb, Is.SameAs(scaled));
    }

    [Test]
    public void NaN_behind_a_mask_gives_neither_NaN_nor_a_NaN_gradient()
    {
        Tensor loc = torch.tensor(0.5, requires_grad: true), scale = torch.tensor(2.0, requires_grad: true);
        Tensor data = Vector(1, double.NaN, 3);
        SampleSite site = Witness.Of(() =>
        {
            using Plate rows = Plate("rows", 3);
            Sample("y", new Normal(loc, scale), data, ~data.isnan());
        })["y"];

        Tensor total = site.Total();
        total.backward();

        Assert.That((double)total, Is.EqualTo((-0.5 * ((0.25 + 6.25) / 4)) - (2 * (Math.Log(2) + HalfLogTwoPi))).Within(1e-12));
        Assert.That((double)loc.grad!, Is.EqualTo((0.5 + 2.5) / 4).Within(1e-12));
        Assert.That((double)scale.grad!, Is.EqualTo(((0.25 + 6.25) / 8) - (2 / 2.0)).Within(1e-12));
    }

    [Test]
    public void A_mask_covers_whole_events()
    {
        Tensor data = torch.tensor(new[] { 0, 1, double.NaN, 1 }).reshape(2, 2);
        SampleSite site = Witness.Of(() =>
        {
            using Plate rows = Plate("rows", 2);
            Sample("y", new Normal(torch.zeros([2], torch.float64), 1).ToEvent(1), data, torch.tensor(new[] { true, false }));
        })["y"];
        Assert.That((double)site.Total(), Is.EqualTo(-0.5 - (2 * HalfLogTwoPi)).Within(1e-12));
    }

    [Test]
    public void A_mask_that_does_not_broadcast_to_the_batch_shape_is_PPL101()
    {
        Tensor data = torch.zeros([3]);
        using Plate rows = Plate("rows", 3);
        Assert.That(() => Sample("y", new Normal(0, 1), data, torch.ones([2], torch.@bool)), Raises.Code("PPL101").With.Message.Contains("mask"));
        Assert.That(() => Sample("y", new Normal(0, 1), data, torch.ones([2, 3], torch.@bool)), Raises.Code("PPL101").With.Message.Contains("[2, 3]"));
    }

    [Test]
    public void A_mask_without_observations_is_refused() =>
        Assert.That(() => Sample("y", new Normal(0, 1), obsMask: torch.ones([], torch.@bool)), Throws.ArgumentException.With.Property("ParamName").EqualTo("obsMask"));

    [Test]
    public void NaN_in_observed_data_is_PPL203_and_the_hint_is_a_mask()
    {
        Tensor data = Vector(1, double.NaN, double.NaN);
        using Plate rows = Plate("rows", 3);
        Assert.That(
            () => Sample("y", new Normal(0, 1), obs: data),
            Raises.Code("PPL203").With.Message.Contains("2 of 3 are NaN").And.Message.Contains("obsMask"));
    }

    [Test]
    public void Only_NaN_outside_the_mask_is_PPL203()
    {
        Tensor data = Vector(double.NaN, double.NaN);
        using Plate rows = Plate("rows", 2);
        Assert.That(() => Sample("y", new Normal(0, 1), data, torch.tensor(new[] { false, false })), Throws.Nothing);
        Assert.That(() => Sample("y", new Normal(0, 1), data, torch.tensor(new[] { false, true })), Raises.Code("PPL203"));
    }

    [Test]
    public void Values_are_checked_when_no_engine_runs_and_not_when_one_switched_it_off()
    {
        SampleSite Site() => Witness.Of(() => Sample("y", new Bernoulli(0.5), obs: torch.tensor(0.5)))["y"];
        Assert.That(() => Site().LogProb, Raises.Code("PPL019"));
        using (ValueChecks.Set(false)) Assert.That((double)Site().LogProb, Is.EqualTo(Math.Log(0.5)).Within(1e-6));
        Assert.That(() => Site().LogProb, Raises.Code("PPL019"), "the switch is back where it was");
    }

    [Test]
    public void A_recorded_site_no_longer_changes()
    {
        SampleSite site = Witness.Of(() => Sample("y", new Normal(0, 1)))["y"];
        site.MarkRecorded();
        Assert.That(() => site.Value = torch.zeros([]), Throws.InvalidOperationException.With.Message.Contains("sample site \"y\""));
        Assert.That(() => site.Distribution = new Normal(0, 2), Throws.InvalidOperationException);
        Assert.That(() => site.Scale = 2, Throws.InvalidOperationException);
        Assert.That(() => site.Mask = torch.ones([], torch.@bool), Throws.InvalidOperationException);
        Assert.That(() => site.IsObserved = true, Throws.InvalidOperationException);
        Assert.That(() => site.Plates = [], Throws.InvalidOperationException);
    }

    [TestCase("")]
    [TestCase(null)]
    public void A_site_has_a_name(string? name) =>
        Assert.That(() => Sample(name!, new Normal(0, 1)), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("name"));

    [Test]
    public void A_site_has_a_distribution() =>
        Assert.That(() => Sample("x", null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("distribution"));
}
