using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>A program as a density over unconstrained space: how a point is laid out, and runs at points. Immutable: one serves many threads.</summary>
internal sealed class DensityProgram
{
    private const ulong LayoutStream = 0x1A70;
    private const int Trials = 6;

    private readonly Action model;
    private readonly ParamStore parameters;
    private readonly PointLayout layout = new();
    private readonly string[] discreteNames;
    private readonly Dictionary<string, Shape> deterministic = [];
    private readonly List<HeldSite> held = [];
    private readonly GibbsDraws gibbs;
    private readonly bool hasSummed;
    private readonly int plateDepth;

    /// <summary>Runs the program once to find its latents, at numbers that count for nothing. In the caller's tensor scope, for an error tells of the run's tensors.</summary>
    private DensityProgram(Action model, ParamStore parameters, IReadOnlyCollection<string> gibbs, bool allowFloat32, torch.ScalarType dtype, torch.Device device)
    {
        (this.model, this.parameters, Dtype, Device) = (model, parameters, dtype, device);
        using ValueChecks checks = ValueChecks.Set(false);
        using Rng rng = NewRng();
        using Rng own = rng.Fork(LayoutStream);
        Trace trace = Start(InitialValues.Uniform(), own);
        WholePlates.Require(trace);
        foreach (ScoredSite site in trace.Scored)
            if (IsSingle(site) && !allowFloat32) throw Error.SinglePrecision(site);
        plateDepth = trace.PlateDepth;
        discreteNames = [.. trace.Latents.Where(site => site.Supplier is null).Select(site => site.Name)];
        foreach (string name in gibbs)
            if (!discreteNames.Contains(name)) throw Error.UnknownSite("the model's discrete latents", name, discreteNames);
        foreach (SampleSite site in trace.Latents)
        {
            if (InitialValues.Gave(site)) UnconstrainedDensity.Place(site, layout);
            else if (gibbs.Contains(site.Name)) held.Add(Held(site));
            else if (site.Supplier is null) hasSummed = UnconstrainedDensity.SummedOut(site) == Enumeration.Parallel;
        }
        if (layout.Dimension == 0) throw new ArgumentException("The model has no continuous latents to move.", nameof(model));
        foreach (DeterministicSite site in trace.OfType<DeterministicSite>()) deterministic.Add(site.Name, Shape.Of(site.Value!));
        if (hasSummed) RequireTermsOfEachValue(own);
        this.gibbs = new GibbsDraws(this, held, own);
    }

    /// <summary>How many numbers a point has.</summary>
    public int Dimension => layout.Dimension;

    /// <summary>Where its latents stand in a point.</summary>
    public PointLayout Layout => layout;

    /// <summary>The dtype in which the program's latents are drawn.</summary>
    public torch.ScalarType Dtype { get; }

    public torch.Device Device { get; }

    /// <param name="model">The program.</param>
    /// <param name="parameters">All that it asks for.</param>
    /// <param name="gibbs">The discrete latents that are held at values, and not summed out.</param>
    /// <param name="allowFloat32">Whether float32 will do.</param>
    /// <param name="device">Where it runs.</param>
    /// <exception cref="PplException">A mistake in the program; PPL010, PPL024, PPL032, PPL204.</exception>
    public static DensityProgram Of(Action model, ParamStore parameters, IReadOnlyCollection<string> gibbs, bool allowFloat32, torch.Device device)
    {
        using TensorScope scope = TensorScope.Begin();
        try
        {
            return new DensityProgram(model, parameters, gibbs, allowFloat32, torch.ScalarType.Float64, device);
        }
        catch (PplException error) when (error.Code == "PPL109" && allowFloat32)
        {
            return new DensityProgram(model, parameters, gibbs, allowFloat32, torch.ScalarType.Float32, device);
        }
        catch (PplException error) when (error is { Code: "PPL109", Site: ScoredSite site })
        {
            throw Error.SinglePrecision(site, error);
        }
    }

    /// <summary>What is wrong with a site that a kernel is to move, and that is no continuous latent.</summary>
    public PplException NotMoved(string name) =>
        discreteNames.Contains(name) ? Error.DiscreteInBlock(name) : Error.UnknownSite("the model's continuous latents", name, layout.Names);

