namespace Ppl.Distributions;

public sealed partial class Empirical
{
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
}
