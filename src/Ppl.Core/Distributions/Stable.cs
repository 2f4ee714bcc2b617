namespace Ppl.Distributions;

/// <summary>Functions in the form that keeps its digits; on numbers and on tensors, both differentiable to all orders that torch has.</summary>
internal static class Stable
{
    /// <summary>log(1 + exp(x)).</summary>
    /// <remarks>torch's own threshold of 20 drops the term exp(-x), which float64 still sees; above 50 no double does.</remarks>
    public static Tensor Softplus(Tensor x) => torch.nn.functional.softplus(x, 1, 50);

    /// <summary>log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|)).</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + MathNet.Numerics.SpecialFunctions.Log1p(Math.Exp(-Math.Abs(x)));
}
