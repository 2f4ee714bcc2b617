using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

/// <summary>Scale and Mask: handlers that weigh log densities.</summary>
public sealed class WeightHandlerTests
{
    private const double HalfLogTwoPi = 0.91893853320467274;

    private static void Program()
    {
        Sample("x", new Normal(0, 1), obs: torch.tensor(2.0));
        using Plate rows = Plate("rows", 3);
        Sample("y", new Normal(0, 1), obs: torch.tensor([1.0, 2, 3]));
        Factor("f", torch.tensor([10.0, 20, 30]));
    }

    [Test]
    public void Scale_multiplies_every_term()
    {
        double once = (double)Traced.Of(Program).LogJoint(), scaled = (double)Traced.Of(Program, new Scale(2.5)).LogJoint();
        Assert.That(scaled, Is.EqualTo(2.5 * once).Within(1e-12));
    }

    [Test]
    public void Scales_and_plates_multiply()
    {
        Trace trace = Traced.Of(() =>
        {
            using Scope outer = new Scale(2).Enter();
            using Plate rows = Plate("rows", 6, 2);
            using Scope inner = new Scale(5).Enter();
            Sample("z", new Normal(0, 1));
        });
        Assert.That(trace["z"].Scale, Is.EqualTo(30));
        Assert.That(TensorText.ToDoubles(trace["z"].LogProb), Is.EqualTo(TensorText.ToDoubles(new Normal(0, 1).LogProb(trace["z"].Value!))));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void A_scale_is_positive_and_finite(double factor) =>
        Assert.That(() => new Scale(factor), Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("factor"));

    [Test]
    public void Mask_leaves_elements_out_of_every_term()
    {
        using Tensor mask = torch.tensor(new[] { true, false, true });
        void Rows()
        {
            using Plate rows = Plate("rows", 3);
            Sample("y", new Normal(0, 1), obs: torch.tensor([1.0, double.NaN, 3]));
            Factor("f", torch.tensor([10.0, 20, 30]));
        }
        Assert.That((double)Traced.Of(Rows, new Mask(mask)).LogJoint(), Is.EqualTo(-5 - (2 * HalfLogTwoPi) + 40).Within(1e-12));
    }

    [Test]
    public void Masks_add_up()
    {
        using Tensor first = torch.tensor(new[] { true, true, false }), second = torch.tensor(new[] { false, true, true });
        Trace trace = Traced.Of(() =>
        {
            using Scope inner = new Mask(second).Enter();
            using Plate rows = Plate("rows", 3);
            Factor("f", torch.tensor([10.0, 20, 30]));
        }, new Mask(first));
        Assert.That((double)trace.LogJoint(), Is.EqualTo(20));
    }

    [Test]
    public void A_mask_larger_than_a_site_is_PPL101()
    {
        using Tensor mask = torch.ones([3], torch.@bool);
        Assert.That(() => Traced.Of(() => Sample("x", new Normal(0, 1)), new Mask(mask)), Raises.Code("PPL101").With.Message.Contains("sample site \"x\""));
        Assert.That(() => Traced.Of(() => Factor("f", torch.zeros([])), new Mask(mask)), Raises.Code("PPL101").With.Message.Contains("factor \"f\""));
    }
}
