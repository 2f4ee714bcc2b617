namespace Ppl.Distributions;

/// <summary>The bounds of truncated distributions, which may be infinite.</summary>
internal static class Truncation
{
    /// <summary>Farther from 0 than any number that a formula can tell from infinity, and its square is a Float64 number.</summary>
    private const double Far = 1e30;

    /// <summary>(bound - loc) / scale beside a tensor; ±1e30 for an infinite bound, which then has gradient 0, not NaN.</summary>
    public static Tensor Standardize(TensorLike bound, TensorLike loc, TensorLike scale, Tensor like)
    {
        if (bound.IsNumber) return (double.IsInfinity(bound.Number) ? Math.Sign(bound.Number) * Far : (bound - loc) / scale).Beside(like);
        Tensor end = bound.Beside(like), zero = torch.zeros_like(end);
        Tensor isInfinite = end.abs() == double.PositiveInfinity;
        Tensor far = torch.where(end > 0, zero + Far, zero - Far);
        return torch.where(isInfinite, far, (torch.where(isInfinite, zero, end) - loc) / scale);
    }

    /// <summary>The quantile at p; the bounds themselves at 0 and 1, which may be infinite.</summary>
    public static Tensor AtEnds(Tensor p, Tensor quantile, TensorLike low, TensorLike high)
    {
        Tensor zero = torch.zeros_like(quantile);
        return torch.where(p > 0, torch.where(p < 1, quantile, zero + high), zero + low);
    }
}
