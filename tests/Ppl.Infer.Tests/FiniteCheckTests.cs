using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Numbers that are not finite are traced to the first site that has one.</summary>
public sealed class FiniteCheckTests
{
    [Test]
    public void A_bound_that_is_not_finite_is_PPL201_and_names_the_first_site()
    {
        using Svi<double> svi = Engine(
            model: _ =>
            {
                Tensor z = Sample("z", new Normal(0, 1));
                Sample("fine", new Normal(z, 1), obs: torch.tensor(1.0f));
                Sample("huge", new Normal(z, 1), obs: torch.tensor(1e30f));
                Sample("also_huge", new Normal(z, 1), obs: torch.tensor(1e30f));
            },
            guide: _ => Sample("z", new Normal(Param("m", 0.0), 1)));
        Assert.That(() => svi.Step(0), Raises.Code("PPL201").With.Message.Contains("sample site \"huge\": the log density in the model is not finite"));
        Assert.That(() => svi.EvaluateLoss(0), Raises.Code("PPL201"));
    }

    [Test]
    public void The_guides_sites_come_before_the_models()
    {
        using Svi<double> svi = Engine(
            model: _ => Factor("endless", torch.tensor(double.PositiveInfinity)),
            guide: _ => Factor("end", torch.tensor(double.NegativeInfinity), reparameterized: true));
        Assert.That(() => svi.Step(0), Raises.Code("PPL201").With.Message.Contains("factor \"end\": the log density in the guide"));
    }

    [Test]
    public void A_sum_that_overflows_though_every_term_is_finite_is_PPL201_too()
    {
        using Svi<double> svi = Engine(
            model: _ => { Factor("f", torch.tensor(3e38f)); Factor("g", torch.tensor(3e38f)); },
            guide: _ => { });
        Assert.That(() => svi.Step(0), Raises.Code("PPL201").With.Message.Contains("every site's log density is finite"));
    }

    [Test]
    public void A_gradient_that_is_not_finite_is_PPL202_and_names_parameter_and_sites()
    {
        using Svi<double> svi = Engine(model: RootModel, guide: _ => { });
        Assert.That(
            () => svi.Step(0),
            Raises.Code("PPL202").With.Message.Contains("parameter \"w\"").And.Message.Contains("first site   model's \"root\"")
                .And.Message.Contains("enters       model's \"fine\", model's \"root\", model's \"last\""));
    }

    [Test]
    public void After_a_refused_gradient_the_parameters_are_as_before_and_the_next_step_starts_anew()
    {
        using Svi<double> svi = Engine(model: RootModel, guide: _ => { });
        Assert.That(() => svi.Step(0), Raises.Code("PPL202"));
        Assert.That(svi.Parameters.Select(parameter => (double)parameter.Unconstrained), Is.EqualTo(new[] { 2.0, 0.0 }));
        Assert.That(svi.Parameters.Select(parameter => parameter.Unconstrained.grad), Has.All.Null);
        Assert.That(() => svi.Step(1), Throws.Nothing);
        Assert.That((double)svi.Parameters["v"].Unconstrained, Is.EqualTo(2 - (0.1 * 2)).Within(1e-6));
    }

    [Test]
    public void An_engine_may_be_told_not_to_look_at_gradients()
    {
        using var svi = new Svi<double>(
            RootModel, _ => { }, new Sgd(0.1), new TraceElbo(), new Rng(1), options: new SviOptions { ChecksGradients = false });
        Assert.That(() => svi.Step(0), Throws.Nothing);
        Assert.That((double)svi.Parameters["w"].Unconstrained, Is.NaN);
    }

    [Test]
    public void A_bound_that_depends_on_no_parameter_is_PPL016()
    {
        using Svi<double> svi = Engine(
            model: _ => Sample("y", new Normal(Param("m", 0.0).detach(), 1), obs: torch.tensor(1.0f)),
            guide: _ => { });
        Assert.That(() => svi.Step(0), Raises.Code("PPL016").With.Message.Contains("parameters   m"));
    }

    /// <summary>At offset 0 the bound is finite and the gradient of √w² at w = 0 is not.</summary>
    private static void RootModel(double offset)
    {
        Tensor v = Param("v", 2.0), w = Param("w", 0.0);
        Sample("fine", new Normal(v + (w * 0), 1), obs: torch.tensor(0.0f));
        Factor("root", (w.square() + offset).sqrt());
        Factor("last", w * 0);
    }

    private static Svi<double> Engine(Program<double> model, Program<double> guide) =>
        new(model, guide, new Sgd(0.1), new TraceElbo(), new Rng(1));
}
