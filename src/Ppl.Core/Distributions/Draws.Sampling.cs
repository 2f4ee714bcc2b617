namespace Ppl.Distributions;

/// <summary>Draws that keep to an open set where rounding would leave it.</summary>
internal static class Draws
{
    /// <summary>Numbers uniform on (0, 1): a 0, whose quantile is often infinite, becomes half the least number that is drawn otherwise.</summary>
    public static Tensor Uniform(Rng rng, Shape shape, params ReadOnlySpan<TensorLike> like)
    {
        Tensor u = rng.Rand(shape, like);
        return u.clamp_min(Math.ScaleB(1, IsDouble(u) ? -54 : -25));
    }

    /// <summary>Exponential numbers of rate 1, -log(1 - U), above 0.</summary>
    public static Tensor Exponential(Rng rng, Shape shape, params ReadOnlySpan<TensorLike> like) => -(-Uniform(rng, shape, like)).log1p();

    /// <summary>The draw, where it would underflow the smallest normal number.</summary>
    public static Tensor Positive(Tensor draw) => draw.clamp_min(Math.ScaleB(1, IsDouble(draw) ? -1022 : -126));

    /// <summary>The draw of a number between 0 and 1, where it would round to either.</summary>
    public static Tensor Inside(Tensor draw) => Positive(draw).clamp_max(1 - Math.ScaleB(1, IsDouble(draw) ? -53 : -24));

    /// <summary>The draw, where rounding takes it beyond a bound.</summary>
    public static Tensor Between(Tensor draw, TensorLike low, TensorLike high) => draw.maximum(low.Beside(draw)).minimum(high.Beside(draw));

    private static bool IsDouble(Tensor x) => x.dtype == torch.ScalarType.Float64;
}
