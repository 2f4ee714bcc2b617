using System.Runtime.InteropServices;

namespace Ppl.Handlers;

/// <summary>
/// Who depends on whom, by running. In a world, every site has a known value; a run in which one of them is changed shows all that depends on it.
/// A change that makes new sites appear opens a world of its own, in which they have known values too.
/// </summary>
/// <remarks>
/// It takes a run for each of a few changes of each node. Gradients would need fewer, but they are silent about discrete values, branches,
/// <c>item</c> and <c>detach</c>: each pair without one would have to be run all the same.
/// </remarks>
internal sealed class DependencySearch(Action program, Rng rng)
{
    /// <summary>A program that recurses on its own draws has no end of worlds.</summary>
    private const int MostWorlds = 16;

    /// <summary>How many values of a deterministic site are tried, and of a module's weights.</summary>
    private const int MostChanges = 3, WeightChanges = 2;

    private readonly Dictionary<string, ModelNode> nodes = [];
    private readonly HashSet<ModelEdge> edges = [];
    private readonly Queue<Dictionary<string, Tensor>> worlds = new();
    private int opened;

    /// <exception cref="PplException">Whatever escapes the program; PPL013 when a second run with the same values differs.</exception>
    public ModelGraph Graph()
    {
        ProgramRun first = Run(new Dictionary<string, Tensor>(), change: null);
        Dictionary<string, Tensor> known = first.Values();
        ProgramRun second = Run(known, change: null);
        if (first.Trace.FirstOrDefault(site => Differs(site, first, second)) is { } restless) throw Error.HiddenRandomness(restless);
        worlds.Enqueue(known);
        while (worlds.TryDequeue(out Dictionary<string, Tensor>? world)) Explore(world);
        return new ModelGraph(nodes.Values, edges);
    }

    private void Explore(Dictionary<string, Tensor> known)
    {
        ProgramRun baseline = Run(known, change: null);
        Note(baseline.Trace);
        var computed = new Dictionary<string, List<Tensor>>();
        Site[] sites = [.. baseline.Trace];
        for (int i = 0; i < sites.Length; i++)
        {
            int furthest = -1;
            foreach (Change change in Changes(sites[i], baseline, computed))
            {
                using TensorScope scope = TensorScope.Begin();
                ProgramRun run = Run(known, change);
                Compare(baseline, sites.AsSpan(i + 1), run, change.Node);
                Remember(baseline, run, computed, scope);
                if (Note(run.Trace)) Open(known, change, run, scope);
                furthest = Math.Max(furthest, run.IsComplete ? int.MaxValue : run.Trace.Count);
            }
            // No change left the program whole: the site that it did not reach cannot be without this one.
            if (furthest >= 0 && furthest < sites.Length) Connect(NameOf(sites[i]), sites[furthest]);
        }
    }

    /// <summary>Adds the nodes of a run's sites; true when one of them is new.</summary>
    private bool Note(Trace trace)
    {
        int before = nodes.Count;
        foreach (Site site in trace)
            if (Node(site, trace) is { } node) nodes.TryAdd(node.Name, node);
        return nodes.Count > before;
    }

    /// <summary>Connects a node with those of the sites after it that differ, and with new ones.</summary>
    private void Compare(ProgramRun baseline, ReadOnlySpan<Site> after, ProgramRun run, string changed)
    {
        foreach (Site site in after)
            if (!edges.Contains(new ModelEdge(changed, site.Name)) && Differs(site, baseline, run)) Connect(changed, site);
        foreach (Site site in run.Trace)
            if (baseline.Trace.Find<Site>(site.Name) is null) Connect(changed, site);
    }

    /// <summary>Whether a site of one run is another in the second, or is not there though that run came to its end.</summary>
    private static bool Differs(Site site, ProgramRun run, ProgramRun other) =>
        other.Trace.Find<Site>(site.Name) is { } partner
            ? run.TraitsOf(site) is { } traits && other.TraitsOf(partner) is { } others && !traits.AreThoseOf(others)
            : other.IsComplete;

    /// <summary>Parameters and plates depend on nothing, not even where they are read in one branch alone.</summary>
    private void Connect(string from, Site to)
    {
        if (to is ScoredSite or DeterministicSite && to.Name != from) edges.Add(new ModelEdge(from, to.Name));
    }

