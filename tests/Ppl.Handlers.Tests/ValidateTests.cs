using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

/// <summary>The checks of a guide against its model.</summary>
public sealed class ValidateTests
{
    private static void Draw(string name) => Sample(name, new Normal(0, 1));

    [Test]
    public void A_guide_that_draws_the_models_latents_passes() =>
        Assert.That(() => Check(
            model: () => { Draw("a"); Draw("b"); Sample("y", new Normal(0, 1), obs: torch.zeros([])); Factor("f", torch.zeros([])); },
            guide: () => { Draw("b"); Draw("a"); Deterministic("d", torch.zeros([])); }), Throws.Nothing);

    [Test]
    public void A_guide_site_that_the_model_lacks_is_PPL003_with_the_nearest_latent() =>
        Assert.That(
            () => Check(model: () => { Draw("scale"); Draw("location"); }, guide: () => { Draw("scale"); Draw("locaton"); }),
            Raises.Code("PPL003").With.Message.Contains("sample site \"locaton\"").And.Message.Contains("write \"location\""));

    [Test]
    public void A_guide_site_that_the_model_observes_is_PPL003() =>
        Assert.That(() => Check(model: () => Sample("y", new Normal(0, 1), obs: torch.zeros([])), guide: () => Draw("y")), Raises.Code("PPL003"));

    [Test]
    public void An_auxiliary_guide_site_is_allowed() =>
        Assert.That(() => Check(
            model: () => Draw("a"),
            guide: () => { Draw("a"); Sample("u", new Normal(0, 1), options: new SiteOptions { IsAuxiliary = true }); }), Throws.Nothing);

    [Test]
    public void A_latent_that_the_guide_lacks_is_PPL004() =>
        Assert.That(
            () => Check(model: () => { Draw("a"); Draw("b"); }, guide: () => Draw("a")),
            Raises.Code("PPL004").With.Message.Contains("sample site \"b\"").And.Message.Contains("add Sample(\"b\", …) to the guide"));

    [Test]
    public void An_observed_site_in_the_guide_is_PPL005() =>
        Assert.That(() => Check(model: () => Draw("a"), guide: () => Sample("a", new Normal(0, 1), obs: torch.zeros([]))), Raises.Code("PPL005"));

    [Test]
    public void A_guide_that_draws_outside_the_models_support_is_PPL006()
    {
        Assert.That(
            () => Check(model: () => Sample("s", new LogNormal(0, 1)), guide: () => Draw("s")),
            Raises.Code("PPL006").With.Message.Contains("positive").And.Message.Contains("real"));
        Assert.That(() => Check(model: () => Draw("s"), guide: () => Sample("s", new LogNormal(0, 1))), Throws.Nothing, "a part of the support will do");
        Assert.That(() => Check(model: () => Draw("s"), guide: () => Sample("s", new Bernoulli(0.5))), Raises.Code("PPL006"));
    }

    [Test]
    public void A_point_inside_the_models_support_passes()
    {
        Assert.That(() => Check(model: () => Sample("s", new LogNormal(0, 1)), guide: () => Sample("s", new Delta(2))), Throws.Nothing);
        Assert.That(() => Check(model: () => Sample("s", new LogNormal(0, 1)), guide: () => Sample("s", new Delta(-2))), Raises.Code("PPL006"));
        Assert.That(() => Check(model: () => Sample("c", new Bernoulli(0.5)), guide: () => Sample("c", new Delta(1))), Throws.Nothing);
    }

    [Test]
    public void A_plate_that_the_model_lacks_is_PPL007() =>
        Assert.That(
            () => Check(
                model: () => { using Plate rows = Plate("rows", 2); Draw("z"); },
                guide: () => { using Plate row = Plate("row", 2); Draw("z"); }),
            Raises.Code("PPL007").With.Message.Contains("plate \"row\"").And.Message.Contains("write \"rows\""));

    [Test]
    public void A_factor_in_the_guide_that_does_not_say_whether_it_is_reparameterised_is_PPL026()
    {
        Assert.That(() => Check(() => { }, () => Factor("f", torch.zeros([]))), Raises.Code("PPL026").With.Message.Contains("factor \"f\""));
        Assert.That(() => Check(() => { }, () => Factor("f", torch.zeros([]), reparameterized: false)), Throws.Nothing);
    }

    private static void Check(Action model, Action guide)
    {
        Trace guideTrace = Traced.Of(guide);
        Validate.Guide(guideTrace, Traced.Of(model, new Replay(guideTrace)));
    }
}
