namespace Ppl.Distributions;

/// <summary>Functions that torch lacks: computed number by number on the CPU, in double, with derivatives that are stated.</summary>
internal static class Managed
{
    /// <summary>f of each number; no gradient. Dtype and device are those of <paramref name="x"/>.</summary>
    public static Tensor Map(Func<double, double> f, Tensor x) => Of(x, Array.ConvertAll(Numbers(x), f.Invoke), Shape.Of(x));

    /// <summary>f of each pair of numbers, which broadcast; no gradient. Dtype and device are those of <paramref name="x"/>.</summary>
    public static Tensor Map(Func<double, double, double> f, Tensor x, Tensor y)
    {
        Shape shape = Shape.Broadcast(Shape.Of(x), Shape.Of(y));
        return Of(x, [.. Numbers(x.expand(shape.AsSpan())).Zip(Numbers(y.expand(shape.AsSpan())), f)], shape);
    }

    /// <summary>The value, with the derivative <paramref name="slope"/> to <paramref name="argument"/> (of first order: neither is differentiated).</summary>
    public static Tensor WithDerivative(Tensor value, Tensor argument, Tensor slope) =>
        argument.requires_grad ? value + slope.detach() * (argument - argument.detach()) : value;

    private static double[] Numbers(Tensor x) => TensorText.ToDoubles(x);

    private static Tensor Of(Tensor like, double[] values, Shape shape) => torch.tensor(values, shape, like.dtype, like.device);
}
