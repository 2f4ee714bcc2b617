using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Infer.Tests.Pair;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Programs that an engine refuses at its first step, among them all that the tests of older systems hold for such and that can be written here.</summary>
public sealed partial class InvalidProgramTests
{
    private static readonly ImmutableArray<Pair> Pairs =
    [
        new("two sites of one name in the model", () =>
        {
            Sample("x", new Bernoulli(0.5));
            Sample("x", new Bernoulli(0.5));
        }, () => Guess("x"), "PPL001"),
        new("two sites of one name in the guide", () => Throw("x"), () =>
        {
            Guess("x");
            Sample("x", new Bernoulli(0.5));
        }, "PPL001"),
        Same("a site of a plate's name", () => { using Plate x = Plate("x", 2); Learn("x"); }, "PPL001"),
        Same("a plate inside itself", () => { using Plate rows = Plate("rows", 2); foreach (long _ in SequentialPlate("rows", 2)) { } }, "PPL001"),
        Same("a loop whose names lack the loop variable", () => { for (int i = 0; i < 2; i++) Sample("x", new Normal(0, 1)); }, "PPL002"),
        Same("a sequential plate whose names lack the element", () => { foreach (long i in SequentialPlate("rows", 2)) Sample("x", new Normal(0, 1)); }, "PPL002"),
        new("a guide site that the model lacks", () => Draw("z"), () => { Learn("z"); Learn("w"); }, "PPL003"),
        new("a guide site that the model observes", () => Sample("y", new Normal(0, 1), obs: torch.zeros([])), () => Learn("y"), "PPL003"),
        new("a latent that the guide forgot", () => { Draw("z"); Draw("w"); }, () => Learn("z"), "PPL004"),
        new("a discrete latent that nobody draws or sums out", () => Sample("y", new Normal(Throw("z"), 1), obs: torch.zeros([])), () => Param("m", 0.0), "PPL004"),
        new("an empty guide", () => Draw("z"), () => { }, "PPL004"),
        new("data in the guide", () => Draw("z"), () => Sample("z", new Normal(0, 1), obs: torch.zeros([])), "PPL005"),
        new("a guide outside the model's support", () => Sample("s", new LogNormal(0, 1)), () => Learn("s"), "PPL006"),
        new("a discrete guide for a continuous latent", () => Draw("z"), () => Guess("z"), "PPL006"),
        new("a plate in the guide alone", () => Throw("x"), () => { using (Plate("rows", 10, 5)) { } Guess("x"); }, "PPL007"),
        new("a sequential plate in the guide alone", () => Throw("x"), () => { foreach (long _ in SequentialPlate("rows", 10, 5)) { } Guess("x"); }, "PPL007"),
        new("all data in a subsampled plate", () => { Tensor z = Draw("z"); using Plate rows = Plate("rows", 9, 3); Sample("y", new Normal(z, 1), obs: torch.ones([9])); }, () => Learn("z"), "PPL008"),
        new("a plate of another size in the guide", () => { using Plate rows = Plate("rows", 10); Draw("z"); }, () => { using Plate rows = Plate("rows", 9); Learn("z"); }, "PPL009"),
        new("another subsample size in the guide", () => { using Plate rows = Plate("rows", 10, 5); Draw("z"); }, () => { using Plate rows = Plate("rows", 10, 4); Learn("z"); }, "PPL009"),
        new("other rows in the guide", () => { using Plate rows = Plate("rows", 9, torch.tensor(new long[] { 7, 2 })); Draw("z"); }, () => { using Plate rows = Plate("rows", 9, torch.tensor(new long[] { 2, 7 })); Learn("z"); }, "PPL009"),
        new("a guide that draws a subsample where the model was given rows", () => { using Plate rows = Plate("rows", 99, torch.tensor(new long[] { 7, 2 })); Draw("z"); }, () => { using Plate rows = Plate("rows", 99, 2); Learn("z"); }, "PPL009"),
        new("a latent that the guide alone enumerates", () => Throw("z"), () => { using Scope all = new Enumerate(plateDepth: 0).Enter(); Guess("z"); }, "PPL010"),
        new("an enumerated latent that the objective does not sum out", () => { using Scope all = new Enumerate(plateDepth: 0).Enter(); Throw("z"); }, () => { using Scope all = new Enumerate(plateDepth: 0).Enter(); Guess("z"); }, "PPL010"),
        new("a latent that asks to be enumerated, and is drawn", () => Throw("z"), () => Sample("z", new Bernoulli(Param("p", 0.5, Constraints.UnitInterval)), options: new SiteOptions { Enumeration = Enumeration.Parallel }), "PPL010"),
        new("an effect on another thread", () => Task.Run(() => Draw("z")).GetAwaiter().GetResult(), () => Learn("z"), "PPL014"),
        new("a guide whose gradient is cut", () => Draw("z"), () => Sample("z", new Normal(Param("m", 0.0).item<float>(), 1)), "PPL016"),
        new("a parameter of two constraints", () => Draw("z"), () => Sample("z", new Normal(Param("m", 1.0), Param("m", 1.0, Constraints.Positive))), "PPL017"),
        new("an unconstrained latent as a scale", () => Sample("y", new Normal(0, Draw("s") - 100), obs: torch.zeros([])), () => Learn("s"), "PPL018"),
        new("data outside the support", () => { Tensor z = Draw("z"); Sample("y", new LogNormal(z, 1), obs: torch.tensor(-1f)); }, () => Learn("z"), "PPL019"),
        new("a plate without using", () => { Draw("z"); Plate("rows", 3); }, () => Learn("z"), "PPL022"),
        new("plates closed out of order", () => { Plate rows = Plate("rows", 3); Plate columns = Plate("columns", 3); rows.Dispose(); columns.Dispose(); }, () => { }, "PPL021"),
        new("a misspelt condition", () => { using Scope data = new Condition(new Dictionary<string, Tensor> { ["y"] = torch.zeros([]) }).Enter(); data.Run(() => Draw("z")); }, () => Learn("z"), "PPL024"),
        new("a factor of the guide that does not say whether it is reparameterised", () => Draw("z"), () => Factor("f", Learn("z")), "PPL026"),
        new("data that do not broadcast", () => { Tensor z = Draw("z"); using Plate rows = Plate("rows", 3); Sample("y", new Normal(z, 1), obs: torch.zeros([4])); }, () => Learn("z"), "PPL101"),
        new("a mask of another shape", () => { Tensor z = Draw("z"); using Plate rows = Plate("rows", 3); Sample("y", new Normal(z, 1), obs: torch.zeros([3]), obsMask: torch.ones([2], torch.@bool)); }, () => Learn("z"), "PPL101"),
        Same("many draws without a plate", () => Sample("x", new Bernoulli(torch.full([5], 0.5f))), "PPL102"),
        new("data without a plate", () => { Tensor z = Draw("z"); Sample("y", new Normal(z, 1), obs: torch.zeros([3])); }, () => Learn("z"), "PPL102"),
        new("a column of means against a row of data", () => { Tensor z = Draw("z"); using Plate rows = Plate("rows", 4); Sample("y", new Normal(z + torch.zeros([4, 1]), 1), obs: torch.zeros([4])); }, () => Learn("z"), "PPL102"),
        new("a column of data against a row of means", () => { Tensor z = Draw("z"); using Plate rows = Plate("rows", 4); Sample("y", new Normal(z + torch.zeros([4]), 1), obs: torch.zeros([4, 1])); }, () => Learn("z"), "PPL102"),
        Same("the elements of a plate outside it", () => { Tensor z; using (Plate("rows", 5)) z = Learn("z"); Sample("w", new Normal(z, 1)); }, "PPL102"),
        Same("a batch left of its plate", () => { using Plate outer = Plate("outer", 10, 5); Sample("x", new Bernoulli(torch.full([5, 1], 0.5f))); }, "PPL102"),
        Same("a factor without a plate", () => Factor("f", torch.zeros([3]), reparameterized: true), "PPL102"),
        Same("a batch of another length than its plate", () => { using Plate rows = Plate("rows", 10, 5); Sample("x", new Bernoulli(torch.full([2], 0.5f))); }, "PPL103"),
        Same("a batch longer by one than its plate", () => { using Plate rows = Plate("rows", 10, 5); Sample("x", new Bernoulli(torch.full([6], 0.5f))); }, "PPL103"),
        Same("the inner plate's length at the outer plate's dim", () => { using Plate outer = Plate("outer", 10, 5); using Plate inner = Plate("inner", 11, 6); Sample("x", new Bernoulli(torch.full([6], 0.5f))); }, "PPL103"),
        Same("plates' lengths the wrong way round", () => { using Plate outer = Plate("outer", 10, 5); using Plate inner = Plate("inner", 11, 6); Sample("x", new Bernoulli(torch.full([5, 6], 0.5f))); }, "PPL103"),
        Same("the outer plate's length twice", () => { using Plate outer = Plate("outer", 10, 5); using Plate inner = Plate("inner", 11, 6); Sample("x", new Bernoulli(torch.full([5, 5], 0.5f))); }, "PPL103"),
        Same("arguments of all rows in a subsampled plate", () => { using Plate rows = Plate("rows", 10, 5); Sample("x", new Bernoulli(torch.full([10], 0.5f))); }, "PPL103"),
        Same("two plates on one dim", () => { using Plate outer = Plate("outer", 10, 5, dim: -2); using Plate first = Plate("first", 11, 6); using Plate second = Plate("second", 12, 7, dim: -1); }, "PPL104"),
        Same("a subsample larger than its plate", () => { using Plate rows = Plate("rows", 5, 6); }, "PPL106"),
        new("a value of another event shape", () => Sample("y", new Normal(new double[3], 1).ToEvent(1), obs: torch.zeros([2])), () => { }, "PPL107"),
        new("a joint draw of the guide for a subsampled plate", () => { using Plate rows = Plate("rows", 9, 3); Draw("z"); }, () => Sample("z", new Normal(Param("m", new double[3]), 1).ToEvent(1)), "PPL110"),
        new("events of other dims in guide and model", () => Sample("x", new Normal(new double[2], 1).ToEvent(1)), () => Sample("x", new Normal(Param("m", () => torch.zeros([2, 1])), 1).ToEvent(2)), "PPL111"),
        new("events of other shapes in guide and model", () => Sample("x", new Normal(torch.zeros([1, 2]), 1).ToEvent(2)), () => Sample("x", new Normal(Param("m", () => torch.zeros([2, 1])), 1).ToEvent(2)), "PPL111"),
        new("one draw of the guide for a plate of the model", () => { using Plate rows = Plate("rows", 3); Draw("z"); }, () => Learn("z"), "PPL111"),
        new("a plate of the guide for one draw of the model", () => { using (Plate("rows", 3)) { } Draw("z"); }, () => { using Plate rows = Plate("rows", 3); Learn("z"); }, "PPL111"),
        Same("groups given for rows", () => { using Plate groups = Plate("groups", 3, torch.tensor(new long[] { 0, 0, 1, 2 })); }, "PPL112"),
        new("a density of 0", () => Factor("f", torch.tensor(float.NegativeInfinity) + (0 * Draw("z"))), () => Learn("z"), "PPL201"),
        new("NaN in the data", () => { Tensor z = Draw("z"); Sample("y", new Normal(z, 1), obs: torch.tensor(float.NaN)); }, () => Learn("z"), "PPL203"),
    ];

