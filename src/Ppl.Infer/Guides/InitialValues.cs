using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// Where an automatic guide starts: a value for each latent, found in the order of the model's sites, so that each is drawn given those before it.
/// </summary>
public abstract partial class InitialValues
{
    private protected InitialValues() { }

    /// <summary>The median of draws from the prior, taken in unconstrained space, where it is a value of the support whatever its shape.</summary>
    /// <param name="draws">How many draws; an odd number.</param>
    public static InitialValues Median(int draws = 15) => new MedianOfDraws(draws);

    /// <summary>The prior's mean. PPL027 names a site whose prior has none.</summary>
    public static InitialValues Mean() => new PriorMean();

    /// <summary>One draw from the prior.</summary>
    public static InitialValues Sample() => new PriorDraw();

    /// <summary>Numbers uniform on (-radius, radius) in unconstrained space: the prior's scale plays no part.</summary>
    /// <param name="radius">Half the width; 0 starts at the middle.</param>
    public static InitialValues Uniform(double radius = 2) => new UniformUnconstrained(radius);

    /// <summary>Given values.</summary>
    /// <param name="values">By site name, in the constrained space, of the shape of the site in the guide's first run. The caller keeps them.</param>
    /// <param name="others">For the sites not named; <see cref="Median"/> when null.</param>
    public static InitialValues Values(IReadOnlyDictionary<string, Tensor> values, InitialValues? others = null) => new GivenValues(values, others ?? Median());

    /// <summary>The latents of one draw, chosen at random: such as a <see cref="Pathfinder"/>'s, so that each chain starts at another.</summary>
    /// <param name="draws">The draws, of which those of latents are taken.</param>
    /// <param name="others">For the sites that they lack; <see cref="Median"/> when null.</param>
    public static InitialValues Draws(Samples draws, InitialValues? others = null)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return new OneOfDraws(draws, others ?? Median());
    }

    /// <summary>
    /// A search: values at which the log joint density and its gradient are finite. First the given ones, then draws of <see cref="Uniform"/>.
    /// </summary>
    /// <param name="first">Tried first; <see cref="Median"/> when null.</param>
    /// <param name="tries">How many points to try; PPL205 when none of them will do.</param>
    public static InitialValues Feasible(InitialValues? first = null, int tries = 100) => new FeasibleSearch(first ?? Median(), tries);

    /// <summary>Runs the model at the initial values, hidden from the handlers around, which see its parameters alone.</summary>
    /// <returns>The trace, whose latents have the initial values. Lives in the caller's tensor scope.</returns>
    internal virtual Trace Find(Action model, Rng rng) => Run(model, rng, needsGradient: false);

    /// <summary>The value of a latent whose distribution is known, given those of the sites before it.</summary>
    internal abstract Tensor ValueOf(Latent latent, SampleSite site, Rng rng);

    /// <summary>Whether a site of the trace that <see cref="Find"/> returned has an initial value.</summary>
    internal static bool Gave(SampleSite site) => site.Supplier is StartHere;

    private protected virtual Trace Run(Action model, Rng rng, bool needsGradient)
    {
        using Scope hidden = new Block(site => site is not ParamSite).Enter();
        using Scope seed = new Seed(rng).Enter();
        using Scope start = new StartHere(this, rng, needsGradient).Enter();
        return Trace.Of(model);
    }

    private sealed class StartHere(InitialValues values, Rng rng, bool needsGradient) : Handler
    {
        protected internal override void Process(SampleSite site)
        {
            if (site.Value is not null || site.Distribution.Support.IsDiscrete) return;
            Tensor value = values.ValueOf(Latent.Of(site), site, rng).detach();
            site.Supply(needsGradient ? value.clone().requires_grad_(true) : value, this);
        }

        internal override string Description => nameof(InitialValues);
    }
}
