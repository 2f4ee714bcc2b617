using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

/// <summary>Condition and Substitute: handlers that give sites their values.</summary>
public sealed class ValueHandlerTests
{
    private const double HalfLogTwoPi = 0.91893853320467274;

    private readonly Tensor two = torch.tensor(2f);

    [OneTimeTearDown]
    public void Free() => two.Dispose();

    private static void Model()
    {
        Tensor m = Param("m", 1.0);
        Tensor z = Sample("z", new Normal(m, 1));
        Sample("y", new Normal(z, 1), obs: torch.tensor(0f));
    }

    private static Dictionary<string, Tensor> At(string name, Tensor value) => new() { [name] = value };

    [Test]
    public void Condition_makes_a_latent_data()
    {
        Trace trace = Traced.Of(Model, new Condition(At("z", two)));
        Assert.That(trace["z"].Value, Is.SameAs(two));
        Assert.That(trace.Latents, Is.Empty);
        Assert.That((double)trace.LogJoint(), Is.EqualTo(-0.5 - 2 - (2 * HalfLogTwoPi)).Within(1e-6));
    }

    [Test]
    public void Substitute_gives_a_latent_its_value_and_leaves_it_latent()
    {
        Trace trace = Traced.Of(Model, new Substitute(At("z", two)));
        Assert.That(trace["z"].Value, Is.SameAs(two));
        Assert.That(trace.Latents.Select(site => site.Name), Is.EqualTo(new[] { "z" }));
    }

    [Test]
    public void Substitute_gives_a_parameter_its_value()
    {
        Trace trace = Traced.Of(Model, new Substitute(At("m", two)));
        Assert.That(trace.OfType<ParamSite>().Single().Value, Is.SameAs(two));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Substitute_indexes_a_local_parameter_by_the_subsample_inside_the_plate_and_outside(bool inside)
    {
        double[] part = [], indices = [];
        var substitute = new Substitute(At("loc", torch.arange(6).to(torch.float32)));
        using Scope outer = (inside ? new Substitute(new Dictionary<string, Tensor>()) : substitute).Enter();
        using (Plate rows = Plate("rows", 6, 2))
        using ((inside ? substitute : new Substitute(new Dictionary<string, Tensor>())).Enter())
        {
            indices = TensorText.ToDoubles(rows.Indices);
            part = TensorText.ToDoubles(Param("loc", torch.zeros([6]), eventDim: 0));
        }
        Assert.That(part, Is.EqualTo(indices));
    }

    [Test]
    public void Substitute_refuses_data() =>
        Assert.That(() => Traced.Of(Model, new Substitute(At("y", two))), Raises.Code(null).With.Message.Contains("use Condition"));

    [TestCase("zz", "z")]
    [TestCase("M", "m")]
    public void Substituting_an_unknown_name_is_PPL024_with_the_nearest_first(string name, string nearest) =>
        Assert.That(() => Traced.Of(Model, new Substitute(At(name, two))), Raises.Code("PPL024").With.Message.Contains($"write \"{nearest}\""));

    [Test]
    public void Conditioning_on_an_unknown_name_is_PPL024_with_the_nearest_first() =>
        Assert.That(() => Traced.Of(Model, new Condition(At("zz", two))), Raises.Code("PPL024").With.Message.Contains("Condition: there is no \"zz\"").And.Message.Contains("z, "));

    [Test]
    public void Conditioning_on_a_plate_or_a_deterministic_value_is_PPL024()
    {
        static void Program()
        {
            using Plate rows = Plate("rows", 2);
            Deterministic("d", torch.zeros([]));
        }
        Assert.That(() => Traced.Of(Program, new Condition(At("d", two))), Raises.Code("PPL024"));
        Assert.That(() => Traced.Of(Program, new Condition(At("rows", two))), Raises.Code("PPL024"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_value_of_another_shape_is_PPL111(bool conditions)
    {
        Dictionary<string, Tensor> values = At("z", torch.zeros([3]));
        Handler handler = conditions ? new Condition(values) : new Substitute(values);
        Assert.That(() => Traced.Of(Model, handler), Raises.Code("PPL111").With.Message.Contains($"{handler.GetType().Name} gave a value of another shape"));
    }

    [Test]
    public void A_scalar_substituted_for_a_whole_plate_is_PPL111() =>
        Assert.That(() => Traced.Of(() =>
        {
            using Plate rows = Plate("rows", 3);
            Sample("z", new Normal(0, 1));
        }, new Substitute(At("z", two))), Raises.Code("PPL111"));

    [Test]
    public void An_immutable_handler_serves_many_runs()
    {
        Program<int> program = Traced.Under(Model, new Condition(At("z", two)));
        Assert.That(Trace.Of(program, 0)["z"].Value, Is.SameAs(two));
        Assert.That(Trace.Of(program, 0)["z"].Value, Is.SameAs(two));
    }
}