    /// <summary>What an objective refuses that sums out.</summary>
    private static readonly ImmutableArray<Pair> NotSummable =
    [
        new("a latent of the model that asks to be drawn", () => Sample("z", new Bernoulli(0.5), options: Drawn), () => { }, "PPL004"),
        new("a latent of the model whose values cannot be listed", () => Sample("z", new Poisson(3)), () => { }, "PPL004"),
        new("a continuous latent of the model", () => { Throw("z"); Draw("x"); }, () => Guess("z"), "PPL004"),
        new("a latent of the model that asks for one run for each value", () => Sample("z", new Bernoulli(0.5), options: Sequential), () => { }, "PPL010"),
        new("a latent of the guide that asks for one run for each value", () => Throw("z"), () => Sample("z", new Bernoulli(0.5), options: Sequential), "PPL010"),
        new("a value of the model that decides which sites follow", () => { if (Throw("z").item<float>() > 0) Throw("w"); }, () => { }, "PPL011"),
        new("a value of the guide that decides which sites follow", () => { Throw("z"); Throw("w"); }, () => { if (Guess("z").item<float>() > 0) Throw("w"); }, "PPL011"),
        new("a subsampled plate inside a sum", () => { Tensor z = Throw("z"); using Plate rows = Plate("rows", 9, 3); Sample("y", new Normal(z, 1), obs: torch.zeros([3])); }, () => { using Plate rows = Plate("rows", 9, 3); }, "PPL030"),
        new("a Scale around a part of a sum", () => { Tensor z = Throw("z"); using Scope half = new Scale(0.5).Enter(); Factor("f", 2 * z); }, () => { }, "PPL030"),
        new("plates that cross, the model's in both", () =>
        {
            Tensor row, column;
            using (Plate("rows", 2, dim: -2)) row = Throw("row");
            using (Plate("columns", 3, dim: -1)) column = Throw("column");
            using Plate rows = Plate("rows", 2, dim: -2);
            using Plate columns = Plate("columns", 3, dim: -1);
            Factor("f", row * column);
        }, () => { }, "PPL031"),
        new("the guide's elements inside a sum of the model", () => { Tensor z = Throw("z"); using Plate rows = Plate("rows", 3); Factor("f", z * Throw("w")); }, () => { using Plate rows = Plate("rows", 3); Guess("w"); }, "PPL031"),
        new("the guide's rows inside a sum over the model's columns", () =>
        {
            Tensor row, column;
            using (Plate("rows", 2, dim: -2)) row = Throw("row");
            using (Plate("columns", 3, dim: -1)) column = Throw("column");
            using Plate rows = Plate("rows", 2, dim: -2);
            using Plate columns = Plate("columns", 3, dim: -1);
            Factor("f", row * column);
        }, () => { using Plate rows = Plate("rows", 2, dim: -2); Guess("row"); }, "PPL031"),
        new("all elements of a plate together", () => { Tensor z; using (Plate("rows", 3)) z = Throw("z"); Factor("f", (z * torch.ones([3])).sum(-1, keepdim: true)); }, () => { }, "PPL031"),
        new("all of the guide's elements of a plate together", () => { Tensor z; using (Plate("rows", 3)) z = Throw("z"); Factor("f", (z * torch.ones([3])).sum(-1, keepdim: true)); }, () => { using Plate rows = Plate("rows", 3); Guess("z"); }, "PPL031"),
        new("a sum over all dims of values that are summed out", () => { Tensor z; using (Plate("rows", 3)) z = Throw("z"); Factor("f", z.sum()); }, () => { }, "PPL032"),
        new("a guide that takes values together", () => { using Plate rows = Plate("rows", 3); Throw("z"); Throw("w"); }, () => { using Plate rows = Plate("rows", 3); Tensor z = Guess("z"); Sample("w", Bernoulli.FromLogits(z.sum())); }, "PPL032"),
        new("a plate of the model around one draw of the guide", () => { using Plate rows = Plate("rows", 3); Throw("z"); }, () => Guess("z"), "PPL111"),
        new("a plate of the guide around one draw of the model", () => { using (Plate("rows", 3)) { } Throw("z"); }, () => { using Plate rows = Plate("rows", 3); Guess("z"); }, "PPL111"),
        new("a chain that looks further back than its loop", () => { var z = new Tensor[5]; foreach (int t in Markov(5)) { z[t] = Throw($"z{t}"); if (t > 1) Factor($"f{t}", z[t - 2] * z[t]); } }, () => { }, "PPL114"),
        new("a guide whose loop remembers less than the model's", () => { foreach (int t in Markov(5, history: 4)) Throw($"z{t}"); }, () => { foreach (int t in Markov(5)) Guess($"z{t}"); }, "PPL114"),
        new("a value that the model excludes", () => Sample("z", new Categorical([0.0, 0.4, 0.6])), () => Sample("z", new Categorical([0.1, 0.4, 0.5])), "PPL201"),
        new("no value that explains the data", () => Factor("f", (Throw("z") * 0) + double.NegativeInfinity), () => { }, "PPL201"),
        new("NaN for one of the values", () => Factor("f", torch.where(Throw("z") > 0, torch.tensor(float.NaN), torch.zeros([]))), () => Guess("z"), "PPL201"),
    ];

