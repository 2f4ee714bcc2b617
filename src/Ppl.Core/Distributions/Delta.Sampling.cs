namespace Ppl.Distributions;

public sealed partial class Delta
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
    public override bool IsReparameterized => true;

    /// <summary>The point itself: its gradient is 1.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([Point]);
        return Point.ToTensor(dtype, device).expand(DrawShape(sampleShape).AsSpan());
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Delta(Point.Gather(index, BatchShape, EventShape.Rank), LogDensityThere.Gather(index, BatchShape), EventShape.Rank).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Point);

    /// <inheritdoc/>
    public override Tensor Variance => torch.zeros_like(Mean);

    /// <summary>Less the log density at the point.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(-LogDensityThere);

    internal override void CheckValue(Tensor value)
    {
    }

    private static Shape Batch(Shape point, int eventDim) => eventDim <= point.Rank
        ? point.DropLast(eventDim)
        : throw Error.EventDoesNotFit(nameof(Delta), default, default, $"eventDim {eventDim} asks for more dims than the point {point} has",
            "the point's last dims are the event's: give fewer, or a point with more dims.");
}
