using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

public sealed class LiftTests
{
    private static void Model()
    {
        Tensor m = Param("m", 1.0);
        Tensor s = Param("s", torch.ones([2, 3]), Constraints.Positive);
        Sample("y", new Normal(m, s).ToEvent(2), obs: torch.zeros([2, 3]));
    }

    private static Lift Of(string name, Distribution prior) => new(new Dictionary<string, Distribution> { [name] = prior });

    [Test]
    public void A_parameter_becomes_a_latent_of_its_shape()
    {
        Trace trace = Traced.Of(Model, new Lift(site => site.Name == "s" ? new Gamma(2, 1) : null));
        Assert.That(trace.Select(site => site.Name), Is.EqualTo(new[] { "m", "s", "y" }));
        Assert.That(trace.OfType<ParamSite>().Select(site => site.Name), Is.EqualTo(new[] { "m" }));
        Assert.That(trace["s"].Value!.shape, Is.EqualTo(new long[] { 2, 3 }));
        Assert.That(trace["s"].LogProb.shape, Is.Empty);
    }

    [Test]
    public void The_log_joint_is_that_of_the_prior_and_of_the_program_at_the_parameter()
    {
        static void Program()
        {
            Tensor m = Param("m", () => torch.tensor(1.0));
            Sample("y", new Normal(m, torch.tensor(new[] { 1.0, 2.0 })).ToEvent(1), obs: torch.tensor(new[] { 0.3, -0.4 }));
        }
        using Tensor m = torch.tensor(0.7);
        Dictionary<string, Tensor> at = new() { ["m"] = m };
        Trace lifted = Traced.Of(Traced.Then(Program, Of("m", new Normal(0, 10))), new Substitute(at)), plain = Traced.Of(Program, new Substitute(at));
        Assert.That((double)lifted.LogJoint(), Is.EqualTo((double)plain.LogJoint() + (double)new Normal(0, 10).LogProb(m)).Within(1e-12));
    }

    [Test]
    public void A_parameter_for_all_is_drawn_once_outside_plates_scales_and_masks()
    {
        using Tensor mask = torch.tensor(new[] { true, false, true });
        Trace trace = Traced.Of(() =>
        {
            using Plate rows = Plate("rows", 6, 3);
            using Scope scale = new Scale(5).Enter();
            using Scope masked = new Mask(mask).Enter();
            Sample("y", new Normal(Param("m", 0.0), 1), obs: torch.zeros([3]));
        }, Of("m", new Normal(0, 1)));
        Assert.That(trace["m"].Value!.shape, Is.Empty);
        Assert.That(trace["m"].Plates, Is.Empty);
        Assert.That(trace["m"].Scale, Is.EqualTo(1));
    }

