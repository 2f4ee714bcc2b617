using MathNet.Numerics.LinearAlgebra;
using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>Between a mixture and the latents of <see cref="Gmm"/>'s model: weights, means, variances and, in more than one dimension, factors of the correlations.</summary>
internal static class MixtureTensors
{
    /// <summary>The latents of a mixture, as a place to start from. They live in the caller's tensor scope.</summary>
    public static InitialValues Latents(Mixture mixture, torch.Device device)
    {
        (int count, int dimensions) = (mixture.Components.Count, mixture.Components[0].Mean.Count);
        Tensor Of(IEnumerable<double> numbers, params long[] shape) => torch.tensor(numbers.ToArray(), shape, device: device);
        var latents = new Dictionary<string, Tensor>
        {
            ["weights"] = Of(mixture.Components.Select(component => component.Weight), count),
            ["means"] = Of(mixture.Components.SelectMany(component => component.Mean), count, dimensions),
            ["variances"] = Of(mixture.Components.SelectMany(component => component.Covariance.Diagonal()), count, dimensions),
        };
        if (dimensions > 1) latents["correlations"] = Of(mixture.Components.SelectMany(component => Correlations(component).ToRowMajorArray()), count, dimensions, dimensions);
        return InitialValues.Values(latents);
    }

    /// <summary>The latents at the centre of a guide of independent normal numbers, without gradients. They live in the caller's tensor scope.</summary>
    public static IReadOnlyDictionary<string, Tensor> Centre(ParamStore guide)
    {
        using IDisposable noGradients = torch.no_grad();
        var supports = new Dictionary<string, Constraint>
        { ["weights"] = Constraints.Simplex, ["means"] = Constraints.Real, ["variances"] = Constraints.Positive, ["correlations"] = Constraints.CorrCholesky };
        return supports.Where(support => guide.TryGet($"{support.Key}.loc", out _))
            .ToDictionary(support => support.Key, support => Biject.To(support.Value).Forward(guide[$"{support.Key}.loc"].Unconstrained));
    }

    /// <summary>The mixture of one value of each latent.</summary>
    public static Mixture Mixture(IReadOnlyDictionary<string, Tensor> latents) => Mixture(name => Numbers(latents[name]));

    /// <summary>The same of a latent's elements, row-major, by its name.</summary>
    public static Mixture Mixture(Func<string, double[]> latents)
    {
        double[] weights = latents("weights"), means = latents("means"), variances = latents("variances");
        (int count, int dimensions) = (weights.Length, means.Length / weights.Length);
        double[] factors = dimensions > 1 ? latents("correlations") : [.. weights.Select(_ => 1.0)];
        return new Mixture([.. Enumerable.Range(0, count).Select(j =>
        {
            Vector<double> mean = Vector<double>.Build.Dense(means[(j * dimensions)..((j + 1) * dimensions)]);
            Vector<double> scales = Vector<double>.Build.Dense(variances[(j * dimensions)..((j + 1) * dimensions)]).PointwiseSqrt();
            int size = dimensions * dimensions;
            Matrix<double> factor = Matrix<double>.Build.DenseOfDiagonalVector(scales) * Matrix<double>.Build.DenseOfRowMajor(dimensions, dimensions, factors[(j * size)..((j + 1) * size)]);
            return new Component(weights[j], mean, factor * factor.Transpose());
        })]);
    }

    /// <summary>The standard deviations of draws, [draws, ...], of components in some order.</summary>
    public static MixtureDeviations Deviations(IReadOnlyDictionary<string, Tensor> draws, IReadOnlyList<int> order)
    {
        double[] Of(string name) => Numbers(draws[name].std(0));
        double[] weights = Of("weights"), means = Of("means"), variances = Of("variances");
        int dimensions = means.Length / weights.Length;
        Vector<double>[] ByComponent(double[] numbers) => [.. order.Select(j => Vector<double>.Build.Dense(numbers[(j * dimensions)..((j + 1) * dimensions)]))];
        return new MixtureDeviations([.. order.Select(j => weights[j])], ByComponent(means), ByComponent(variances));
    }

    private static Matrix<double> Correlations(Component component)
    {
        Vector<double> scales = component.Covariance.Diagonal().PointwiseSqrt();
        return component.Covariance.PointwiseDivide(scales.OuterProduct(scales)).Cholesky().Factor;
    }

    private static double[] Numbers(Tensor tensor) => tensor.to(torch.float64).Elements<double>();
}
