namespace Ppl.Distributions;

/// <summary>The counts 0, 1, 2, ... of a distribution over whole numbers from 0 upwards, and what is summed over them.</summary>
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

    /// <summary>The least count whose cdf is at least p: the steps up from the least of all are doubled until it is passed, then halved. The end of the support where p is 1.</summary>
    public static Tensor Quantile(Distribution distribution, Tensor p)
    {
        const double Longest = 1e18;
        using var off = torch.no_grad();
        var support = (IntegerInterval)distribution.Support;
        Tensor probability = p.to(torch.ScalarType.Float64), isOpen = probability < 1;
        Tensor high = Distribution.Stretch((torch.zeros_like(probability) + support.Low).to(torch.ScalarType.Float64), Shape.Broadcast(Shape.Of(p), distribution.BatchShape)), low = high - 1;

        Tensor IsShort(Tensor count) => isOpen & (distribution.Cdf(count) < probability);
        for (double step = 1; step < Longest; step *= 2)
        {
            Tensor isShort = IsShort(high);
            if (!isShort.any().item<bool>()) break;
            (low, high) = (torch.where(isShort, high, low), torch.where(isShort, high + step, high));
        }
        for (double step = Longest; step > 1 && (high - low > 1).any().item<bool>(); step /= 2)
        {
            Tensor middle = ((low + high) / 2).floor(), isShort = IsShort(middle);
            (low, high) = (torch.where(isShort, middle, low), torch.where(isShort, high, middle));
        }
        Tensor last = torch.zeros_like(high) + support.High;
        return torch.where(isOpen, high.minimum(last), last).to(p.dtype);
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

    /// <summary>E[f(X)], a sum over the counts from 0 to the largest total.</summary>
    public static Tensor Expectation(Distribution distribution, TensorLike total, Func<Tensor, Tensor> f)
    {
        Tensor mean = distribution.Mean, counts = Counts(distribution, (long)(double)total.ToTensor().max(), mean.dtype, mean.device);
        Tensor mass = Masses(distribution, counts).exp(), value = f(counts);
        return (mass * torch.where(mass > 0, value, torch.zeros_like(value))).sum(dim: 0);
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
