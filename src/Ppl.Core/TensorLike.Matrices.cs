using MathNet.Numerics;

namespace Ppl;

// Matrices, and functions of a number for each of their rows.
public readonly partial struct TensorLike
{
    /// <summary>A function of tensors; of numbers in Float64, and the result as numbers again, so that they still take dtype and device from what they meet.</summary>
    internal TensorLike Apply(Func<Tensor, Tensor> function)
    {
        if (Tensor is { } tensor) return function(tensor);
        using TensorScope scope = TensorScope.Begin();
        Tensor result = function(ToTensor());
        return Create(TensorText.ToDoubles(result), Shape.Of(result));
    }

    /// <summary>With <paramref name="dims"/> dims of size 1 on the right; a single number needs none.</summary>
    internal TensorLike WithLastDims(int dims)
    {
        if (IsNumber) return this;
        long[] shape = [.. Shape.ToArray(), .. Enumerable.Repeat(1L, dims)];
        return Tensor is { } tensor ? tensor.reshape(shape) : Create(Values, shape);
    }

    /// <summary>log Γ_p(x) = p (p - 1) / 4 log π + Σ_(j &lt; p) log Γ(x - j / 2): the logarithm of the multivariate gamma function.</summary>
    internal TensorLike MultivariateLgamma(long p)
    {
        double[] halves = Halves(p);
        double factor = p * (p - 1) / 4.0 * Math.Log(Math.PI);
        return Tensor is { } tensor
            ? (tensor.unsqueeze(-1) - (TensorLike)halves).lgamma().sum(dim: -1) + factor
            : Map(x => halves.Sum(half => SpecialFunctions.GammaLn(x - half)) + factor);
    }

    /// <summary>ψ_p(x) = Σ_(j &lt; p) ψ(x - j / 2): the derivative of <see cref="MultivariateLgamma"/>.</summary>
    internal TensorLike MultivariateDigamma(long p)
    {
        double[] halves = Halves(p);
        return Tensor is { } tensor
            ? (tensor.unsqueeze(-1) - (TensorLike)halves).digamma().sum(dim: -1)
            : Map(x => halves.Sum(half => SpecialFunctions.DiGamma(x - half)));
    }

    private static double[] Halves(long p) => [.. Enumerable.Range(0, (int)p).Select(j => j / 2.0)];
}
