using System.Collections.Immutable;

namespace Ppl.Handlers;

/// <summary>
/// Gives a discrete latent all its values at once, side by side along a batch dim of its own to the left of the plates; sites that depend on
/// it broadcast. Contract: the terms of log p(z, x) for each combination of the values of the sites that a term depends on.
/// </summary>
/// <remarks>
/// A site takes the rightmost dim that no enumerated site in reach has. What is sampled inside a <c>Markov</c> loop is in reach of the step
/// that sampled it and of as many after it as the loop's history says, everything else until the end; a dim is left alone for one step more, so that a
/// loop which remembers too little is an error, and not a sum over the wrong values. A latent that has a value (observed, replayed,
/// substituted) keeps it. Made anew for each run.
/// </remarks>
/// <param name="plateDepth">How many dims on the right the plates of the program, particles included, own.</param>
/// <param name="rule">
/// How to treat a latent without a value; null: as its <see cref="SiteOptions.Enumeration"/> says, and where it says nothing in parallel if its
/// support can be listed and nothing is said of how to draw it (<see cref="SiteOptions.Estimator"/>), else drawn.
/// </param>
public sealed class Enumerate(int plateDepth, Func<SampleSite, Enumeration>? rule = null) : Handler
{
    /// <summary>libtorch reduces tensors of at most so many dims; one of them a density may need for itself.</summary>
    private const int MaximalRank = 63;

    private readonly Func<SampleSite, Enumeration> rule = rule ?? Default;
    private readonly List<Variable> variables = [];
    private SequentialPath? path;
    private bool isEntered;

    /// <summary>How many dims to the left of the plates a guide's enumerated sites own, whose values the run replays.</summary>
    internal int DimsOfGuide { get; init; }

    /// <summary>Runs a program once for each combination of the values of its sequential sites, the others enumerated as the rule says.</summary>
    /// <param name="program">The program.</param>
    /// <param name="data">Given to each run; the caller keeps it.</param>
    /// <param name="plateDepth">How many dims on the right the plates of the program, particles included, own.</param>
    /// <param name="rule">As for the handler.</param>
    /// <returns>
    /// The traces, run as they are asked for, in the order of the values, the last site's changing fastest; a value may decide which sites follow.
    /// Elements of a plate take their values independently. One trace where no site is sequential.
    /// </returns>
    /// <exception cref="PplException">A mistake in the program, with the sites recorded so far.</exception>
    public static IEnumerable<Trace> Runs<TData>(Program<TData> program, TData data, int plateDepth, Func<SampleSite, Enumeration>? rule = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        return Runs(() => Trace.Of(program, data), plateDepth, rule);
    }

    /// <summary>The results of a function, run once for each combination of the values of the sequential sites that it performs.</summary>
    internal static IEnumerable<TResult> Runs<TResult>(Func<TResult> run, int plateDepth, Func<SampleSite, Enumeration>? rule)
    {
        var path = new SequentialPath(plateDepth);
        do yield return path.Along(run, new Enumerate(plateDepth, rule) { path = path });
        while (path.Advance());
    }

    /// <inheritdoc/>
    internal override int? ReservedDim => -plateDepth - 1;

    /// <inheritdoc/>
    protected internal override void Entering()
    {
        if (isEntered) throw Error.RecorderEnteredTwice(nameof(Enumerate));
        isEntered = true;
    }

    /// <inheritdoc/>
    protected internal override void Process(SampleSite site)
    {
        Forget(site);
        if (site.Enumeration is null && site.Value is null && !site.IsObserved) EnumerateAsRuled(site);
        if (site.Enumeration is { } own) Remember(own, site);
        Reach(site, site.Distribution.BatchShape);
    }

    /// <inheritdoc/>
    protected internal override void Process(FactorSite site)
    {
        Forget(site);
        Reach(site, Shape.Of(site.Value!));
    }

    private void EnumerateAsRuled(SampleSite site)
    {
        Enumeration how = rule(site);
        if (how == Enumeration.Drawn) return;
        if (how == Enumeration.Sequential)
        {
            site.Value = (path ?? throw new InvalidOperationException("A sequential site takes one run for each value: use Enumerate.Runs.")).Next(site);
            return;
        }
        Tensor values = how.Draws is { } draws ? SupportValues.Draws(site, draws, plateDepth) : SupportValues.All(site);
        int dim = TakeDim(site);
        Tensor along = SupportValues.Along(dim, values, site);
        var frame = new EnumerationFrame(site.Name, dim, values.size(0), AreDraws: how.Draws is not null);
        if (frame.AreDraws) (site.Value, site.Enumeration) = (along, frame);
        else site.ListSupport(along, frame);
    }

    /// <summary>Lets go of what no later site can reach, but keeps the dim of what a loop has just lost: another site there would hide the mistake.</summary>
    private void Forget(ScoredSite site) => variables.RemoveAll(variable => !LoopFrame.SeemsToReach(variable.Loops, site.Loops));

    /// <summary>A dim given from outside may be one that was left alone.</summary>
    private void Remember(EnumerationFrame own, SampleSite site)
    {
        variables.RemoveAll(variable => variable.Frame.Dim == own.Dim && variable.Frame.Name != own.Name
            && (LoopFrame.Reaches(variable.Loops, site.Loops) ? throw Error.DimTakenAgain(site, variable.Frame) : true));
        variables.Add(new Variable(own, site.Loops));
    }

    private void Reach(ScoredSite site, Shape batch)
    {
        ImmutableArray<EnumerationFrame>.Builder reached = ImmutableArray.CreateBuilder<EnumerationFrame>(variables.Count);
        foreach (Variable variable in variables)
        {
            if (LoopFrame.Reaches(variable.Loops, site.Loops)) reached.Add(variable.Frame);
            else if (Depends(batch, variable.Frame.Dim)) throw Error.OutOfReach(site, variable.Frame);
        }
        site.Enumerations = reached.DrainToImmutable();
    }

    private static bool Depends(Shape batch, int dim) => batch.Rank >= -dim && batch[dim] > 1;

    private int TakeDim(SampleSite site)
    {
        int dim = -plateDepth - DimsOfGuide - 1;
        while (IsTaken(dim)) dim--;
        if (-dim + site.Distribution.EventShape.Rank + 1 > MaximalRank) throw Error.TooManyEnumerated(site, variables.Select(variable => variable.Frame));
        return dim;
    }

    private bool IsTaken(int dim)
    {
        foreach (Variable variable in variables)
            if (variable.Frame.Dim == dim) return true;
        return false;
    }

    /// <summary>How a latent is treated where no rule is given.</summary>
    internal static Enumeration Default(SampleSite site) =>
        site.Options.Enumeration ?? (site.Distribution.HasEnumerableSupport && site.Options.Estimator is null ? Enumeration.Parallel : Enumeration.Drawn);

    private readonly record struct Variable(EnumerationFrame Frame, ImmutableArray<LoopFrame> Loops);
}