    private static SiteOptions Drawn { get; } = new() { Enumeration = Enumeration.Drawn };

    private static SiteOptions Sequential { get; } = new() { Enumeration = Enumeration.Sequential };

    [TearDown]
    public void The_stack_is_empty() => Assert.That(EffectStack.Handlers, Is.Empty);

    [TestCaseSource(nameof(Pairs))]
    public void It_is_refused_at_the_first_step(object pair)
    {
        var program = (Pair)pair;
        Assert.That(() => program.Run(new TraceElbo()), Raises.Code(program.Code));
    }

    [TestCaseSource(nameof(NotSummable))]
    public void It_is_refused_by_an_objective_that_sums_out(object pair)
    {
        var program = (Pair)pair;
        Assert.That(() => program.Run(new TraceEnumElbo()), Raises.Code(program.Code));
    }

    [Test]
    public void Each_text_about_a_sum_says_what_to_change() =>
        Golden.Check(string.Join("\n\n", NotSummable.Select(pair => $"# {pair.Name}\n{LineNumber().Replace(TextOf(pair, new TraceEnumElbo()), "line N")}")));

    /// <summary>All texts in one place, to be read as somebody who meets them for the first time: does each say what to change?</summary>
    [Test]
    public void Each_text_says_what_to_change() =>
        Golden.Check(string.Join("\n\n", Pairs.Select(pair => $"# {pair.Name}\n{LineNumber().Replace(TextOf(pair, new TraceElbo()), "line N")}")));

