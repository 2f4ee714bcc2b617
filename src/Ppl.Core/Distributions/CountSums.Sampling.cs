namespace Ppl.Distributions;

/// <summary>What is summed over the counts 0, 1, 2, ... of a distribution over whole numbers from 0 upwards.</summary>
internal static class CountSums
{
    /// <summary>P(X &lt;= value), a sum of as many masses as the largest value says; differentiable in the parameters.</summary>
    public static Tensor Cdf(Distribution distribution, Tensor value)
    {
        Tensor floor = value.floor();
        long last = Math.Max(0, floor.max().to(torch.ScalarType.Int64).item<long>());
        Tensor cumulative = Masses(distribution, Counts(distribution, last, Dtype(value, distribution), value.device)).exp().cumsum(0);

        Shape shape = Shape.Broadcast(Shape.Of(value), distribution.BatchShape), counts = [last + 1];
        Tensor index = floor.clamp(0, last).to(torch.ScalarType.Int64).expand(shape.AsSpan()).unsqueeze(0);
        var padded = new long[shape.Rank - distribution.BatchShape.Rank];
        Array.Fill(padded, 1);
        Tensor table = cumulative.reshape((counts + padded + distribution.BatchShape).ToArray()).expand((counts + shape).AsSpan());
        Tensor cdf = table.gather(0, index).squeeze(0);
        return torch.where(floor >= 0, cdf, torch.zeros_like(cdf));
    }

    /// <summary>-Σ p log p over the counts from 0 to the largest total.</summary>
    public static Tensor Entropy(Distribution distribution, TensorLike total)
    {
        Tensor mean = distribution.Mean;
        return Entropy(distribution, (long)(double)total.ToTensor().max(), mean.dtype, mean.device);
    }

    /// <summary>-Σ p log p over the counts from 0 to <paramref name="last"/>.</summary>
    public static Tensor Entropy(Distribution distribution, long last, torch.ScalarType dtype, torch.Device? device)
    {
        Tensor logMass = Masses(distribution, Counts(distribution, last, dtype, device)), mass = logMass.exp();
        return -(mass * torch.where(mass > 0, logMass, torch.zeros_like(logMass))).sum(dim: 0);
    }

    /// <summary>Σ p (log p - log q) over the counts from 0 to the largest total of p; infinite where q has not one of them.</summary>
    public static Tensor Kl(Distribution p, Distribution q, TensorLike total)
    {
        Shape batch = Shape.Broadcast(p.BatchShape, q.BatchShape);
        (p, q) = (p.Expand(batch), q.Expand(batch));
        Tensor mean = p.Mean, counts = Counts(p, (long)(double)total.ToTensor().max(), mean.dtype, mean.device);
        Tensor logP = Masses(p, counts), mass = logP.exp(), part = mass * (logP - Masses(q, counts));
        return torch.where(mass > 0, part, torch.zeros_like(part)).sum(dim: 0);
    }

    /// <summary>The counts from 0 to <paramref name="last"/> along a first dim, beside those of the batch.</summary>
    private static Tensor Counts(Distribution distribution, long last, torch.ScalarType dtype, torch.Device? device)
    {
        var column = new long[distribution.BatchShape.Rank + 1];
        Array.Fill(column, 1);
        column[0] = -1;
        return torch.arange(last + 1, dtype, device).reshape(column);
    }

    /// <summary>Log masses over the whole batch, -∞ where a count is no value of an element.</summary>
    private static Tensor Masses(Distribution distribution, Tensor counts)
    {
        Constraint support = distribution.Support;
        Tensor isValue = support.Check(counts), values = torch.where(isValue, counts, support.FeasiblePoint(counts));
        Tensor logMass = distribution.LogProbUnchecked(values, distribution.LogProbShape(Shape.Of(values)));
        return torch.where(isValue, logMass, torch.full_like(logMass, double.NegativeInfinity));
    }

    private static torch.ScalarType Dtype(Tensor value, Distribution distribution) =>
        value.is_floating_point() ? value.dtype : torch.ScalarType.Float64;
}
