using Ppl.Compilation;
using Ppl.Handlers;
using Ppl.Infer;
using TorchSharp;

namespace Ppl.Symbolic;

/// <summary>
/// The log joint density of a program over unconstrained space, as an expression graph: log Σ_w p(z, w, x) + log |dz/du|, z = f(u) by <see cref="Biject"/> of each support,
/// w the discrete latents, whose support can be listed.
/// </summary>
/// <remarks>The numbers u are the latents' unconstrained elements one latent after another, in the order of the program, as the traced density has them.</remarks>
public static class SymbolicDensity
{
    /// <summary>Runs a program twice: to find its latents, and then with these as expressions of a point.</summary>
    /// <param name="program">The program with its data; handlers of its own go around it. It branches on data and shapes alone.</param>
    /// <exception cref="SymbolicProgramException">
    /// A mistake in the program; PPL010: a discrete latent's support cannot be listed, or it asks to be drawn; PPL032: a term mixes its values; PPL401: a number is asked of a latent; PPL402: a parameter; PPL403: a draw.
    /// </exception>
    /// <exception cref="ArgumentException">The program has no continuous latents, or a plate of it is subsampled.</exception>
    public static DensityGraph Of(Action program)
    {
        ArgumentNullException.ThrowIfNull(program);
        try
        {
            return Traced(program);
        }
        catch (PplException error)
        {
            throw new SymbolicProgramException(error.Code, error.Message, error);
        }
    }

    private static DensityGraph Traced(Action program)
    {
        FirstRun first = FirstRun.Of(program);
        if (first is { HasSummed: true, Trial: null }) RequireTermsOfEachValue(program, first);
        var graph = new Graph();
        using GraphScope scope = GraphScope.Begin(graph);
        Point point = graph.Point(first.Layout.Dimension);
        var place = new UnconstrainedLatents(first.Layout.PartsOf(Tensor.Of(point)));
        Trace trace = first.HasSummed ? Enumerated(program, place, first.PlateDepth) : Placed(program, place);
        foreach (SampleSite site in trace.Latents)
            if (site.Supplier is null && site.Enumeration is null) throw Error.UnknownSite("the latents of the first run", site.Name, first.Layout.Names);
        first.Trial?.Require(trace, point);
        Tensor density = UnconstrainedDensity.Of(trace, place, first.HasSummed);
        return new DensityGraph(graph, point, density.Node, [.. trace.Select(first.SiteOf).OfType<SiteGraph>()]);
    }

    /// <summary>Tries what is summed out, in runs at a point of known numbers.</summary>
    /// <exception cref="PplException">PPL032, and what an enumerated run finds.</exception>
    private static void RequireTermsOfEachValue(Action program, FirstRun first)
    {
        using GraphScope scope = GraphScope.Begin(new Graph());
        using ValueChecks checks = ValueChecks.Set(false);
        var random = new Random(1);
        double[] numbers = [.. Enumerable.Range(0, first.Layout.Dimension).Select(_ => (4 * random.NextDouble()) - 2)];
        Trace enumerated = Enumerated(program, new UnconstrainedLatents(first.Layout.PartsOf(torch.tensor(numbers))), first.PlateDepth);
        EnumerationTrial.Require([enumerated], values =>
        {
            using Scope given = values.Enter();
            return [Run(program)];
        });
    }

    private static Trace Enumerated(Action program, UnconstrainedLatents place, int plateDepth)
    {
        using Scope enumerate = new Enumerate(plateDepth, UnconstrainedDensity.SummedOut).Enter();
        return Placed(program, place);
    }

    private static Trace Placed(Action program, UnconstrainedLatents place)
    {
        using Scope values = place.Enter();
        return Run(program);
    }

    private static Trace Run(Action program)
    {
        using Scope parameters = new NoParameters().Enter();
        return Trace.Of(program);
    }

    /// <summary>What a run at numbers that count for nothing finds out.</summary>
    private sealed class FirstRun : Handler
    {
        private readonly Dictionary<string, Tensor> named = [];
        private readonly HashSet<string> placed = [];
        private readonly Dictionary<string, long> listed = [];
        private readonly Random random = new(1);

        public PointLayout Layout { get; } = new();

        /// <summary>Are there discrete latents, to be summed out?</summary>
        public bool HasSummed { get; private set; }

        /// <summary>Where these are many, what is tried by this run.</summary>
        public LongTrial? Trial { get; private set; }

        public int PlateDepth { get; private set; }

        public static FirstRun Of(Action program)
        {
            using GraphScope scope = GraphScope.Begin(new Graph());
            using ValueChecks checks = ValueChecks.Set(false);
            var first = new FirstRun();
            first.Read(first.Run(program));
            return first;
        }

        /// <summary>Any value will do: the middle of unconstrained space, and one of a list.</summary>
        protected internal override void Process(SampleSite site)
        {
            if (site.Value is not null) return;
            if (site.Distribution.Support.IsDiscrete)
            {
                HasSummed |= UnconstrainedDensity.SummedOut(site) == Enumeration.Parallel;
                Tensor support = site.Distribution.EnumerateSupport();
                site.Value = support[listed[site.Name] = random.NextInt64(support.shape[0])];
                return;
            }
            Transform transform = UnconstrainedLatents.To(site);
            Shape shape = transform.InverseShape(site.Distribution.BatchShape + site.Distribution.EventShape);
            site.Supply(transform.Forward(torch.zeros(shape.AsSpan(), torch.ScalarType.Float64)), this);
            UnconstrainedDensity.Place(site, Layout);
            placed.Add(site.Name);
        }

        /// <summary>What is kept of draws: a latent of the point, and a named value that depends on no latent that is summed out.</summary>
        public SiteGraph? SiteOf(Site site) => site switch
        {
            SampleSite { IsObserved: false, Enumeration: null } latent when placed.Contains(latent.Name) =>
                new(latent.Name, SiteKind.Latent, latent.Value!.Node, latent.Distribution.EventShape.Rank),
            DeterministicSite value when named.TryGetValue(value.Name, out Tensor? known) && Shape.Of(known) == Shape.Of(value.Value!) =>
                new(value.Name, SiteKind.Deterministic, value.Value!.Node, value.EventDim),
            _ => null,
        };

        private Trace Run(Action program)
        {
            using Scope values = Enter();
            return SymbolicDensity.Run(program);
        }

        private void Read(Trace trace)
        {
            WholePlates.Require(trace);
            if (Layout.Dimension == 0) throw new ArgumentException("The model has no continuous latents to move.", "model");
            PlateDepth = trace.PlateDepth;
            if (HasSummed && listed.Count >= EnumerationTrial.Many) Trial = new LongTrial(trace, listed);
            foreach (DeterministicSite site in trace.OfType<DeterministicSite>()) named.Add(site.Name, site.Value!);
        }
    }

    /// <summary>A density of latents and data alone.</summary>
    private sealed class NoParameters : Handler
    {
        protected internal override void Process(ParamSite site)
        {
            if (site.Value is null) throw Error.ParameterInDensity(site);
        }
    }
}
