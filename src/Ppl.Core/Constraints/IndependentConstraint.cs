namespace Ppl;

/// <summary>Values whose last <see cref="Dims"/> batch dimensions are judged together with the event of the inner constraint.</summary>
internal sealed record IndependentConstraint : Constraint
{
    public IndependentConstraint(Constraint inner, int dims) =>
        (Inner, Dims) = inner is IndependentConstraint nested ? (nested.Inner, nested.Dims + dims) : (inner, dims);

    public Constraint Inner { get; }

    public int Dims { get; }

    public override int EventDim => Inner.EventDim + Dims;

    public override bool IsDiscrete => Inner.IsDiscrete;

    public override Tensor Check(Tensor value)
    {
        Tensor holds = Inner.Check(value);
        for (int i = 0; i < Dims; i++) holds = holds.all(dim: -1);
        return holds;
    }

    protected override bool ContainsSet(Constraint other) => other switch
    {
        IndependentConstraint inner => EventDim == inner.EventDim && Inner.Contains(inner.Inner),
        _ => EventDim == other.EventDim && Inner.Contains(other),
    };

    internal override TensorLike Feasible(Shape eventShape) => Inner.Feasible(eventShape.Last(Inner.EventDim));

    private protected override string? Reason(EventNumbers value) => Inner.EventDim == 0 ? Inner.WhyOutside(value) : null;

    public override string ToString() => $"{Inner} along {(Dims == 1 ? "1 event dim" : $"{Dims} event dims")}";
}
