using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Examples;

/// <summary>The model of <see cref="Gaussian"/>.</summary>
[Compiled]
internal static class GaussianModel
{
    /// <summary>mu ~ Normal, variance ~ Gamma (the variance, not its inverse: this prior is not conjugate), x ~ Normal(mu, √variance).</summary>
    public static void Numbers(GaussianRows data)
    {
        Tensor mu = Sample("mu", new Normal(data.Prior.Mean, data.Prior.Deviation));
        Tensor variance = Sample("variance", new Gamma(data.Prior.Shape, 1 / data.Prior.Scale));
        using Plate plate = Plate("numbers", data.X.shape[0]);
        Sample("x", new Normal(mu, variance.sqrt()), obs: data.X);
    }
}

/// <summary>What the model is given: the numbers, and what is held true before them.</summary>
internal readonly record struct GaussianRows(Tensor X, GaussianPrior Prior);
