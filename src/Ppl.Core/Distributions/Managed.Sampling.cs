namespace Ppl.Distributions;

/// <summary>Functions that torch lacks: computed element by element on the CPU in double precision, with a derivative that is stated.</summary>
internal static class Managed
{
    /// <summary>f(x, a, b) of each element; the arguments broadcast. Dtype and device are those of <paramref name="x"/>; it carries no gradient.</summary>
    public static Tensor Map(Tensor x, TensorLike a, TensorLike b, Func<double, double, double, double> f)
    {
        Shape shape = Shape.Broadcast(Shape.Of(x), a.Shape, b.Shape);
        double[] xs = Numbers(x, shape), a1 = Numbers(a.ToTensor(), shape), b1 = Numbers(b.ToTensor(), shape);
        for (int i = 0; i < xs.Length; i++) xs[i] = f(xs[i], a1[i], b1[i]);
        return torch.tensor(xs, shape, x.is_floating_point() ? x.dtype : torch.ScalarType.Float32, x.device);
    }

    /// <summary>The same numbers, with this derivative in the argument; it is not computed where nobody asks for it.</summary>
    public static Tensor WithSlope(this Tensor result, Tensor argument, Func<Tensor> slope)
    {
        if (!IsAsked(argument)) return result;
        Tensor derivative;
        using (torch.no_grad()) derivative = slope();
        return result + derivative * (argument - argument.detach());
    }

    /// <summary>
    /// The same draws, with the derivatives in <paramref name="a"/> and <paramref name="b"/> that <paramref name="slopes"/> gives of (draw, a, b) as those of
    /// the quantile at a fixed probability. They are finite also at a draw of 0 or infinity, which its distribution then moves into the support.
    /// </summary>
    public static Tensor WithSlopes(this Tensor draw, TensorLike a, TensorLike b, Func<double, double, double, (double ToA, double ToB)> slopes)
    {
        if (!IsAsked(a.Tensor) && !IsAsked(b.Tensor)) return draw;
        Shape shape = Shape.Of(draw);
        Tensor at = a.ToTensor(draw.dtype, draw.device), bt = b.ToTensor(draw.dtype, draw.device);
        double[] draws = Numbers(draw, shape), toA = Numbers(at, shape), toB = Numbers(bt, shape);
        for (int i = 0; i < draws.Length; i++) (toA[i], toB[i]) = slopes(draws[i], toA[i], toB[i]);
        return draw.WithSlope(at, () => Finite(toA)).WithSlope(bt, () => Finite(toB));

        Tensor Finite(double[] slope) => torch.tensor(slope, shape, draw.dtype, draw.device).nan_to_num();
    }

    /// <summary>
    /// The same cdf of <paramref name="x"/>, with the derivatives in <paramref name="a"/> and <paramref name="b"/> that follow from the <paramref name="slopes"/> of the
    /// quantile: -p dx/dθ. They are 0 where the density p is infinite.
    /// </summary>
    public static Tensor WithSlopesOfQuantile(
        this Tensor cdf, Tensor x, Func<Tensor> density, TensorLike a, TensorLike b, Func<double, double, double, (double ToA, double ToB)> slopes)
    {
        if (!IsAsked(a.Tensor) && !IsAsked(b.Tensor)) return cdf;
        Tensor p, at = x.detach().expand(cdf.shape);
        using (torch.no_grad()) p = density();
        return cdf - p.masked_fill(p.isinf(), 0) * (at.WithSlopes(a, b, slopes) - at);
    }

    private static bool IsAsked(Tensor? argument) => argument is { requires_grad: true } && torch.is_grad_enabled();

    private static double[] Numbers(Tensor tensor, Shape shape) => TensorText.ToDoubles(tensor.expand(shape.AsSpan()));
}
