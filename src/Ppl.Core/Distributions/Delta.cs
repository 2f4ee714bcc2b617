namespace Ppl.Distributions;

/// <summary>All probability at one point v (<see cref="Point"/>): log p(x) is the given log density at x = v, -∞ elsewhere.</summary>
/// <remarks>A value elsewhere is no error: the density says what is to be said. The log density carries a Jacobian, where one is due.</remarks>
public sealed partial class Delta : Distribution
{
    /// <summary>All probability at <paramref name="point"/>, whose last <paramref name="eventDim"/> dims are the event's.</summary>
    /// <param name="point">The point v.</param>
    /// <param name="logDensity">The log density at the point, one for each batch element.</param>
    /// <param name="eventDim">How many dims of the point belong to the event.</param>
    /// <exception cref="PplException">PPL018: an argument is not finite. PPL101: the shapes do not broadcast. PPL107: the point has fewer dims than the event.</exception>
    public Delta(TensorLike point, TensorLike logDensity = default, int eventDim = 0)
        : base(Arguments.Join(nameof(Delta), Arguments.Of(point) with { Batch = Batch(point.Shape, eventDim) }, Arguments.Of(logDensity)), point.Shape.Last(eventDim))
    {
        Point = Check.Real(nameof(Delta), point);
        LogDensityThere = Check.Real(nameof(Delta), logDensity);
    }

    /// <summary>The point v.</summary>
    public TensorLike Point { get; }

    /// <summary>The log density at the point.</summary>
    public TensorLike LogDensityThere { get; }

    /// <inheritdoc/>
    public override Constraint Support => new PointConstraint(Point, EventShape.Rank);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Delta(Point.Gather(index, BatchShape, EventShape.Rank), LogDensityThere.Gather(index, BatchShape), EventShape.Rank).Expand(GatheredShape(index));

    internal override void CheckValue(Tensor value)
    {
    }

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor isThere = value == Point.Beside(value);
        for (int i = 0; i < EventShape.Rank; i++) isThere = isThere.all(dim: -1);
        return Stable.Within(isThere, LogDensityThere.Beside(value));
    }

    private static Shape Batch(Shape point, int eventDim) => eventDim <= point.Rank
        ? point.DropLast(eventDim)
        : throw Error.EventDoesNotFit(nameof(Delta), default, default, $"eventDim {eventDim} asks for more dims than the point {point} has",
            "the point's last dims are the event's: give fewer, or a point with more dims.");
}
