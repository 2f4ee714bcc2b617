namespace Ppl.Handlers;

/// <summary>
/// Leaves a program at a latent that nobody has given a value: for inference that searches. Contract: the sites before it, and
/// log p(values so far), which <see cref="Trace.LogJoint"/> of the partial trace gives; the distribution of the site left at says how to go on.
/// </summary>
/// <remarks>Go on by running the program again under <see cref="Substitute"/> with one value more.</remarks>
public sealed class Escape : Handler
{
    private readonly Func<SampleSite, bool> isExit;
    private Left? left;

    private Escape(Func<SampleSite, bool> isExit) => this.isExit = isExit;

    /// <summary>Runs a program to the first latent at which to leave it, or to its end.</summary>
    /// <param name="program">The program, under handlers that give some latents their values.</param>
    /// <param name="data">Its data.</param>
    /// <param name="isExit">Is this latent, which has no value yet, the one to leave at? Any is when null. The others are drawn.</param>
    /// <returns>The sites before, and the one left at; all sites and null when the program ran to its end.</returns>
    /// <exception cref="PplException">Whatever else escapes the program, as from <see cref="Trace.Of{TData}(Program{TData}, TData)"/>.</exception>
    public static PartialRun From<TData>(Program<TData> program, TData data, Func<SampleSite, bool>? isExit = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        var escape = new Escape(isExit ?? (_ => true));
        var recorder = new TraceHandler();
        try
        {
            using Scope scope = escape.Enter();
            Trace.Record(recorder, () => program(data));
        }
        catch (Exception) when (escape.left is not null)
        {
            // Whatever the program made of being left.
        }
        return new PartialRun(recorder.Trace, escape.left?.Site);
    }

    /// <inheritdoc/>
    protected internal override void Process(SampleSite site)
    {
        StayOut();
        if (site.Value is not null || !isExit(site)) return;
        left = new Left(site);
        throw left;
    }

    /// <inheritdoc/>
    protected internal override void Process(ParamSite site) => StayOut();

    /// <inheritdoc/>
    protected internal override void Process(PlateSite site) => StayOut();

    /// <inheritdoc/>
    protected internal override void Process(DeterministicSite site) => StayOut();

    /// <inheritdoc/>
    protected internal override void Process(FactorSite site) => StayOut();

    /// <summary>A program that catches every exception is left again at its next effect.</summary>
    private void StayOut()
    {
        if (left is not null) throw left;
    }

    /// <summary>A cancellation, for those pass sites and traces untouched.</summary>
    private sealed class Left(SampleSite site) : OperationCanceledException("The program was left at a site.")
    {
        public SampleSite Site { get; } = site;
    }
}

/// <summary>What <see cref="Escape"/> saw of a program.</summary>
/// <param name="Trace">The sites before the one left at.</param>
/// <param name="Site">The site left at, its distribution expanded by the plates around it; null when the program ran to its end.</param>
public sealed record PartialRun(Trace Trace, SampleSite? Site);
