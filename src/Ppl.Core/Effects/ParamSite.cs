namespace Ppl;

/// <summary>A parameter to be learnt: <c>Param(name, initial)</c>, or one weight of a <c>Module</c>.</summary>
public sealed partial class ParamSite : Site
{
    private readonly List<Plate> subsamples = [];
    private readonly Func<Rng, Tensor> initial;

    internal ParamSite(string name, Shape? initialShape, Func<Rng, Tensor> initial, Constraint? constraint, int? eventDim) : base(name)
    {
        if (eventDim is { } dims) ArgumentOutOfRangeException.ThrowIfNegative(dims, nameof(eventDim));
        this.initial = initial;
        InitialShape = initialShape;
        Constraint = constraint ?? Constraints.Real;
        EventDim = eventDim;
    }

    /// <summary>Where the values lie; the optimiser works on the unconstrained side of <c>Biject.To(Constraint)</c>.</summary>
    public Constraint Constraint { get; }

    /// <summary>
    /// Inside plates, how many dims on the right belong to one element: the parameter is then local, stored at full size
    /// and indexed by the plates' subsamples. Null: one global parameter.
    /// </summary>
    public int? EventDim { get; }

    /// <summary>The shape at full size, where it is known without evaluating the initial value.</summary>
    internal Shape? InitialShape { get; }

    /// <summary>The weight of a module that this site binds; such a site's value is the weight itself.</summary>
    internal Tensor? Leaf { get; init; }

    /// <summary>The device of the run.</summary>
    internal torch.Device Device => EffectStack.RngFrom(Origin).Device;

    internal override string Description => $"parameter \"{Name}\"";

    /// <summary>The initial value, in the constrained space, at full size.</summary>
    internal Tensor Initial() => initial(EffectStack.RngFrom(Origin));

    /// <summary>Notes a plate around a local parameter.</summary>
    internal void EnterPlate(Plate plate)
    {
        Plates = Plates.Add(plate.Frame);
        if (EventDim is not null && !plate.IsWhole) subsamples.Add(plate);
    }

    /// <summary>Puts something else in the parameter's place: its value is that of the elements that the plates look at, and outer handlers do not see it.</summary>
    internal void Replace(Tensor value)
    {
        Value = value;
        subsamples.Clear();
        Hide();
    }

    /// <summary>Handlers give the whole parameter; here a local one is indexed by the subsamples of its plates.</summary>
    internal override void Resolve()
    {
        Value ??= Leaf ?? Initial();
        foreach (Plate plate in subsamples) Value = plate.Subsample(Value, EventDim!.Value);
    }

    internal override void Process(Handler handler) => handler.Process(this);

    internal override void Postprocess(Handler handler) => handler.Postprocess(this);
}
