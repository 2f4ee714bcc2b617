namespace Ppl;

/// <summary>
/// From the reals into intervals of which some have infinite ends, each number as befits its own: stretched sigmoid between two bounds,
/// exp above or below one, itself between none.
/// </summary>
internal sealed class IntervalTransform(Interval interval) : Transform
{
    public override Constraint Domain => Constraints.Real;

    public override Constraint Codomain => interval;

    public override Tensor Forward(Tensor x)
    {
        Ends ends = new(interval, x);
        Tensor distance = torch.where(ends.IsHalfLine, x, torch.zeros_like(x)).exp();
        return ends.Choose(ends.Low + (ends.High - ends.Low) * x.sigmoid(), torch.where(ends.IsBoundedBelow, ends.Low + distance, ends.High - distance), x);
    }

    public override Tensor Inverse(Tensor y)
    {
        Ends ends = new(interval, y);
        Tensor one = torch.ones_like(y);
        Tensor share = torch.where(ends.IsBetween, (y - ends.Low) / (ends.High - ends.Low), 0.5 * one);
        Tensor distance = torch.where(ends.IsHalfLine, torch.where(ends.IsBoundedBelow, y - ends.Low, ends.High - y), one);
        return ends.Choose(Transforms.Sigmoid.Inverse(share), distance.log(), y);
    }

    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y)
    {
        Ends ends = new(interval, x);
        return ends.Choose((ends.High - ends.Low).log() + Transforms.Sigmoid.LogAbsDetJacobian(x, y), x, torch.zeros_like(x));
    }

    public override Shape ForwardShape(Shape x) => Shape.Broadcast(x, interval.Low.Shape, interval.High.Shape);

    public override Shape InverseShape(Shape y) => ForwardShape(y);

    /// <summary>
    /// Which ends are finite, and finite ones in place of the others, a number 1 wide where there are no two: what is not chosen must be
    /// finite, or its gradient were NaN.
    /// </summary>
    private sealed class Ends
    {
        public Ends(Interval interval, Tensor like)
        {
            Tensor low = interval.Low.Beside(like), high = interval.High.Beside(like);
            IsBoundedBelow = low > double.NegativeInfinity;
            Tensor isBoundedAbove = high < double.PositiveInfinity;
            (IsBetween, IsHalfLine) = (IsBoundedBelow & isBoundedAbove, IsBoundedBelow != isBoundedAbove);
            Low = torch.where(IsBoundedBelow, low, torch.where(isBoundedAbove, high, torch.zeros_like(high)) - 1);
            High = torch.where(isBoundedAbove, high, Low + 1);
        }

        public Tensor Low { get; }

        public Tensor High { get; }

        public Tensor IsBoundedBelow { get; }

        public Tensor IsBetween { get; }

        public Tensor IsHalfLine { get; }

        public Tensor Choose(Tensor between, Tensor onHalfLine, Tensor onLine) =>
            torch.where(IsBetween, between, torch.where(IsHalfLine, onHalfLine, onLine));
    }
}
