using FsCheck.Fluent;
using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

/// <summary>Laws of the handlers, over programs drawn at random: plates, sites and handlers, nested.</summary>
public sealed class HandlerLawTests
{
    private static readonly double[] Factors = [0.25, 0.5, 2, 8];

    [Test]
    public void Replaying_a_trace_reproduces_its_values_and_its_log_joint() => Programs.Satisfy(lines =>
    {
        var program = new RandomProgram(lines);
        Trace first = Traced.Of(program.Run, seed: 1);
        Trace again = Traced.Of(() => Under(new Replay(first), program.Run), seed: 2);
        return first.Select(site => site.Name).SequenceEqual(again.Select(site => site.Name))
            && first.Latents.All(site => ReferenceEquals(site.Value, again[site.Name].Value))
            && first.OfType<PlateSite>().All(plate => ReferenceEquals(plate.Value, again.Find<PlateSite>(plate.Name)!.Value))
            && SameLogJoint(first, again);
    });

    [Test]
    public void Condition_then_Uncondition_is_the_identity() => Programs.Satisfy(lines =>
    {
        var program = new RandomProgram(lines, hasData: false);
        Trace plain = Traced.Of(program.Run, seed: 3);
        Dictionary<string, Tensor> data = EverySecond(Traced.Of(program.Run, seed: 4));
        return Same(plain, Traced.Of(() => Under(new Uncondition(), () => Under(new Condition(data), program.Run)), seed: 3));
    });

    [Test]
    public void Uncondition_forgets_Condition_where_the_program_has_data_of_its_own() => Programs.Satisfy(lines =>
    {
        var program = new RandomProgram(lines);
        Trace drawn = Traced.Of(() => Under(new Uncondition(), program.Run), seed: 3);
        Dictionary<string, Tensor> data = EverySecond(Traced.Of(program.Run, seed: 4));
        return !drawn.Observed.Any()
            && Same(drawn, Traced.Of(() => Under(new Uncondition(), () => Under(new Condition(data), program.Run)), seed: 3));
    });

    [Test]
    public void Doing_what_would_have_come_takes_away_its_terms() => Programs.Satisfy(lines =>
    {
        var program = new RandomProgram(lines);
        Trace first = Traced.Of(program.Run, seed: 5);
        Dictionary<string, Tensor> done = EverySecond(first);
        Trace mutilated = Traced.Of(() => Under(new Replay(first), () => Under(new Do(done), program.Run)), seed: 6);
        double gone = first.Latents.Where(site => done.ContainsKey(site.Name)).Sum(site => (double)site.Total());
        double expected = (double)first.LogJoint() - gone;
        return Math.Abs((double)mutilated.LogJoint() - expected) <= 1e-9 * (1 + Math.Abs(expected) + Math.Abs(gone));
    });

    [Test]
    public void Scale_under_Scale_is_the_Scale_of_the_product() =>
        Programs.Satisfy((from a in Gen.Elements(Factors) from b in Gen.Elements(Factors) select (a, b)).ToArbitrary(), (lines, factors) =>
        {
            var program = new RandomProgram(lines);
            (double a, double b) = factors;
            Trace twice = Traced.Of(() => Under(new Scale(b), () => Under(new Scale(a), program.Run)), seed: 7);
            return Same(twice, Traced.Of(() => Under(new Scale(a * b), program.Run), seed: 7));
        });

    [Test]
    public void Block_of_all_leaves_no_site() => Programs.Satisfy(lines =>
    {
        var program = new RandomProgram(lines);
        return Traced.Of(() => Under(new Block(_ => true), program.Run), seed: 8).Count == 0;
    });

    [Test]
    public void A_Prefix_changes_names_and_nothing_else() => Programs.Satisfy(lines =>
    {
        var program = new RandomProgram(lines);
        Trace plain = Traced.Of(program.Run, seed: 9);
        Trace named = Traced.Of(() => Under(new Prefix("a"), () => Under(new Prefix("b"), program.Run)), seed: 9);
        return plain.Select(site => $"a/b/{site.Name}").SequenceEqual(named.Select(site => site.Name)) && SameLogJoint(plain, named);
    });

