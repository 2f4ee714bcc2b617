using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Bench;

/// <summary>Models for compiled densities, beside <see cref="EightSchools"/>.</summary>
[Compiled]
internal static class SmallModels
{
    /// <summary>A mean and a scale.</summary>
    public static void Gaussian(Tensor y)
    {
        Tensor mean = Sample("mean", new Normal(0, 10)), scale = Sample("scale", new HalfNormal(1));
        using Plate points = Plate("points", y.shape[0]);
        Sample("y", new Normal(mean, scale), obs: y);
    }

    /// <summary>A logistic regression.</summary>
    public static void Logistic(Rows data)
    {
        Tensor weights;
        using (Plate features = Plate("features", data.X.shape[1])) weights = Sample("weights", new Normal(0, 1));
        using Plate rows = Plate("rows", data.X.shape[0]);
        Sample("y", Bernoulli.FromLogits(data.X.matmul(weights)), obs: data.Y);
    }
}

/// <summary>What a regression is given.</summary>
/// <param name="X">Features, [rows, columns].</param>
/// <param name="Y">0 or 1 for each row.</param>
internal sealed record Rows(Tensor X, Tensor Y);
