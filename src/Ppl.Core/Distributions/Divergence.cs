namespace Ppl.Distributions;

/// <summary>Divergences between distributions, in closed form.</summary>
public static class Divergence
{
    /// <summary>The Kullback-Leibler divergence KL(p ‖ q) = E_p[log p - log q] in nats.</summary>
    /// <returns>Shape: the batch shapes broadcast; parameters that are numbers give Float64.</returns>
    /// <exception cref="PplException">PPL027: there is no formula for the pair. PPL107: the event shapes differ.</exception>
    public static Tensor Kl(Distribution p, Distribution q)
    {
        if (p.EventShape != q.EventShape)
            throw Error.EventDoesNotFit(p.Name, p.BatchShape, p.EventShape, $"its event {p.EventShape} is not that of {q.Name}, {q.EventShape}",
                "a divergence compares distributions over the same values: call ToEvent on both.");
        return (p, q) switch
        {
            (Independent a, Independent b) when a.Dims == b.Dims => Kl(a.Elements, b.Elements).SumLast(a.Dims),
            (Normal a, Normal b) => Kl(a, b),
            _ => throw Error.NoSuchOperation($"the pair ({p.Name}, {q.Name})", "closed-form KL divergence",
                "estimate it from draws of p, or use TraceElbo, which needs none."),
        };
    }

    /// <summary>log(σ_q / σ_p) + ((σ_p / σ_q)² + ((μ_p - μ_q) / σ_q)² - 1) / 2, the first terms as (r² - 1 - log r²) / 2 with r = σ_p / σ_q.</summary>
    private static Tensor Kl(Normal p, Normal q)
    {
        TensorLike ratio = (p.Scale / q.Scale).Square();
        TensorLike kl = 0.5 * (ratio - 1 - ratio.Log() + ((p.Loc - q.Loc) / q.Scale).Square());
        return Distribution.Stretch(kl.ToTensor(), Shape.Broadcast(p.BatchShape, q.BatchShape));
    }
}
