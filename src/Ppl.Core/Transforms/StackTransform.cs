using System.Collections.Immutable;
using Ppl.Distributions;

namespace Ppl;

/// <summary>Transforms side by side along the first event dim, one for each entry.</summary>
internal sealed class StackTransform : Transform
{
    private readonly ImmutableArray<Transform> parts;

    public StackTransform(ImmutableArray<Transform> parts)
    {
        this.parts = parts;
        Domain = new StackConstraint([.. parts.Select(part => part.Domain)]);
        Codomain = new StackConstraint([.. parts.Select(part => part.Codomain)]);
    }

    public override Constraint Domain { get; }

    public override Constraint Codomain { get; }

    public override Tensor Forward(Tensor x) => torch.stack(Entries(x, Domain).Select((entry, i) => parts[i].Forward(entry)), -Codomain.EventDim);

    public override Tensor Inverse(Tensor y) => torch.stack(Entries(y, Codomain).Select((entry, i) => parts[i].Inverse(entry)), -Domain.EventDim);

    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => Entries(x, Domain).Zip(Entries(y, Codomain), parts)
        .Select(entry => entry.Third.LogAbsDetJacobian(entry.First, entry.Second).SumLast(Domain.EventDim - 1 - entry.Third.Domain.EventDim))
        .Aggregate((sum, next) => sum + next);

    public override Shape ForwardShape(Shape x) => Around(x, Domain.EventDim, parts[0].ForwardShape);

    public override Shape InverseShape(Shape y) => Around(y, Codomain.EventDim, parts[0].InverseShape);

    /// <summary>The shape in which an entry, without the dim of entries, changed.</summary>
    private static Shape Around(Shape shape, int eventDim, Func<Shape, Shape> change) =>
        shape.DropLast(eventDim - 1) + change(shape.Last(eventDim - 1));

    private IEnumerable<Tensor> Entries(Tensor stack, Constraint side) =>
        parts.Select((_, i) => stack.narrow(-side.EventDim, i, 1).squeeze(-side.EventDim));
}
