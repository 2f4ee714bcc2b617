using System.Collections.Immutable;

namespace Ppl;

/// <summary>Values whose entries along the first event dim lie each in a set of its own.</summary>
internal sealed record StackConstraint(ImmutableArray<Constraint> Parts) : Constraint
{
    public override int EventDim => 1 + Parts.Max(part => part.EventDim);

    public override bool IsDiscrete => Parts.All(part => part.IsDiscrete);

    public override Tensor Check(Tensor value)
    {
        Tensor? holds = null;
        for (int i = 0; i < Parts.Length; i++)
        {
            Tensor entry = Part(i).Check(value.narrow(-EventDim, i, 1).squeeze(-EventDim));
            holds = holds is null ? entry : holds & entry;
        }
        return holds!;
    }

    public bool Equals(StackConstraint? other) => other is not null && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => HashCode.Combine(Parts.Length, Parts[0]);

    protected override bool ContainsSet(Constraint other) => other is StackConstraint inner
        && Parts.Length == inner.Parts.Length && Enumerable.Range(0, Parts.Length).All(i => Part(i).Contains(inner.Part(i)));

    internal override TensorLike Feasible(Shape eventShape) =>
        TensorLike.Create([.. Parts.SelectMany((_, i) => Numbers(Part(i).Feasible(eventShape[1..]), eventShape[1..]))], eventShape);

    private protected override string? Reason(EventNumbers value)
    {
        for (int i = 0; i < Parts.Length; i++)
            if (Part(i).WhyOutside(value.Entry(i)) is { } reason) return $"of entry [{i}], which must be {Parts[i]}, {reason}";
        return null;
    }

    public override string ToString() => $"a stack of {string.Join(", ", Parts.Select(part => $"({part})"))}";

    /// <summary>An entry's set as a set of all its event dims.</summary>
    private Constraint Part(int i) => Parts[i].ToEvent(EventDim - 1 - Parts[i].EventDim);
}
