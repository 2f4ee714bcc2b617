namespace Ppl.Distributions;

public sealed partial class Empirical
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

    private long Number => Points.Shape[^(EventShape.Rank + 1)];

    /// <summary>A point, chosen by its weight.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([Points, LogWeights]);
        Shape batch = sampleShape + BatchShape;
        Tensor index = Categorical.FromLogits(LogWeights).Expand(BatchShape).Sample(rng, sampleShape).to(device);
        Tensor points = Points.ToTensor(dtype, device).detach().expand((batch + [Number] + EventShape).AsSpan());
        for (int i = 0; i <= EventShape.Rank; i++) index = index.unsqueeze(-1);
        return points.gather(batch.Rank, index.expand((batch + [1] + EventShape).AsSpan())).squeeze(batch.Rank);
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new Empirical(Points.Gather(index, BatchShape, EventShape.Rank + 1),
        LogWeights.Gather(index, BatchShape, 1), EventShape.Rank).Expand(GatheredShape(index));

    /// <summary>The different points, for points that all elements of the batch share.</summary>
    /// <exception cref="PplException">PPL027: the elements have points of their own.</exception>
    public override Tensor EnumerateSupport(bool expand = true)
    {
        Tensor points = Points.ToTensor();
        if (points.dim() > EventShape.Rank + 1) throw Undefined($"{nameof(EnumerateSupport)} where the elements of a batch have different supports");
        double[][] different = [.. TensorText.ToDoubles(points).Chunk((int)EventShape.NumberOfElements).DistinctBy(point => string.Join(' ', point))];
        return Enumerated(torch.tensor(different.SelectMany(point => point).ToArray(), Shape.Create([different.Length]) + EventShape, points.dtype, points.device), expand);
    }

    /// <summary>Σ pᵢ xᵢ.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => Weighted(Points.ToTensor());

    /// <summary>Σ pᵢ (xᵢ - m)², m the mean.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => Weighted((Points.ToTensor() - Mean.unsqueeze(BatchShape.Rank)).square());

    /// <summary>-Σ pᵢ log P(xᵢ).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        Tensor points = Points.ToTensor().expand((BatchShape + [Number] + EventShape).AsSpan());
        long[] pointsFirst = [BatchShape.Rank, .. Enumerable.Range(0, BatchShape.Rank + 1 + EventShape.Rank).Select(dim => (long)dim).Where(dim => dim != BatchShape.Rank)];
        Tensor values = points.permute(pointsFirst), logMass = LogProbUnchecked(values, LogProbShape(Shape.Of(values)));
        long[] pointsLast = [.. Enumerable.Range(1, BatchShape.Rank).Select(dim => (long)dim), 0];
        return -(Probs * logMass.permute(pointsLast)).sum(dim: -1);
    }

    /// <summary>The probability of the points that are at most the value; for numbers.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        if (EventShape.Rank > 0) throw Undefined(nameof(Cdf));
        Tensor below = value.unsqueeze(-1) >= Points;
        Tensor weights = LogWeights.Beside(value).softmax(-1);
        return torch.where(below, weights, torch.zeros_like(weights)).sum(dim: -1);
    }

    private Tensor Probs => LogWeights.ToTensor().softmax(-1);

    /// <summary>Σ pᵢ fᵢ over the points.</summary>
    private Tensor Weighted(Tensor values)
    {
        Tensor probs = Probs;
        for (int i = 0; i < EventShape.Rank; i++) probs = probs.unsqueeze(-1);
        return Stretch((probs * values).sum(dim: -1 - EventShape.Rank), BatchShape + EventShape);
    }

    private static long Count(TensorLike points, int eventDim) => points.Shape.Rank > eventDim
        ? points.Shape[^(eventDim + 1)]
        : throw Error.EventDoesNotFit(nameof(Empirical), default, default, $"points of shape {points.Shape} have no dim before {eventDim} of an event",
            "give points along the dim before those of the event: [n] for numbers, [n, 3] and eventDim: 1 for vectors of 3.");
}