    private static string TextOf(Pair pair, Elbo elbo) => Assert.Throws<PplException>(() => pair.Run(elbo))!.Message;

    [GeneratedRegex("line [0-9]+")]
    private static partial Regex LineNumber();

    [Test]
    public void An_async_program_is_PPL022()
    {
        Program<int> model = async _ => { await Task.Yield(); Draw("z"); };
        Assert.That(() => Trace.Of(model, 0), Raises.Code("PPL022").With.Message.Contains("async"));
        Assert.That(() => model.Under(new Scale(2)), Raises.Code("PPL022"));
        Assert.That(() => new Svi<int>(model, _ => { }, new Adam(), new TraceElbo(), new Rng(1)), Raises.Code("PPL022").With.Message.Contains("the model"));
        Assert.That(() => new Svi<int>(_ => { }, model, new Adam(), new TraceElbo(), new Rng(1)), Raises.Code("PPL022").With.Message.Contains("the guide"));
    }

    [Test]
    public void Data_that_are_null_and_have_a_shape_asked_of_them_are_PPL028()
    {
        Program<Tensor?> model = y => { using Plate rows = Plate("rows", y!.shape[0]); };
        Program<(Tensor X, Tensor? Y)> regression = data => { using Plate rows = Plate("rows", data.Y!.shape[0]); };
        Assert.That(() => Trace.Of(model, null), Raises.Code("PPL028"));
        Assert.That(() => Trace.Of(regression, (torch.zeros([3]), null)), Raises.Code("PPL028"));
        Program<int> other = _ => { Tensor? none = null; none!.sum(); };
        Assert.That(() => Trace.Of(other, 0), Raises.Code(null), "a null that is no datum");
    }

    [Test]
    public void An_effect_in_a_static_initialiser_is_PPL012_at_every_run()
    {
        using var svi = new Svi<int>(_ => Sample("x", new Normal(Mean.Value, 1), obs: torch.zeros([])), _ => { }, new Adam(), new TraceElbo(), new Rng(1));
        Assert.That(() => svi.Step(0), Raises.Code("PPL012").With.Message.Contains("parameter \"mean\"").And.Message.Contains("Mean"));
        Assert.That(() => svi.Step(0), Raises.Code("PPL012"));
    }

    [Test]
    public void A_distribution_that_cannot_be_made_in_a_static_initialiser_is_its_own_error() =>
        Assert.That(() => Trace.Of<int>(_ => Sample("x", Broken.Prior), 0), Raises.Code("PPL018"));

    private static class Mean
    {
        public static readonly Tensor Value = Param("mean", 0.0);
    }

    private static class Broken
    {
        public static readonly Distribution Prior = new Normal(0, -1);
    }
}
