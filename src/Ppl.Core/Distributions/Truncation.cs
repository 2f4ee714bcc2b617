namespace Ppl.Distributions;

/// <summary>The bounds of truncated distributions, which may be infinite.</summary>
internal static class Truncation
{
    /// <summary>Farther from 0 than any number that a formula can tell from infinity, and its square is a Float64 number.</summary>
    private const double Far = 1e30;

    /// <summary>(bound - loc) / scale, beside a tensor or a number where all three are; ±1e30 for an infinite bound, which then has gradient 0, not NaN.</summary>
    public static TensorLike Standardize(TensorLike bound, TensorLike loc, TensorLike scale, Tensor like)
    {
        if (bound.IsNumber) return double.IsInfinity(bound.Number) ? Math.Sign(bound.Number) * Far : (bound - loc) / scale;
        Tensor end = bound.Beside(like), isInfinite = end.abs() == double.PositiveInfinity;
        return torch.where(isInfinite, end.clamp_min(-Far).clamp_max(Far), (end.masked_fill(isInfinite, 0) - loc) / scale);
    }

    /// <summary>The quantile at p; the bounds themselves at 0 and 1, which may be infinite.</summary>
    public static Tensor AtEnds(Tensor p, Tensor quantile, TensorLike low, TensorLike high)
    {
        Tensor zero = torch.zeros_like(quantile);
        return torch.where(p > 0, torch.where(p < 1, quantile, zero + high), zero + low);
    }
}
