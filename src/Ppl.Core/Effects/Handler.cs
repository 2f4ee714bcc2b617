namespace Ppl;

/// <summary>
/// Gives effects their meaning. A site travels outwards through the handlers that are active, innermost first
/// (<c>Process</c>), gets its value, and travels back (<c>Postprocess</c>, outermost first).
/// </summary>
/// <remarks>
/// A handler's body runs outside itself: effects that it performs go to the handlers further out. A handler holds no
/// stack state, so an immutable one may serve many threads; a recording one is made for each run.
/// </remarks>
public abstract class Handler
{
    /// <summary>The generator for draws inside this handler; null leaves it to the handlers further out.</summary>
    protected internal virtual Rng? Rng => null;

    /// <summary>Names of sample sites and parameters that a program under this handler must have; one that it lacks is error PPL024.</summary>
    protected internal virtual IReadOnlyCollection<string> RequiredSites => [];

    /// <summary>The dim from which leftwards all batch dims are this handler's; null when it takes none.</summary>
    internal virtual int? ReservedDim => null;

    /// <summary>Whether the handler does nothing with sample sites, so that they need not call on it.</summary>
    internal virtual bool LetsSamplesPass => false;

    /// <summary>The words for this handler in an error text.</summary>
    internal virtual string Description => GetType().Name;

    /// <summary>Makes this the innermost handler of the thread until the scope is disposed.</summary>
    /// <exception cref="PplException">PPL021 when a recording handler is entered a second time.</exception>
    public Scope Enter()
    {
        Entering();
        return new Scope(EffectStack.Push(this));
    }

    /// <summary>
    /// Performs effects as if the program itself performed them in the place of a site: they meet the plates and handlers around the site,
    /// this one included. For handlers that write a site anew.
    /// </summary>
    /// <param name="site">The site that the handler is processing.</param>
    /// <param name="effects">What to perform; returns the value that the program gets.</param>
    protected static Tensor InPlaceOf(Site site, Func<Tensor> effects)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(effects);
        return EffectStack.At(site.Origin, effects);
    }

    /// <summary>Runs before the handler is entered; a recording handler refuses a second run here.</summary>
    protected internal virtual void Entering() { }

    /// <summary>Sees a sample site on its way out.</summary>
    protected internal virtual void Process(SampleSite site) { }

    /// <summary>Sees a parameter site on its way out.</summary>
    protected internal virtual void Process(ParamSite site) { }

    /// <summary>Sees a plate on its way out.</summary>
    protected internal virtual void Process(PlateSite site) { }

    /// <summary>Sees a deterministic site on its way out.</summary>
    protected internal virtual void Process(DeterministicSite site) { }

    /// <summary>Sees a factor on its way out.</summary>
    protected internal virtual void Process(FactorSite site) { }

    /// <summary>Sees a sample site, its value given, on its way back.</summary>
    protected internal virtual void Postprocess(SampleSite site) { }

    /// <summary>Sees a parameter site, its value given, on its way back.</summary>
    protected internal virtual void Postprocess(ParamSite site) { }

    /// <summary>Sees a plate on its way back.</summary>
    protected internal virtual void Postprocess(PlateSite site) { }

    /// <summary>Sees a deterministic site on its way back.</summary>
    protected internal virtual void Postprocess(DeterministicSite site) { }

    /// <summary>Sees a factor on its way back.</summary>
    protected internal virtual void Postprocess(FactorSite site) { }
}
