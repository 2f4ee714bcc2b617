using System.Collections.Immutable;

namespace Ppl;

/// <summary>Vectors made of consecutive pieces, each in a set of its own.</summary>
internal sealed record CatConstraint(ImmutableArray<Constraint> Parts, ImmutableArray<long> Lengths) : Constraint
{
    public override int EventDim => 1;

    public override bool IsDiscrete => Parts.All(part => part.IsDiscrete);

    public override Tensor Check(Tensor value)
    {
        long start = 0;
        Tensor? holds = null;
        for (int i = 0; i < Parts.Length; start += Lengths[i++])
        {
            Tensor piece = Part(i).Check(value.narrow(-1, start, Lengths[i]));
            holds = holds is null ? piece : holds & piece;
        }
        return holds!;
    }

    public bool Equals(CatConstraint? other) => other is not null && Parts.SequenceEqual(other.Parts) && Lengths.SequenceEqual(other.Lengths);

    public override int GetHashCode() => HashCode.Combine(Parts.Length, Parts[0], Lengths[0]);

    protected override bool ContainsSet(Constraint other) => other is CatConstraint inner
        && Lengths.SequenceEqual(inner.Lengths) && Parts.Zip(inner.Parts).All(pair => pair.First.Contains(pair.Second));

    internal override TensorLike Feasible(Shape eventShape) =>
        TensorLike.Create([.. Parts.SelectMany((_, i) => Numbers(Part(i).Feasible([Lengths[i]]), [Lengths[i]]))]);

    private protected override string? Reason(EventNumbers value)
    {
        long start = 0;
        for (int i = 0; i < Parts.Length; start += Lengths[i++])
        {
            if (Lengths[i] > 0 && Part(i).WhyOutside(value.Piece(start, Lengths[i])) is { } reason)
                return $"of the {Lengths[i]} numbers from [{start}] on, which must be {Parts[i]}, {reason}";
        }
        return null;
    }

    public override string ToString() => $"a vector of {string.Join(", ", Parts.Select((part, i) => $"{Lengths[i]} ({part})"))}";

    /// <summary>A piece's set as a set of vectors.</summary>
    private Constraint Part(int i) => Parts[i].ToEvent(1 - Parts[i].EventDim);
}
