using System.Collections.Immutable;
using Ppl.Distributions;

namespace Ppl;

/// <summary>Transforms one after another, the first innermost. Its event is the smallest in which every part's fits.</summary>
internal sealed class ComposeTransform : Transform
{
    private readonly ImmutableArray<Transform> parts;

    public ComposeTransform(ImmutableArray<Transform> inToOut)
    {
        parts = inToOut;
        int eventDim = inToOut[^1].Codomain.EventDim;
        foreach (Transform part in inToOut.Reverse())
            eventDim = Math.Max(part.Domain.EventDim, eventDim + part.Domain.EventDim - part.Codomain.EventDim);
        Domain = inToOut[0].Domain.ToEvent(eventDim - inToOut[0].Domain.EventDim);
        Codomain = Image(Domain);
    }

    public override Constraint Domain { get; }

    public override Constraint Codomain { get; }

    public override Tensor Forward(Tensor x)
    {
        foreach (Transform part in parts) x = part.Forward(x);
        return x;
    }

    public override Tensor Inverse(Tensor y)
    {
        for (int i = parts.Length - 1; i >= 0; i--) y = parts[i].Inverse(y);
        return y;
    }

    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y)
    {
        int eventDim = Domain.EventDim;
        Tensor? total = null;
        for (int i = 0; i < parts.Length; i++)
        {
            Tensor next = i == parts.Length - 1 ? y : parts[i].Forward(x);
            Tensor part = parts[i].LogAbsDetJacobian(x, next).SumLast(eventDim - parts[i].Domain.EventDim);
            total = total is null ? part : total + part;
            eventDim += parts[i].Codomain.EventDim - parts[i].Domain.EventDim;
            x = next;
        }
        return total!;
    }

    public override Shape ForwardShape(Shape x)
    {
        foreach (Transform part in parts) x = part.ForwardShape(x);
        return x;
    }

    public override Shape InverseShape(Shape y)
    {
        for (int i = parts.Length - 1; i >= 0; i--) y = parts[i].InverseShape(y);
        return y;
    }

    internal override TensorLike? Direction => parts.Aggregate((TensorLike?)1, (sign, part) => sign * part.Direction);

    internal override Constraint Image(Constraint part)
    {
        int eventDim = Domain.EventDim;
        foreach (Transform transform in parts)
        {
            part = transform.Image(part);
            eventDim += transform.Codomain.EventDim - transform.Domain.EventDim;
        }
        return part.ToEvent(Math.Max(0, eventDim - part.EventDim));
    }
}