    /// <summary>A generator of the program's dtype and device.</summary>
    public Rng NewRng() => new(0, Dtype, Device);

    /// <summary>Room for the values of the discrete latents that are held; the caller disposes it.</summary>
    public HeldLatents NewHeld() => new(held, Device);

    /// <summary>log p(z, x) + log |dz/du| at a point, discrete latents summed out but for those that are held. Lives in the caller's tensor scope.</summary>
    /// <param name="point">Float64, [dimension].</param>
    /// <param name="discrete">What is held.</param>
    /// <param name="rng">One of <see cref="NewRng"/>: no number is drawn from it.</param>
    public Tensor LogDensity(Tensor point, HeldLatents discrete, Rng rng)
    {
        (Trace trace, UnconstrainedLatents place) = Run(point, discrete, rng);
        return UnconstrainedDensity.Of(trace, place, hasSummed);
    }

    /// <summary>How so many points lie side by side.</summary>
    public PointLayout LayoutOf(int count) => layout.SideBySide(count, plateDepth);

    /// <summary>The log densities at many points in one run, one number each, or one for all. Lives in the caller's tensor scope.</summary>
    /// <param name="points">Float64, [count, dimension].</param>
    /// <param name="wide">How they lie: <see cref="LayoutOf"/>.</param>
    /// <param name="count">How many.</param>
    /// <param name="rng">As for <see cref="LogDensity"/>.</param>
    public Tensor LogDensities(Tensor points, PointLayout wide, int count, Rng rng)
    {
        var place = new UnconstrainedLatents(wide.PartsOf(points));
        Trace trace = WithParameters(rng, () => hasSummed ? EnumeratedCopies(place, count) : Copies(place, count));
        Tensor density = hasSummed ? Contraction.Of(FactorGraph.Of(trace, Chunk.Name), Semiring.LogSum).Total : trace.Total(Chunk.Name);
        return place.LogJacobian(count) is { } jacobian ? density + jacobian : density;
    }

    private Trace EnumeratedCopies(UnconstrainedLatents place, int count)
    {
        using Scope enumerate = new Enumerate(plateDepth + 1, UnconstrainedDensity.SummedOut).Enter();
        return Copies(place, count);
    }

    private Trace Copies(UnconstrainedLatents place, int count)
    {
        using Scope values = place.Enter();
        using Scope copies = new Broadcast(Chunk.Name, count, -plateDepth - 1).Enter();
        return Trace.Of(model);
    }

    /// <summary>Draws the discrete latents that are held, one after another, each given all else; those that are not are summed out.</summary>
    /// <param name="point">Float64, [dimension].</param>
    /// <param name="discrete">What is held; afterwards what was drawn.</param>
    /// <param name="rng">The source of the draws.</param>
    public void Draw(Tensor point, HeldLatents discrete, Rng rng) => gibbs.Draw(point, discrete, rng);

    /// <summary>A point at initial values, found in the order of the model's sites; what is held gets draws from the prior.</summary>
    public double[] Point(InitialValues values, HeldLatents discrete, Rng rng)
    {
        using TensorScope scope = TensorScope.Begin();
        Trace trace = Start(values, rng);
        foreach (string name in discrete.Names) discrete.Set(name, trace[name].Value!);
        return TensorText.ToDoubles(torch.cat([.. layout.Names.Select(name => UnconstrainedLatents.PointOf(trace[name]).detach().reshape(-1).to(torch.ScalarType.Float64))]));
    }

    /// <summary>What is kept of draws: latents, and named values that depend on no latent that is summed out.</summary>
    /// <param name="point">Some point, float64, [dimension].</param>
    /// <param name="discrete">What is held.</param>
    /// <param name="rng">As for <see cref="LogDensity"/>.</param>
    /// <param name="count">How many draws there are to be.</param>
    public SiteBuffer[] Buffers(Tensor point, HeldLatents discrete, Rng rng, int count) =>
        [.. Run(point, discrete, rng).Trace.Select(site => BufferOf(site, count)).OfType<SiteBuffer>()];

    /// <summary>Reads the values of sites at a point.</summary>
    public void Read(Tensor point, HeldLatents discrete, Rng rng, IReadOnlyList<SiteBuffer> buffers, int draw)
    {
        Trace trace = Run(point, discrete, rng).Trace;
        foreach (SiteBuffer buffer in buffers) buffer.Read(trace.ValueOf(buffer.Name), new Chunk(draw, 1, Depth: null));
    }

