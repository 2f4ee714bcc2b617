using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

public sealed class EscapeTests
{
    private static readonly Distribution Coin = new Bernoulli(0.25);

    /// <summary>How many heads before the first tails, three at most; its length depends on its draws.</summary>
    private static readonly Program<int> Heads = _ =>
    {
        for (int i = 0; i < 3; i++)
            if ((double)Sample($"coin_{i}", Coin) == 0) return;
    };

    [TearDown]
    public void The_stack_is_empty() => Assert.That(EffectStack.Handlers, Is.Empty);

    [Test]
    public void A_program_is_left_at_the_first_latent_without_a_value()
    {
        PartialRun run = Escape.From<int>(_ =>
        {
            Sample("y", new Normal(0, 1), obs: torch.zeros([]));
            using Plate rows = Plate("rows", 3);
            Sample("z", new Normal(0, 1));
            Sample("w", new Normal(0, 1));
        }, 0);
        Assert.That(run.Site!.Name, Is.EqualTo("z"));
        Assert.That(run.Site.Distribution.BatchShape.ToString(), Is.EqualTo("[3]"));
        Assert.That(run.Site.Value, Is.Null);
        Assert.That(run.Trace.Select(site => site.Name), Is.EqualTo(new[] { "y", "rows" }));
    }

    [Test]
    public void The_others_are_drawn()
    {
        PartialRun run = Escape.From(Heads.Under(new Condition(new Dictionary<string, Tensor> { ["coin_0"] = torch.ones([]) })), 0, site => site.Name == "coin_2");
        if (run.Site is null) Assert.That((double)run.Trace["coin_1"].Value!, Is.Zero);
        else Assert.That(run.Trace.Select(site => site.Name), Is.EqualTo(new[] { "coin_0", "coin_1" }));
    }

    [Test]
    public void A_program_that_ends_first_gives_its_whole_trace()
    {
        PartialRun run = Escape.From(Heads, 0, site => site.Name == "none");
        Assert.That(run.Site, Is.Null);
        Assert.That(run.Trace, Is.Not.Empty);
    }

    [Test]
    public void All_paths_of_a_discrete_program_are_found_one_after_another()
    {
        var open = new Stack<Dictionary<string, Tensor>>([[]]);
        List<(int Length, double Probability)> paths = [];
        while (open.TryPop(out Dictionary<string, Tensor>? choices))
        {
            PartialRun run = Escape.From(Heads.Under(new Substitute(choices)), 0);
            if (run.Site is not { } site) paths.Add((run.Trace.Count, Math.Exp((double)run.Trace.LogJoint())));
            else foreach (double value in TensorText.ToDoubles(site.Distribution.EnumerateSupport())) open.Push(new(choices) { [site.Name] = torch.tensor(value) });
        }
        Assert.That(paths.Select(path => path.Length).Order(), Is.EqualTo(new[] { 1, 2, 3, 3 }));
        Assert.That(paths.Select(path => path.Probability).Order(), Is.EqualTo(new[] { 1.0 / 64, 3.0 / 64, 3.0 / 16, 3.0 / 4 }).Within(1e-6));
    }

    [Test]
    public void A_program_that_catches_every_exception_is_left_all_the_same()
    {
        bool wentOn = false;
        PartialRun run = Escape.From<int>(_ =>
        {
            try { Sample("z", new Normal(0, 1)); }
            catch (Exception) { }
            try { Deterministic("d", torch.zeros([])); wentOn = true; }
            finally { _ = 0; }
        }, 0);
        Assert.That(run.Site!.Name, Is.EqualTo("z"));
        Assert.That(run.Trace, Is.Empty);
        Assert.That(wentOn, Is.False);
    }

    [Test]
    public void A_program_that_throws_something_else_on_being_left_is_left_all_the_same()
    {
        PartialRun run = Escape.From<int>(_ =>
        {
            try { Sample("z", new Normal(0, 1)); }
            catch (OperationCanceledException left) { throw new InvalidOperationException("no", left); }
        }, 0);
        Assert.That(run.Site!.Name, Is.EqualTo("z"));
    }

    [Test]
    public void What_else_escapes_the_program_escapes()
    {
        Assert.That(() => Escape.From<int>(_ => throw new InvalidOperationException("boom"), 0), Raises.Code(null).With.Message.Contains("boom"));
        Assert.That(() => Escape.From<int>(_ => throw new OperationCanceledException(), 0), Throws.TypeOf<OperationCanceledException>());
    }

    [Test]
    public void A_trace_inside_lets_it_pass()
    {
        PartialRun run = Escape.From<int>(_ => Trace.Of<int>(_ => Sample("z", new Normal(0, 1)), 0), 0);
        Assert.That(run.Site!.Name, Is.EqualTo("z"));
    }

    [Test]
    public void One_inside_another_leaves_only_what_it_is_asked_to_leave()
    {
        PartialRun? inner = null;
        PartialRun outer = Escape.From<int>(_ => inner = Escape.From<int>(_ => Sample("z", new Normal(0, 1)), 0, site => site.Name == "w"), 0);
        Assert.That(inner, Is.Null);
        Assert.That(outer.Site!.Name, Is.EqualTo("z"));
    }
}
