namespace Ppl.Distributions;

/// <summary>Draws of gamma variables by their logarithms, which do not underflow where the concentration is small.</summary>
internal static class LogGammaDraw
{
    /// <summary>log X, X ~ Gamma(α, 1): X is distributed as Y U^(1/α) with Y ~ Gamma(α + 1, 1) and U uniform (Marsaglia and Tsang, 2000).</summary>
    public static Tensor Of(Rng rng, Tensor concentration) =>
        torch._standard_gamma(concentration + 1, rng.Generator(concentration.device)).log()
        + (-rng.Rand(Shape.Of(concentration), concentration)).log1p() / concentration;
}
