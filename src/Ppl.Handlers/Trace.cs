using System.Collections;

namespace Ppl.Handlers;

/// <summary>The sites of one run of a program, by name, in the order in which they were performed.</summary>
public sealed class Trace : IReadOnlyCollection<Site>
{
    private readonly SiteTable inOrder = new();

    /// <inheritdoc/>
    public int Count => inOrder.Count;

    /// <summary>The sample site of a name.</summary>
    /// <exception cref="PplException">PPL024 lists the sample sites there are, nearest first.</exception>
    public SampleSite this[string name] =>
        Find<SampleSite>(name) ?? throw Error.UnknownSite("the trace", name, inOrder.OfType<SampleSite>().Select(site => site.Name));

    /// <summary>The sample sites whose values are not data.</summary>
    public IEnumerable<SampleSite> Latents => inOrder.OfType<SampleSite>().Where(site => !site.IsObserved);

    /// <summary>The sample sites whose values are data.</summary>
    public IEnumerable<SampleSite> Observed => inOrder.OfType<SampleSite>().Where(site => site.IsObserved);

    /// <summary>The sites that add a term to the log joint density: sample sites and factors.</summary>
    internal IEnumerable<ScoredSite> Scored => inOrder.OfType<ScoredSite>();

    /// <summary>How many dims on the right the plates of the run own.</summary>
    internal int PlateDepth
    {
        get
        {
            int depth = 0;
            foreach (Site site in inOrder)
                if (site is PlateSite { Dim: { } dim }) depth = Math.Max(depth, -dim);
            return depth;
        }
    }

    /// <summary>Runs a program and records its sites.</summary>
    /// <exception cref="PplException">
    /// Whatever escapes the program, with the table of the sites recorded so far; an exception of other code is its inner exception.
    /// </exception>
    public static Trace Of<TData>(Program<TData> program, TData data)
    {
        Program<TData> given = GivenProgram.Of(program, nameof(program));
        return Of(() => given(data));
    }

    /// <inheritdoc cref="Of{TData}(Program{TData}, TData)"/>
    internal static Trace Of(Action program)
    {
        var handler = new TraceHandler();
        Record(handler, program);
        return handler.Trace;
    }

    /// <summary>Runs a program, its sites recorded by a handler of one's own, which has those before whatever escapes the program.</summary>
    /// <exception cref="PplException">As <see cref="Of{TData}(Program{TData}, TData)"/>.</exception>
    internal static void Record(TraceHandler handler, Action program)
    {
        try
        {
            using Scope scope = handler.Enter();
            scope.Run(program);
        }
        catch (PplException error) when (error.Sites is null)
        {
            error.Sites = TraceTable.Of(handler.Trace, error.Site);
            throw;
        }
        catch (Exception foreign) when (foreign is not (PplException or OperationCanceledException))
        {
            PplException error = handler.Trace.Escaping(foreign);
            error.Sites = handler.Trace.ToString();
            throw error;
        }
    }

    /// <summary>log p(values) = the sum of each site's <see cref="ScoredSite.ScaledLogProb"/>.</summary>
    /// <param name="keepPlate">A plate over whose elements not to sum, such as particles: one number per element.</param>
    /// <returns>A scalar, or one number per element of the kept plate. Lives in the caller's tensor scope.</returns>
    /// <exception cref="PplException">PPL024 when no site is inside a plate of that name.</exception>
    public Tensor LogJoint(string? keepPlate = null)
    {
        if (keepPlate is not null && !Scored.Any(site => site.DimOf(keepPlate) is not null))
            throw Error.UnknownSite("the trace's plates", keepPlate, Scored.SelectMany(site => site.Plates).Select(frame => frame.Name).Distinct());
        return Total(keepPlate);
    }

    /// <summary>Managed copies of all values: the way out of a tensor scope.</summary>
    public TraceSnapshot Snapshot() => new([.. inOrder.Where(site => site.Value is not null).Select(SiteSnapshot.Of)]);

    /// <inheritdoc/>
    public IEnumerator<Site> GetEnumerator() => inOrder.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The shape table: a line for each site.</summary>
    public override string ToString() => TraceTable.Of(inOrder);

    /// <summary>The log joint; a trace with no site inside the plate to keep gives a scalar.</summary>
    internal Tensor Total(string? keepPlate)
    {
        Tensor? sum = null;
        foreach (Site site in inOrder)
        {
            if (site is not ScoredSite scored) continue;
            Tensor term = scored.Total(keepPlate);
            sum = sum is null ? term : sum + term;
        }
        return sum ?? torch.zeros([]);
    }

    /// <summary>The site of a name and a kind; null when there is none.</summary>
    internal TSite? Find<TSite>(string name) where TSite : Site => inOrder.Find(name) as TSite;

    /// <summary>How many sites were performed before the one of a name; -1 when there is none.</summary>
    internal int PlaceOf(string name) => inOrder.PlaceOf(name);

    /// <summary>What to throw for an exception of other code: a tensor of many values where one number was wanted has a name where sites are enumerated.</summary>
    private PplException Escaping(Exception foreign)
    {
        bool wantsOneNumber = foreign.Message.Contains("cannot be converted to Scalar") || foreign.Message.Contains("exactly one element");
        return wantsOneNumber && Scored.LastOrDefault()?.Enumerations is { IsEmpty: false } enumerated
            ? Error.EnumeratedInBranch(enumerated, foreign)
            : Error.ForeignException(foreign);
    }

    /// <summary>The value of a site of any kind.</summary>
    /// <exception cref="PplException">PPL024 lists the sites there are, nearest first.</exception>
    internal Tensor ValueOf(string name) =>
        Find<Site>(name)?.Value ?? throw Error.UnknownSite("the trace", name, inOrder.Select(site => site.Name));

    /// <exception cref="PplException">PPL001 when the name is taken.</exception>
    internal void Add(Site site)
    {
        if (inOrder.Add(site) is not { } earlier)
        {
            site.MarkRecorded();
            return;
        }
        bool isSecondReading = (earlier, site) is (ParamSite, ParamSite) or (PlateSite, PlateSite);
        if (!isSecondReading) throw Error.DuplicateSite(site, earlier);
    }
}