    /// <summary>A run at a point.</summary>
    /// <param name="point">Float64, [dimension].</param>
    /// <param name="discrete">What is held.</param>
    /// <param name="rng">As for <see cref="LogDensity"/>.</param>
    /// <param name="drawn">A site that is not held, but enumerated.</param>
    public (Trace Trace, UnconstrainedLatents Place) Run(Tensor point, HeldLatents discrete, Rng rng, string? drawn = null)
    {
        var place = new UnconstrainedLatents(layout.PartsOf(point));
        Trace trace = WithParameters(rng, () => hasSummed || drawn is not null ? Enumerated(place, discrete, drawn) : Placed(place, discrete, drawn));
        foreach (SampleSite site in trace.Latents)
            if (site.Supplier is null && site.Enumeration is null) throw Error.UnknownSite("the latents of the first run", site.Name, layout.Names);
        return (trace, place);
    }

    /// <summary>Tries what is summed out, at a point that has a density.</summary>
    /// <exception cref="PplException">PPL032, and what an enumerated run finds.</exception>
    private void RequireTermsOfEachValue(Rng rng)
    {
        using IDisposable noGradients = torch.no_grad();
        using HeldLatents discrete = NewHeld();
        for (int trial = 0; trial < Trials; trial++)
        {
            try
            {
                Tensor point = torch.tensor(Point(InitialValues.Uniform(), discrete, rng), device: Device);
                EnumerationTrial.Require([Run(point, discrete, rng).Trace], values => [WithParameters(rng, () => Under(values))]);
                return;
            }
            catch (PplException error) when (CommonDraws.HasNoValue(error))
            {
                // Another point will have a density; where none has, a chain finds no start.
            }
        }
    }

    private Trace Under(Handler values)
    {
        using Scope given = values.Enter();
        return Trace.Of(model);
    }

    private Trace Enumerated(UnconstrainedLatents place, HeldLatents discrete, string? drawn)
    {
        using Scope enumerate = new Enumerate(plateDepth, site => site.Name == drawn ? Enumeration.Parallel : UnconstrainedDensity.SummedOut(site)).Enter();
        return Placed(place, discrete, drawn);
    }

    private Trace Placed(UnconstrainedLatents place, HeldLatents discrete, string? drawn)
    {
        using Scope values = place.Enter();
        if (discrete.Count == 0) return Trace.Of(model);
        using Scope held = discrete.Except(drawn).Enter();
        return Trace.Of(model);
    }

    private Trace Start(InitialValues values, Rng rng) => WithParameters(rng, () => values.Find(model, rng));

    private Trace WithParameters(Rng rng, Func<Trace> run)
    {
        using Scope seed = new Seed(rng).Enter();
        using Scope bind = new BindParams(parameters).Enter();
        using Scope known = new KnownParams(parameters).Enter();
        return run();
    }

    /// <exception cref="PplException">PPL010: its support cannot be listed.</exception>
    private static HeldSite Held(SampleSite site) => site.Distribution.HasEnumerableSupport
        ? new HeldSite(site.Name, site.Distribution.BatchShape + site.Distribution.EventShape, site.Value!.dtype)
        : throw Error.NotInDensity(site);

    /// <summary>Is it float32 by what the program was given? Numbers alone have no dtype, whole numbers that of their logarithms.</summary>
    private static bool IsSingle(ScoredSite site) =>
        site.LogProb.dtype == torch.ScalarType.Float32
        && (site is not SampleSite sample || sample.Value!.is_floating_point() || sample.Distribution.Over(default).Real is not null);

    private SiteBuffer? BufferOf(Site site, int count) => site switch
    {
        SampleSite { IsObserved: false, Enumeration: null } latent when layout.Names.Contains(latent.Name) || held.Exists(site => site.Name == latent.Name) =>
            new(latent.Name, SiteRole.Latent, latent.Value!, latent.Distribution.EventShape.Rank, count),
        DeterministicSite named when deterministic.TryGetValue(named.Name, out Shape shape) && shape == Shape.Of(named.Value!) =>
            new(named.Name, SiteRole.Deterministic, named.Value!, named.EventDim, count),
        _ => null,
    };
}
