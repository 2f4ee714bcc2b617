using Ppl.Distributions;

namespace Ppl.Handlers;

/// <summary>
/// Makes parameters latents. Contract: log p(θ) + log p(z, x | θ), θ drawn from the prior where the program alone takes the parameter's value.
/// Made anew for each run, in which a parameter that is asked for twice is one latent.
/// </summary>
/// <remarks>
/// A parameter for all (without <c>eventDim</c>) is drawn where the handler is entered, outside the plates and handlers inside: once for all
/// elements. A local one is drawn in its place: one for each element that the plates look at. A parameter that has a value from further in stays as it is.
/// </remarks>
public sealed class Lift : Handler
{
    private readonly Func<ParamSite, Distribution?> prior;
    private readonly Dictionary<string, Tensor> drawn = [];
    private bool isEntered;

    /// <param name="prior">
    /// The prior of a parameter; null leaves it as it is. It broadcasts to the shape of the parameter, of one element where it is local, and its
    /// support lies within the parameter's constraint.
    /// </param>
    public Lift(Func<ParamSite, Distribution?> prior) => this.prior = prior;

    /// <param name="priors">By parameter name.</param>
    public Lift(IReadOnlyDictionary<string, Distribution> priors)
        : this(site => priors.GetValueOrDefault(site.Name)) => RequiredSites = [.. priors.Keys];

    /// <inheritdoc/>
    protected internal override IReadOnlyCollection<string> RequiredSites { get; } = [];

    /// <inheritdoc/>
    protected internal override void Entering()
    {
        if (isEntered) throw Error.RecorderEnteredTwice(nameof(Lift));
        isEntered = true;
    }

    /// <inheritdoc/>
    /// <exception cref="PplException">PPL029: the prior does not fit the parameter. PPL017: a module's weight, which the module cannot take from a prior.</exception>
    protected internal override void Process(ParamSite site)
    {
        if (site.Value is not null || prior(site) is not { } given) return;
        if (!drawn.TryGetValue(site.Name, out Tensor? value)) drawn.Add(site.Name, value = Draw(site, given));
        site.Replace(value);
    }

    private static Tensor Draw(ParamSite site, Distribution prior)
    {
        if (site.Leaf is not null) throw Error.ModuleWeightReplaced(site);
        Distribution whole = Fitted(site, prior);
        return site.EventDim is null
            ? Primitives.Sample(site.Name, whole)
            : InPlaceOf(site, () => Primitives.Sample(site.GivenName, whole));
    }

    /// <summary>The prior of a whole parameter, or of one element of a local one: a single event.</summary>
    private static Distribution Fitted(ParamSite site, Distribution prior)
    {
        Shape shape = site.InitialShape ?? Shape.Of(site.Initial());
        if (site.EventDim <= shape.Rank) shape = shape.Last(site.EventDim.Value);
        int events = prior.EventShape.Rank;
        if (!(prior.BatchShape + prior.EventShape).BroadcastsTo(shape) || shape.Last(events) != prior.EventShape) throw Error.PriorShape(site, prior, shape);
        if (EffectStack.ChecksValues && !IsWithin(site.Constraint, prior.Support)) throw Error.PriorSupport(site, prior);
        return prior.Expand(shape.DropLast(events)).ToEvent(shape.Rank - events);
    }

    private static bool IsWithin(Constraint constraint, Constraint support)
    {
        int dims = Math.Max(constraint.EventDim, support.EventDim);
        return constraint.ToEvent(dims - constraint.EventDim).Contains(support.ToEvent(dims - support.EventDim));
    }
}
