using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>
/// Two latents, one after the other: z₁ ~ N(0, 1), z₂ ~ N(z₁, 1), y ~ N(z₂, 1), and guides that draw them in either order; every mean is known.
/// </summary>
internal static class Chain
{
    public const double Y = 1.5, M = 0.3, S1 = 0.6, A = 0.7, B = 0.2, S2 = 0.8;

    public static void Model()
    {
        Tensor first = Sample("z1", new Normal(0, 1)), second = Sample("z2", new Normal(first, 1));
        Sample("y", new Normal(second, 1), obs: torch.tensor(Y));
    }

    /// <summary>z₁ ~ N(m, s₁²), then z₂ ~ N(a z₁ + b, s₂²).</summary>
    public static void Guide()
    {
        Tensor first = Sample("z1", new Normal(Param("m", M), Positive("s1", S1)));
        Sample("z2", new Normal(Param("a", A) * first + Param("b", B), Positive("s2", S2)));
    }

    /// <summary>z₂ ~ N(m, s₁²), then z₁ ~ N(a z₂ + b, s₂²): the model has z₁ before z₂.</summary>
    public static void BackwardGuide()
    {
        Tensor second = Sample("z2", new Normal(Param("m", M), Positive("s1", S1)));
        Sample("z1", new Normal(Param("a", A) * second + Param("b", B), Positive("s2", S2)));
    }

    /// <summary>The negative bound with <see cref="BackwardGuide"/>.</summary>
    public static double ExactBackwardLoss
    {
        get
        {
            double square = (M * M) + (S1 * S1), mean = (A * M) + B;
            double first = ((A * A * S1 * S1) + (mean * mean) + (S2 * S2)) / 2;
            double difference = (((1 - A) * (1 - A) * square) - (2 * B * (1 - A) * M) + (B * B) + (S2 * S2)) / 2;
            double likelihood = (((Y - M) * (Y - M)) + (S1 * S1)) / 2;
            return first + difference + likelihood + (1.5 * Math.Log(2 * Math.PI)) - Math.Log(S1 * S2) - Math.Log(2 * Math.PI * Math.E);
        }
    }

    /// <summary>KL(N(loc, scale²) ‖ N(0, 1)).</summary>
    public static double KlToStandard(double loc, double scale) => ((loc * loc) + (scale * scale) - 1 - Math.Log(scale * scale)) / 2;

    private static Tensor Positive(string name, double initial) => Param(name, initial, Constraints.Positive);
}
