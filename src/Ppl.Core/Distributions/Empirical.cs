namespace Ppl.Distributions;

/// <summary>
/// The distribution that takes one of n points xᵢ (<see cref="Points"/>) with probability proportional to e^wᵢ (<see cref="LogWeights"/>), equal points
/// together: log P(x) = log Σ e^wᵢ over the points that equal x - log Σ e^wᵢ over all. Draws of a sampler have it.
/// </summary>
public sealed partial class Empirical : Distribution
{
    /// <summary>The distribution on <paramref name="points"/>, of shape batch + [n] + event, with weights e^(<paramref name="logWeights"/>), of shape batch + [n].</summary>
    /// <param name="points">The points; equal ones add up.</param>
    /// <param name="logWeights">Log weights up to a constant; without them all weigh the same.</param>
    /// <param name="eventDim">How many of the last dims of the points belong to the event.</param>
    /// <exception cref="PplException">PPL018: a number is not finite. PPL101: the shapes do not broadcast. PPL107: the points have no dim before those of the event.</exception>
    public Empirical(TensorLike points, TensorLike? logWeights = null, int eventDim = 0)
        : this(Count(points, eventDim), points, logWeights, eventDim)
    {
    }

    private Empirical(long count, TensorLike points, TensorLike? logWeights, int eventDim)
        : base(Arguments.Join(nameof(Empirical), Arguments.Of(points, eventDim + 1), Arguments.Of(logWeights ?? TensorLike.Create(new double[count]), 1, nameof(logWeights))), points.Shape.Last(eventDim))
    {
        Points = Check.Real(nameof(Empirical), points);
        LogWeights = logWeights is { } given ? Check.Real(nameof(Empirical), given, nameof(logWeights)) : TensorLike.Create(new double[count]);
    }

    /// <summary>The points xᵢ, along the dim before those of the event.</summary>
    public TensorLike Points { get; }

    /// <summary>The logarithms wᵢ of the weights, along the last dim.</summary>
    public TensorLike LogWeights { get; }

    /// <inheritdoc/>
    public override Constraint Support => AllPoints;

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <summary>The different points, for points that all elements of the batch share.</summary>
    /// <exception cref="PplException">PPL027: the elements have points of their own.</exception>
    public override Tensor EnumerateSupport(bool expand = true)
    {
        Tensor points = Points.ToTensor();
        if (Points.Shape.Rank > EventShape.Rank + 1) throw Undefined($"{nameof(EnumerateSupport)} where the elements of a batch have different supports");
        double[][] different = [.. TensorText.ToDoubles(points).Chunk((int)EventShape.NumberOfElements).DistinctBy(point => string.Join(' ', point))];
        return Enumerated(SupportLists.Rows(different, EventShape, points), expand);
    }

    private PointsConstraint AllPoints => new(Points, EventShape.Rank);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new Empirical(Points.Gather(index, BatchShape, EventShape.Rank + 1),
        LogWeights.Gather(index, BatchShape, 1), EventShape.Rank).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor weights = LogWeights.Beside(value), matches = AllPoints.Matches(value);
        return Stable.Within(matches, weights).logsumexp(-1) - weights.logsumexp(-1);
    }

    private static long Count(TensorLike points, int eventDim) => points.Shape.Rank > eventDim
        ? points.Shape[^(eventDim + 1)]
        : throw Error.EventDoesNotFit(nameof(Empirical), default, default, $"points of shape {points.Shape} have no dim before {eventDim} of an event",
            "give points along the dim before those of the event: [n] for numbers, [n, 3] and eventDim: 1 for vectors of 3.");
}
