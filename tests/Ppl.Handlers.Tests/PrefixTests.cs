using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

public sealed class PrefixTests
{
    private static void Part()
    {
        Tensor m = Param("m", 0.0);
        using Plate rows = Plate("rows", 20, 2);
        Tensor z = Sample("z", new Normal(m, 1));
        Deterministic("d", z);
        Factor("f", torch.zeros([]));
    }

    [Test]
    public void Every_kind_of_site_bears_the_prefix()
    {
        Trace trace = Traced.Of(Part, new Prefix("a"));
        Assert.That(trace.Select(site => site.Name), Is.EqualTo(new[] { "a/m", "a/rows", "a/z", "a/d", "a/f" }));
        Assert.That(trace["a/z"].Plates.Single().Name, Is.EqualTo("a/rows"));
        Assert.That(trace["a/z"].GivenName, Is.EqualTo("z"));
    }

    [Test]
    public void Nested_prefixes_compose_from_the_outside_in() =>
        Assert.That(Traced.Of(Traced.Then(Part, new Prefix("b")), new Prefix("a"))["a/b/z"].Name, Is.EqualTo("a/b/z"));

    [Test]
    public void One_sub_program_may_serve_twice_with_plates_of_its_own()
    {
        Trace trace = Traced.Of(() =>
        {
            Traced.Then(Part, new Prefix("a"))();
            Traced.Then(Part, new Prefix("b"))();
        });
        Assert.That(trace.OfType<PlateSite>().Select(plate => plate.Name), Is.EqualTo(new[] { "a/rows", "b/rows" }));
        Assert.That(trace.Latents.Select(site => site.Name), Is.EqualTo(new[] { "a/z", "b/z" }));
    }

    [Test]
    public void A_plate_outside_is_shared()
    {
        Trace trace = Traced.Of(() =>
        {
            using Plate rows = Plate("rows", 3);
            Traced.Then(() => Sample("z", new Normal(0, 1)), new Prefix("a"))();
            Traced.Then(() => Sample("z", new Normal(0, 1)), new Prefix("b"))();
        });
        Assert.That(trace["a/z"].Plates.Single(), Is.EqualTo(trace["b/z"].Plates.Single()));
    }

    [Test]
    public void A_plate_may_have_the_name_of_one_outside()
    {
        Trace trace = Traced.Of(() =>
        {
            using Plate rows = Plate("rows", 3);
            Traced.Then(Part, new Prefix("a"))();
        });
        Assert.That(trace["a/z"].Plates.Select(plate => plate.Name), Is.EqualTo(new[] { "a/rows", "rows" }));
    }

    [Test]
    public void A_plate_inside_itself_is_PPL001_under_a_prefix_too() =>
        Assert.That(() => Traced.Of(() =>
        {
            using Plate outer = Plate("rows", 3);
            using Plate inner = Plate("rows", 3);
        }, new Prefix("a")), Raises.Code("PPL001").With.Message.Contains("a/rows"));

    [Test]
    public void Handlers_inside_know_the_short_name_and_those_outside_the_long_one()
    {
        using Tensor value = torch.zeros([2]);
        Dictionary<string, Tensor> inside = new() { ["z"] = value }, outside = new() { ["a/z"] = value };
        Assert.That(Traced.Of(Traced.Then(Part, new Condition(inside)), new Prefix("a"))["a/z"].IsObserved, Is.True);
        Assert.That(Traced.Of(Traced.Then(Part, new Prefix("a")), new Condition(outside))["a/z"].IsObserved, Is.True);
        Assert.That(() => Traced.Of(Traced.Then(Part, new Prefix("a")), new Condition(inside)), Raises.Code("PPL024").With.Message.Contains("a/z"));
    }

    [Test]
    public void What_is_performed_in_the_place_of_a_site_bears_the_prefix_once()
    {
        Action program = Traced.Then(() => Sample("z", new Normal(torch.zeros([]), 2)), new Prefix("a"));
        Trace trace = Traced.Of(program, new Reparameterize(_ => new LocScaleReparam(centered: 0)));
        Assert.That(trace.Select(site => site.Name), Is.EqualTo(new[] { "a/z_decentered", "a/z" }));
    }

    [Test]
    public void A_module_is_stored_under_the_prefix_its_buffers_too()
    {
        using var net = new Counting();
        using var store = new ParamStore();
        using (new BindParams(store).Enter())
        using (new Prefix("a").Enter())
            Module("net", net, keepWeights: true);
        Assert.That(store.Select(parameter => parameter.Name), Is.EqualTo(new[] { "a/net.weight" }));
        var state = new SavedState();
        store.Save(state);
        Assert.That(state.Arrays, Has.Some.Contains("a/net.weight").And.Some.Contains("a/net.count"));
    }

    [Test]
    public void A_prefix_is_not_empty() => Assert.That(() => new Prefix(""), Throws.ArgumentException);

    /// <summary>A module with a weight and a buffer.</summary>
    private sealed class Counting : torch.nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Parameter weight = new(torch.ones([2]));
        private readonly Tensor count = torch.zeros([]);

        public Counting() : base(nameof(Counting)) => RegisterComponents();

        public override Tensor forward(Tensor input) => (input * weight) + count;
    }
}
