namespace Ppl.Distributions;

/// <summary>Functions that torch lacks: computed element by element on the CPU in double precision, with a derivative that is stated.</summary>
internal static class Managed
{
    /// <summary>f(x, a, b) of each element; the arguments broadcast. Dtype and device are those of <paramref name="x"/>; it carries no gradient.</summary>
    public static Tensor Map(Tensor x, TensorLike a, TensorLike b, Func<double, double, double, double> f)
    {
        Shape shape = Shape.Broadcast(Shape.Of(x), a.Shape, b.Shape);
        double[] xs = Numbers(x), a1 = Numbers(a.ToTensor()), b1 = Numbers(b.ToTensor());
        for (int i = 0; i < xs.Length; i++) xs[i] = f(xs[i], a1[i], b1[i]);
        return torch.tensor(xs, shape, x.is_floating_point() ? x.dtype : torch.ScalarType.Float32, x.device);

        double[] Numbers(Tensor tensor) => TensorText.ToDoubles(tensor.expand(shape.AsSpan()));
    }

    /// <summary>The same numbers, with this derivative in the argument.</summary>
    public static Tensor WithSlope(this Tensor result, Tensor argument, Func<Tensor> slope)
    {
        if (!argument.requires_grad) return result;
        Tensor derivative;
        using (torch.no_grad()) derivative = slope();
        return result + derivative * (argument - argument.detach());
    }
}