    [Test]
    public void A_local_parameter_is_drawn_for_each_element_that_the_plates_look_at()
    {
        Trace trace = Traced.Of(() =>
        {
            using Plate rows = Plate("rows", 6, 2);
            Tensor loc = Param("loc", torch.zeros([6, 4]), eventDim: 1);
            Sample("y", new Normal(loc, 1).ToEvent(1), obs: torch.zeros([2, 4]));
        }, Of("loc", new Normal(0, 1)));
        Assert.That(trace["loc"].Value!.shape, Is.EqualTo(new long[] { 2, 4 }));
        Assert.That(trace["loc"].LogProb.shape, Is.EqualTo(new long[] { 2 }));
        Assert.That(trace["loc"].Scale, Is.EqualTo(3));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_lifted_parameter_under_a_prefix_has_the_name_of_the_parameter(bool isLocal)
    {
        Action program = Traced.Then(() =>
        {
            using Plate rows = Plate("rows", 2);
            Param("m", torch.zeros(isLocal ? [2] : []), eventDim: isLocal ? 0 : null);
        }, new Prefix("a"));
        Assert.That(Traced.Of(program, Of("a/m", new Normal(0, 1))).Latents.Single().Name, Is.EqualTo("a/m"));
    }

    [Test]
    public void A_parameter_asked_for_twice_is_one_latent()
    {
        Tensor? first = null, second = null;
        Trace trace = Traced.Of(() => { first = Param("m", 0.0); second = Param("m", 0.0); }, Of("m", new Normal(0, 1)));
        Assert.That(second, Is.SameAs(first));
        Assert.That(trace, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_parameter_with_a_value_from_further_in_stays()
    {
        using Tensor value = torch.tensor(3f);
        Trace trace = Traced.Of(Traced.Then(Model, new Substitute(new Dictionary<string, Tensor> { ["m"] = value })), Of("m", new Normal(0, 1)));
        Assert.That(trace.OfType<ParamSite>().First().Value, Is.SameAs(value));
    }

    [Test]
    public void A_parameter_whose_initial_value_is_computed_is_lifted_at_its_shape()
    {
        Trace trace = Traced.Of(() => Param("w", () => torch.zeros([4])), Of("w", new Normal(0, 1)));
        Assert.That(trace["w"].Value!.shape, Is.EqualTo(new long[] { 4 }));
    }

    [Test]
    public void A_prior_of_vectors_lifts_a_vector()
    {
        Trace trace = Traced.Of(() => Param("p", torch.full([5, 3], 1.0 / 3), Constraints.Simplex), Of("p", new Dirichlet(torch.ones([3]))));
        Assert.That(trace["p"].Value!.shape, Is.EqualTo(new long[] { 5, 3 }));
        Assert.That(TensorText.ToDoubles(trace["p"].Value!.sum(-1)), Is.All.EqualTo(1).Within(1e-6));
    }

    [Test]
    public void A_prior_of_another_shape_is_PPL029()
    {
        Assert.That(() => Traced.Of(Model, Of("m", new Normal(torch.zeros([3]), 1))), Raises.Code("PPL029").With.Message.Contains("parameter \"m\""));
        Assert.That(() => Traced.Of(Model, Of("s", new Gamma(torch.ones([2]), 1))), Raises.Code("PPL029").With.Message.Contains("[2, 3]"));
        Assert.That(() => Traced.Of(Model, Of("s", new Gamma(torch.ones([1, 3]), 1).ToEvent(2))), Raises.Code("PPL029"));
    }

    [Test]
    public void A_prior_outside_the_constraint_is_PPL029()
    {
        Assert.That(() => Traced.Of(Model, Of("s", new Normal(0, 1))), Raises.Code("PPL029").With.Message.Contains("give a prior whose support is positive"));
        Assert.That(() => Traced.Of(Model, Of("s", new Normal(torch.zeros([2, 3]), 1).ToEvent(2))), Raises.Code("PPL029"));
        Assert.That(() => Traced.Of(Model, Of("s", new LogNormal(torch.zeros([2, 3]), 1).ToEvent(2))), Throws.Nothing);
    }

    [Test]
    public void A_weight_of_a_module_is_PPL017()
    {
        using var linear = torch.nn.Linear(2, 1);
        Assert.That(() => Traced.Of(() => Module("net", linear), new Lift(_ => new Normal(0, 1))), Raises.Code("PPL017").With.Message.Contains("net.weight"));
    }

    [Test]
    public void A_name_that_the_program_lacks_is_PPL024() =>
        Assert.That(() => Traced.Of(Model, Of("M", new Normal(0, 1))), Raises.Code("PPL024").With.Message.Contains("write \"m\""));

    [Test]
    public void It_is_made_anew_for_each_run()
    {
        Lift lift = Of("m", new Normal(0, 1));
        Traced.Of(Model, lift);
        Assert.That(() => Traced.Of(Model, lift), Raises.Code("PPL021"));
    }

    [Test]
    public void The_draws_are_those_of_the_prior()
    {
        using var rng = new Rng(5);
        using Scope seed = new Seed(rng).Enter();
        using Scope copies = new Broadcast("copies", 20_000, dim: -1).Enter();
        double[] draws = Traced.Of(() => Param("m", 0.0), Of("m", new Normal(4, 2))).Values("m");
        StatisticalAssert.Mean(draws, expected: 4, falseAlarm: 1e-6);
        StatisticalAssert.Variance(draws, expected: 4, falseAlarm: 1e-6);
    }
}
