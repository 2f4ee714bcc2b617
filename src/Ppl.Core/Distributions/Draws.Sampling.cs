namespace Ppl.Distributions;

/// <summary>Noise that has a finite quantile, and draws that keep to their bounds.</summary>
internal static class Draws
{
    /// <summary>Numbers uniform on (0, 1): a 0, whose quantile is often infinite, becomes half the least number that is drawn otherwise.</summary>
    public static Tensor Uniform(Rng rng, Shape shape, params ReadOnlySpan<TensorLike> like)
    {
        Tensor u = rng.Rand(shape, like);
        return u.clamp_min(Math.ScaleB(1, u.dtype == torch.ScalarType.Float64 ? -54 : -25));
    }

    /// <summary>Exponential numbers of rate 1, -log(1 - U), above 0.</summary>
    public static Tensor Exponential(Rng rng, Shape shape, params ReadOnlySpan<TensorLike> like) => -(-Uniform(rng, shape, like)).log1p();

    /// <summary>The draw, where rounding takes it beyond a bound.</summary>
    public static Tensor Between(Tensor draw, TensorLike low, TensorLike high) => draw.maximum(low.Beside(draw)).minimum(high.Beside(draw));
}
