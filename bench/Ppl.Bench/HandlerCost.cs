using Ppl.Distributions;
using Ppl.Handlers;
using static Ppl.Primitives;

namespace Ppl.Bench;

/// <summary>
/// The log joint of 100 scalar normal variables under Trace, Replay, Seed and BindParams, beside the same log densities by hand: the same tensor
/// operations, in the same order. Values are not checked, as in an engine after its first steps.
/// </summary>
internal sealed class HandlerCost : StepComparison
{
    private const int Sites = 100;
    private const double HalfLogTwoPi = 0.91893853320467274;

    private static readonly string[] Names = [.. Enumerable.Range(0, Sites).Select(i => $"x{i}")];

    private readonly Rng rng = new(seed: 1);
    private readonly ParamStore store = new();
    private readonly Tensor[] values;
    private readonly Trace earlier;

    public HandlerCost() : base(warmUp: 300, repetitions: 100)
    {
        earlier = Run(() => Trace.Of<int>(Model, 0));
        values = [.. earlier.Latents.Select(site => site.Value!.detach())];
    }

    public override string Name => "100 normal sites under Trace, Replay, Seed, BindParams, to their log densities by hand";

    public override double? Target => 1.15;

    /// <summary>Time and managed bytes of one site under those handlers, all that is the distribution's and the tensors' left out.</summary>
    public static string OfOneSite()
    {
        const int Repetitions = 2000;
        using var cost = new HandlerCost();
        using TensorScope scope = TensorScope.Begin();
        using ValueChecks off = ValueChecks.Set(false);
        Distribution prepared = new Normal(0, 1);
        void Program(int _)
        {
            foreach (string name in Names) Sample(name, prepared);
        }
        void Once() => cost.Run(() => Trace.Of<int>(Program, 0));
        PairedRatio.Time(Once, Repetitions);
        double seconds = Enumerable.Range(0, 15).Select(_ => PairedRatio.Time(Once, Repetitions)).Order().ElementAt(7);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Once();
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return $"One site under Trace, Replay, Seed and BindParams, its distribution made and its value given: {1e9 * seconds / Sites:F0} ns, {bytes / Sites} bytes.";
    }

    public override void A()
    {
        using TensorScope step = TensorScope.Begin();
        using ValueChecks off = ValueChecks.Set(false);
        _ = (double)Run(() => Trace.Of<int>(Model, 0)).LogJoint();
    }

    public override void B()
    {
        using TensorScope step = TensorScope.Begin();
        Tensor loc = store["loc"].Constrained(), scale = store["scale"].Constrained();
        Tensor? sum = null;
        foreach (Tensor x in values)
        {
            Tensor term = (-HalfLogTwoPi - scale.log()).add(((x - loc) / scale).square(), -0.5);
            sum = sum is null ? term : sum + term;
        }
        _ = (double)sum!;
    }

    public override void Dispose()
    {
        foreach (Tensor value in values) value.Dispose();
        store.Dispose();
        rng.Dispose();
    }

    private Trace Run(Func<Trace> traced)
    {
        using Scope seed = new Seed(rng).Enter();
        using Scope bind = new BindParams(store).Enter();
        if (earlier is null) return traced();
        using Scope replay = new Replay(earlier).Enter();
        return traced();
    }

    private static void Model(int _)
    {
        Tensor loc = Param("loc", 0.0), scale = Param("scale", 1.0, Constraints.Positive);
        foreach (string name in Names) Sample(name, new Normal(loc, scale));
    }
}
