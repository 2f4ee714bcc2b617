using System.Collections.Immutable;
using Ppl.Distributions;

namespace Ppl;

/// <summary>Transforms side by side along a vector, each of consecutive pieces of its own.</summary>
internal sealed class CatTransform : Transform
{
    private readonly ImmutableArray<Transform> parts;
    private readonly ImmutableArray<long> lengths;
    private readonly ImmutableArray<long> outLengths;

    public CatTransform(ImmutableArray<Transform> parts, ImmutableArray<long> lengths)
    {
        (this.parts, this.lengths) = (parts, lengths);
        outLengths = [.. parts.Select((part, i) => part.ForwardShape([lengths[i]])[0])];
        Domain = new CatConstraint([.. parts.Select(part => part.Domain)], lengths);
        Codomain = new CatConstraint([.. parts.Select(part => part.Codomain)], outLengths);
    }

    public override Constraint Domain { get; }

    public override Constraint Codomain { get; }

    public override Tensor Forward(Tensor x) => torch.cat([.. Pieces(x, lengths).Select((piece, i) => parts[i].Forward(piece))], -1);

    public override Tensor Inverse(Tensor y) => torch.cat([.. Pieces(y, outLengths).Select((piece, i) => parts[i].Inverse(piece))], -1);

    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => Pieces(x, lengths).Zip(Pieces(y, outLengths), parts)
        .Select(piece => piece.Third.LogAbsDetJacobian(piece.First, piece.Second).SumLast(1 - piece.Third.Domain.EventDim))
        .Aggregate((sum, next) => sum + next);

    public override Shape ForwardShape(Shape x) => x.DropLast(1) + [outLengths.Sum()];

    public override Shape InverseShape(Shape y) => y.DropLast(1) + [lengths.Sum()];

    private static IEnumerable<Tensor> Pieces(Tensor vector, ImmutableArray<long> lengths)
    {
        long start = 0;
        foreach (long length in lengths)
        {
            yield return vector.narrow(-1, start, length);
            start += length;
        }
    }
}
