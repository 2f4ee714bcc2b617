namespace Ppl;

internal sealed class AffineTransform(TensorLike loc, TensorLike scale) : Transform
{
    public override Constraint Domain => Constraints.Real;

    public override Constraint Codomain => Constraints.Real;

    public override Tensor Forward(Tensor x) => loc + scale * x;

    public override Tensor Inverse(Tensor y) => (y - loc) / scale;

    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => torch.zeros_like(x) + scale.Abs().Log();

    public override Shape ForwardShape(Shape x) => Shape.Broadcast(x, loc.Shape, scale.Shape);

    public override Shape InverseShape(Shape y) => ForwardShape(y);

    internal override TensorLike? Direction => scale.Sign();

    /// <summary>An interval goes to an interval, if the scale has one sign. Reads a tensor scale, if its elements are known.</summary>
    internal override Constraint Image(Constraint part) => part switch
    {
        Interval { IsBoundedBelow: false, IsBoundedAbove: false } or not Interval => Codomain,
        Interval { IsBoundedBelow: true, IsBoundedAbove: true } interval when scale.Tensor is { } tensor && !TensorText.IsKnown(tensor) => Between(interval),
        Interval interval when TensorLike.AllAtMost(0, scale) => interval with { Low = End(interval.Low), High = End(interval.High) },
        Interval interval when TensorLike.AllAtMost(scale, 0) => new Interval(End(interval.High), End(interval.Low), interval.IncludesHigh, interval.IncludesLow),
        _ => Codomain,
    };

    /// <summary>Where an interval goes by a scale of whatever sign.</summary>
    private Interval Between(Interval interval)
    {
        Tensor low = End(interval.Low).ToTensor(), high = End(interval.High).ToTensor(), isRising = low < high;
        return new Interval(torch.where(isRising, low, high), torch.where(isRising, high, low), interval.IncludesLow && interval.IncludesHigh);
    }

    /// <summary>Where an end goes; an infinite one stays a number.</summary>
    private TensorLike End(TensorLike end) => end.IsNumber && double.IsInfinity(end.Number)
        ? TensorLike.AllAtMost(0, scale) ? end : -end
        : loc + scale * end;
}
