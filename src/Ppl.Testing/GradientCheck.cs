using NUnit.Framework;

namespace Ppl.Testing;

/// <summary>Compares gradients from <c>backward</c> with central differences.</summary>
public static class GradientCheck
{
    /// <summary>
    /// Fails unless, for each element of each argument, the gradient of the function's outputs (weighted, so that none cancel) equals its five-point
    /// difference (-f(x + 2h) + 8 f(x + h) - 8 f(x - h) + f(x - 2h)) / 12h, up to <paramref name="tolerance"/> (1 + |difference|).
    /// </summary>
    /// <param name="function">A differentiable function; it is called often, with arguments of the same shapes.</param>
    /// <param name="arguments">Where: tensors of any floating dtype, taken as Float64.</param>
    /// <param name="tolerance">What rounding and the step's own error may come to.</param>
    /// <param name="step">The step h; arguments must stay in the function's domain two steps to either side.</param>
    public static void Check(Func<Tensor[], Tensor> function, Tensor[] arguments, double tolerance = 1e-7, double step = 1e-3)
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor[] leaves = [.. arguments.Select(argument => argument.detach().to(torch.ScalarType.Float64).clone().requires_grad_())];
        Tensor output = Weighted(function(leaves));
        if (output.requires_grad) output.backward();
        for (int i = 0; i < leaves.Length; i++)
        {
            double[] point = Numbers(leaves[i]);
            double[] gradient = leaves[i].grad is { } grad ? Numbers(grad) : new double[point.Length];
            for (int j = 0; j < point.Length; j++)
            {
                double difference = Difference(function, leaves, i, j, step);
                Assert.That(gradient[j], Is.EqualTo(difference).Within(tolerance * (1 + Math.Abs(difference))),
                    $"gradient of argument {i}, element {j}, where it is {point[j]:G6}");
            }
        }
    }

    private static double Difference(Func<Tensor[], Tensor> function, Tensor[] leaves, int argument, int element, double step)
    {
        double At(double shift)
        {
            using TensorScope scope = TensorScope.Begin();
            using var noGrad = torch.no_grad();
            Tensor[] moved = [.. leaves];
            double[] numbers = Numbers(leaves[argument]);
            numbers[element] += shift;
            moved[argument] = torch.tensor(numbers, leaves[argument].shape, torch.ScalarType.Float64);
            return Weighted(function(moved)).item<double>();
        }

        return ((8 * (At(step) - At(-step))) - (At(2 * step) - At(-2 * step))) / (12 * step);
    }

    /// <summary>A sum whose weights differ, so that outputs of constant sum are seen, too.</summary>
    private static Tensor Weighted(Tensor output) =>
        (output.reshape(-1) * torch.arange(1, output.NumberOfElements + 1, torch.ScalarType.Float64).cos()).sum();

    private static double[] Numbers(Tensor tensor)
    {
        using var elements = tensor.detach().data<double>();
        return elements.ToArray();
    }
}