    [Test]
    public void A_program_left_and_continued_at_each_latent_is_the_program_run_through() => Programs.Satisfy(lines =>
    {
        var program = new RandomProgram(lines);
        Trace whole = Traced.Of(program.Run, seed: 10);
        using var rng = new Rng(14, torch.ScalarType.Float64);
        using Scope seed = new Seed(rng).Enter();
        Dictionary<string, Tensor> choices = [];
        PartialRun run;
        while ((run = Escape.From(Traced.Under(() => Under(new Substitute(choices), program.Run), new Replay(PlatesOf(whole))), 0)).Site is { } site)
            choices.Add(site.Name, whole[site.Name].Value!);
        return EffectStack.Handlers.Count() == 1 && SameLogJoint(whole, run.Trace);
    });

    [Test]
    public void Whatever_escapes_a_program_leaves_the_stack_empty() => Programs.Satisfy(Programs.AnyMischief, (lines, mischief) =>
    {
        var program = new RandomProgram(lines, before: i =>
        {
            if (i == lines.Length / 2) Misbehave(mischief);
        });
        try
        {
            Traced.Of(program.Run, seed: 11);
            return false;
        }
        catch (Exception escaped) when (escaped is PplException or OperationCanceledException)
        {
            return !EffectStack.Handlers.Any();
        }
    });

    [Test]
    public void Two_threads_that_run_one_model_get_the_values_of_each_alone() => Programs.Satisfy(lines =>
    {
        var program = new RandomProgram(lines);
        double[] Run(ulong seed)
        {
            using TensorScope scope = TensorScope.Begin();
            return [.. Traced.Of(program.Run, seed).Snapshot().Sites.SelectMany(site => site.Values)];
        }
        double[] first = Run(12), second = Run(13), firstBeside = [];
        var beside = new Thread(() => firstBeside = Run(12));
        beside.Start();
        double[] secondBeside = Run(13);
        beside.Join();
        return first.SequenceEqual(firstBeside) && second.SequenceEqual(secondBeside);
    });

    private static void Under(Handler handler, Action program)
    {
        using Scope scope = handler.Enter();
        scope.Run(program);
    }

    private static Dictionary<string, Tensor> EverySecond(Trace trace) =>
        trace.Latents.Where((_, i) => i % 2 == 0).ToDictionary(site => site.Name, site => site.Value!);

    /// <summary>The plates of a trace, with their subsamples, and nothing else.</summary>
    private static Trace PlatesOf(Trace trace)
    {
        var plates = new Trace();
        foreach (PlateSite plate in trace.OfType<PlateSite>()) plates.Add(plate);
        return plates;
    }

    private static bool Same(Trace first, Trace second) =>
        first.Select(site => site.Name).SequenceEqual(second.Select(site => site.Name))
        && first.Zip(second).All(pair => pair.First.Value is null || TensorText.ToDoubles(pair.First.Value).SequenceEqual(TensorText.ToDoubles(pair.Second.Value!)))
        && first.OfType<SampleSite>().All(site => site.IsObserved == second[site.Name].IsObserved)
        && SameLogJoint(first, second);

    private static bool SameLogJoint(Trace first, Trace second) => ((double)first.LogJoint()).Equals((double)second.LogJoint());

    private static void Misbehave(Mischief mischief)
    {
        switch (mischief)
        {
            case Mischief.Initial:
                Param("boom", () => throw new InvalidOperationException());
                break;
            case Mischief.OnTheWayOut:
                Under(new Saboteur(isOnTheWayOut: true), () => Sample("boom", new Normal(0, 1)));
                break;
            case Mischief.OnTheWayBack:
                Under(new Saboteur(isOnTheWayOut: false), () => Sample("boom", new Normal(0, 1)));
                break;
            case Mischief.BadShape:
                Sample("boom", new Normal(0, 1), obs: torch.zeros([2, 1, 1, 1, 1]));
                break;
            case Mischief.Cancellation:
                throw new OperationCanceledException();
            case Mischief.PlateLeftOpen:
                Plate("left open", 5, dim: -9);
                throw new InvalidOperationException();
            default:
                throw new InvalidOperationException();
        }
    }

    /// <summary>A handler that throws.</summary>
    private sealed class Saboteur(bool isOnTheWayOut) : Handler
    {
        protected internal override void Process(SampleSite site)
        {
            if (isOnTheWayOut) throw new InvalidOperationException();
        }

        protected internal override void Postprocess(SampleSite site) => throw new InvalidOperationException();
    }
}
