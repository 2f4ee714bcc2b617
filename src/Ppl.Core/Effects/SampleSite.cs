using Ppl.Distributions;

namespace Ppl;

/// <summary>A random variable: <c>Sample(name, distribution)</c>.</summary>
public sealed class SampleSite : ScoredSite
{
    private readonly bool hasMissingData;
    private bool isReplaced;

    /// <summary>Boxed, for few sites have one, and every site would pay for its room.</summary>
    private object? enumeration;

    /// <summary>All values of the distribution's support, where they were given to the site.</summary>
    private Tensor? support;

    /// <summary>Where data are missing, the part of the mask that is handlers'.</summary>
    private Tensor? restriction;

    internal SampleSite(string name, Distribution distribution, Tensor? obs = null, Tensor? obsMask = null, SiteOptions? options = null)
        : base(name, obs)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        Distribution = distribution;
        IsObserved = obs is not null;
        Mask = obsMask;
        hasMissingData = obsMask is not null;
        Options = options ?? SiteOptions.Default;
        if (Options is { Estimator: { } estimator, Enumeration: { Draws: null } way } && way != Ppl.Enumeration.Drawn) throw Error.SummedAndDrawn(this, estimator, way);
    }

    /// <summary>The distribution; inside plates, expanded to their sizes.</summary>
    /// <exception cref="InvalidOperationException">Set after the site was recorded in a trace.</exception>
    public Distribution Distribution { get; set => field = Unrecorded(value); }

    /// <summary>Whether the value is data: given by <c>obs</c> or by Condition.</summary>
    /// <exception cref="InvalidOperationException">Set after the site was recorded in a trace.</exception>
    public bool IsObserved { get; set => field = Unrecorded(value); }

    /// <summary>The dim along which the value lists many; null when it is one. A handler that sets it gives the value.</summary>
    /// <exception cref="InvalidOperationException">Set after the site was recorded in a trace.</exception>
    public EnumerationFrame? Enumeration { get => (EnumerationFrame?)enumeration; set => enumeration = Unrecorded(value); }

    /// <summary>The generator to draw with; null takes that of the innermost Seed.</summary>
    public Rng? Rng { get; set; }

    /// <summary>What the site asks of algorithms.</summary>
    public SiteOptions Options { get; }

    /// <summary>Who gave the value, for an error text; null when it was drawn or observed in the program.</summary>
    internal Handler? Supplier { get; private set; }

    /// <summary>Whether the value is a draw of <see cref="Distribution.Relaxed"/>, with a gradient that the density is to hand on.</summary>
    internal bool IsRelaxed { get; private set; }

    internal override bool IsPathwise => Options.Estimator?.IsPathwise ?? Distribution.IsReparameterized;

    /// <summary>Whether the value has the gradient that the parameters, at fixed noise, give it.</summary>
    internal bool IsSmooth => Options.Estimator?.IsSmooth ?? Distribution.IsReparameterized;

    internal override string Description => $"sample site \"{Name}\"";

    /// <summary>Gives the site a value on a handler's behalf.</summary>
    internal void Supply(Tensor value, Handler supplier)
    {
        Value = value;
        Supplier = supplier;
    }

    /// <summary>Gives the site the value that another run drew.</summary>
    internal void Follow(SampleSite recorded, Handler supplier)
    {
        Supply(recorded.Value!, supplier);
        Enumeration = recorded.Enumeration;
        IsRelaxed = recorded.IsRelaxed;
    }

    /// <summary>Draws from the distribution, with the gradients that the site's estimator gives.</summary>
    internal Tensor Draw(Rng rng, Shape sampleShape = default)
    {
        if (Options.Estimator is not { } estimator) return Distribution.Sample(rng, sampleShape);
        Tensor draw = estimator.Draw(Distribution, rng, sampleShape, out bool isRelaxed);
        IsRelaxed = isRelaxed;
        return draw;
    }

    /// <summary>Gives the site all values of its support, along a dim of their own, on a handler's behalf.</summary>
    internal void ListSupport(Tensor values, EnumerationFrame along)
    {
        (Value, Enumeration) = (values, along);
        support = values;
    }

    /// <summary>Makes data a latent: it has no value yet, and nothing is missing of it.</summary>
    internal void Uncondition()
    {
        Value = null;
        Supplier = null;
        IsObserved = false;
        if (hasMissingData) Mask = restriction;
    }

    /// <summary>Puts other sites in this one's place: it has the value that follows from them, of whatever plates are around, and outer handlers do not see it.</summary>
    internal void Replace(Tensor value)
    {
        Value = value;
        isReplaced = true;
        Hide();
    }

    internal override void Restrict(Tensor mask)
    {
        base.Restrict(mask);
        if (hasMissingData) restriction = restriction is null ? mask : restriction & mask;
    }

    internal override void Resolve()
    {
        if (isReplaced) return;
        Value ??= Draw(Rng ?? EffectStack.RngFrom(Origin));
        SiteShapes.Check(this);
        if (IsObserved && EffectStack.ChecksValues) CheckForNaN();
    }

    internal override void Process(Handler handler) => handler.Process(this);

    internal override void Postprocess(Handler handler) => handler.Postprocess(this);

    private protected override Tensor Density()
    {
        if (Mask is null && support is not null && ReferenceEquals(support, Value) && Distribution.LogProbOfSupport(support) is { } logs) return logs;
        Tensor value = Mask is null ? Value! : FeasibleWhereMasked(Mask);
        return IsRelaxed ? Distribution.RelaxedLogProb(value) : Distribution.CompactLogProb(value, out _);
    }

    private protected override Tensor Stretched(Tensor density) => Distribution.Stretch(density, Distribution.LogProbShape(Shape.Of(Value!)));

    /// <summary>The value, with a point of the support wherever the mask is false: neither NaN nor its gradient comes through.</summary>
    private Tensor FeasibleWhereMasked(Tensor mask)
    {
        for (int i = 0; i < Distribution.EventShape.Rank; i++) mask = mask.unsqueeze(-1);
        return torch.where(mask, Value!, Distribution.Support.FeasiblePoint(Value!));
    }

    private void CheckForNaN()
    {
        Tensor value = Mask is null ? Value! : FeasibleWhereMasked(Mask);
        if (value.is_floating_point() && TensorText.HoldsNaN(value)) throw Error.NaNInData(this);
    }
}
