using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class GradientNormTests
{
    /// <summary>The gradient of -f is (3, 4, 12), of norm 13, in a parameter of two elements and one of one.</summary>
    private static double[] AfterOneStep(double max) => AfterOneStep(new SviOptions { MaxGradientNorm = max });

    private static double[] AfterOneStep(SviOptions options, Optimizer? optimizer = null)
    {
        using var svi = new Svi<int>(
            _ => Factor("f", -((Param("a", [0.0, 0]) * torch.tensor([3.0, 4])).sum() + Param("b", 0.0) * 12)), _ => { },
            optimizer ?? new Sgd(1), new TraceElbo(), new Rng(1, torch.ScalarType.Float64), options: options);
        svi.Step(0);
        return [.. svi.Parameters.SelectMany(parameter => TensorText.ToDoubles(parameter.Unconstrained))];
    }

    [Test]
    public void A_gradient_longer_than_the_limit_is_scaled_to_it() =>
        Assert.That(AfterOneStep(max: 6.5), Is.EqualTo(new[] { -1.5, -2, -6 }).Within(1e-12));

    [TestCase(13.001)]
    [TestCase(double.PositiveInfinity)]
    public void A_shorter_one_stays(double max) => Assert.That(AfterOneStep(max), Is.EqualTo(new[] { -3.0, -4, -12 }));

    [Test]
    public void Each_element_is_cut_to_the_largest_size()
    {
        Assert.That(AfterOneStep(new SviOptions { MaxGradientValue = 3.5 }), Is.EqualTo(new[] { -3, -3.5, -3.5 }));
        Assert.That(AfterOneStep(new SviOptions { MaxGradientValue = 12 }), Is.EqualTo(new[] { -3.0, -4, -12 }));
    }

    [Test]
    public void A_negative_element_keeps_its_sign()
    {
        using var svi = new Svi<int>(
            _ => Factor("f", Param("a", 0.0) * 12), _ => { }, new Sgd(1), new TraceElbo(), new Rng(1), options: new SviOptions { MaxGradientValue = 3.5 });
        svi.Step(0);
        Assert.That((double)svi.Parameters["a"].Unconstrained, Is.EqualTo(3.5));
    }

    [Test]
    public void Elements_are_cut_before_the_norm_is_looked_at() =>
        Assert.That(AfterOneStep(new SviOptions { MaxGradientValue = 4, MaxGradientNorm = Math.Sqrt(41) / 2 }), Is.EqualTo(new[] { -1.5, -2, -2 }).Within(1e-12));

    [Test]
    public void Torchs_optimisers_get_the_same_gradient() =>
        Assert.That(AfterOneStep(new SviOptions { MaxGradientValue = 3.5 }, new TorchOptimizer(p => torch.optim.SGD(p, 1))), Is.EqualTo(new[] { -3, -3.5, -3.5 }));

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(double.NaN)]
    public void A_limit_is_positive(double max)
    {
        Assert.That(() => new SviOptions { MaxGradientNorm = max }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new SviOptions { MaxGradientValue = max }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_step_without_gradients_has_no_norm()
    {
        using var svi = new Svi<int>(_ => Factor("f", torch.tensor(1.0)), _ => { }, new Sgd(1), new TraceElbo(), new Rng(1),
            options: new SviOptions { MaxGradientNorm = 1, MaxGradientValue = 1 });
        Assert.That(() => svi.Step(0), Throws.Nothing);
    }
}