    /// <summary>Keeps what deterministic sites would have been, as possible other values of theirs.</summary>
    private static void Remember(ProgramRun baseline, ProgramRun run, Dictionary<string, List<Tensor>> computed, TensorScope scope)
    {
        foreach (DeterministicSite site in run.Trace.OfType<DeterministicSite>())
        {
            Tensor value = run.Computed[site.Name];
            ref List<Tensor>? values = ref CollectionsMarshal.GetValueRefOrAddDefault(computed, site.Name, out _);
            values ??= [];
            if (values.Count < MostChanges && baseline.Computed.TryGetValue(site.Name, out Tensor? before) && !OtherValues.AreSame(value, before))
                values.Add(scope.Keep(value.detach().clone()));
        }
    }

    private void Open(Dictionary<string, Tensor> known, Change change, ProgramRun run, TensorScope scope)
    {
        if (change.Value is null || ++opened >= MostWorlds) return;
        var world = new Dictionary<string, Tensor>(known) { [change.Node] = change.Value };
        foreach ((string name, Tensor value) in run.Values())
            if (!world.ContainsKey(name)) world[name] = scope.Keep(value.clone());
        worlds.Enqueue(world);
    }

    private IEnumerable<Change> Changes(Site site, ProgramRun baseline, Dictionary<string, List<Tensor>> computed) => site switch
    {
        SampleSite sample => OtherValues.Of(sample, rng).Select(value => new Change(site.Name, value)),
        DeterministicSite => (computed.GetValueOrDefault(site.Name) is { Count: > 0 } values ? values : [OtherValues.Nudged(baseline.Computed[site.Name])])
            .Select(value => new Change(site.Name, value)),
        ParamSite { Leaf: not null } weight => WeightsOf(weight.ModuleName, baseline.Trace) is var weights && weights[0] == site
            ? Enumerable.Range(0, WeightChanges).Select(number => OtherWeights(weight.ModuleName, weights, number))
            : [],
        ParamSite parameter => OtherValues.Of(parameter, baseline.Computed[site.Name], rng).Select(value => new Change(site.Name, value)),
        _ => [],
    };

    private Change OtherWeights(string module, ParamSite[] weights, int number)
    {
        using Rng stream = OtherValues.Stream(rng, module).Fork((ulong)number);
        return new Change(module, Value: null, [.. weights.Select(site => (site.Leaf!, OtherValues.Moved(site.Leaf!.detach(), stream)))]);
    }

    private ProgramRun Run(Dictionary<string, Tensor> known, Change? change)
    {
        var given = new GivenValues(rng, known, change);
        if (change is null) return new ProgramRun(Trace.Of(() => Perform(given)), given.Computed, IsComplete: true);
        var recorder = new TraceHandler();
        using ValueChecks noChecks = ValueChecks.Set(on: false);
        try
        {
            change.Around(() => Trace.Record(recorder, () => Perform(given)));
            return new ProgramRun(recorder.Trace, given.Computed, IsComplete: true);
        }
        catch (Exception refusal) when (refusal is not OperationCanceledException)
        {
            return new ProgramRun(recorder.Trace, given.Computed, IsComplete: false);
        }
    }

    private void Perform(GivenValues given)
    {
        using Scope scope = given.Enter();
        scope.Run(program);
    }

    private static string NameOf(Site site) => site is ParamSite { Leaf: not null } weight ? weight.ModuleName : site.Name;

    private static ParamSite[] WeightsOf(string module, Trace trace) =>
        [.. trace.OfType<ParamSite>().Where(site => site.Leaf is not null && site.ModuleName == module)];

    private static ModelNode? Node(Site site, Trace trace) => site switch
    {
        SampleSite sample => new(site.Name, sample.IsObserved ? ModelNodeKind.Observed : ModelNodeKind.Latent, sample.Distribution.Name, site.Plates, sample.Enumeration is not null),
        ParamSite { Leaf: not null } weight => new(weight.ModuleName, ModelNodeKind.Module, Count(WeightsOf(weight.ModuleName, trace).Length), []),
        ParamSite parameter => new(site.Name, ModelNodeKind.Parameter, parameter.Constraint.ToString(), parameter.EventDim is null ? [] : site.Plates),
        DeterministicSite => new(site.Name, ModelNodeKind.Deterministic, "", site.Plates),
        FactorSite => new(site.Name, ModelNodeKind.Factor, "", site.Plates),
        _ => null,
    };

    private static string Count(int weights) => weights == 1 ? "1 weight" : FormattableString.Invariant($"{weights} weights");
}
