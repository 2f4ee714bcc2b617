namespace Ppl.Distributions;

/// <summary>Draws of the log of a gamma variable, for what is made of gamma variables: where the variable underflows, its log does not.</summary>
/// <remarks>
/// Below concentration 1 as log G(a) = log G(a + 1) + log(U) / a, U uniform. The gradient to the concentration is that of the log of the quantile
/// (<see cref="IncompleteGamma.LogQuantileSlope"/>), however the number was drawn.
/// </remarks>
internal static class LogGamma
{
    /// <summary>log G, G ~ Gamma(concentration, 1).</summary>
    public static Tensor Sample(Rng rng, Tensor concentration)
    {
        Tensor log;
        using (torch.no_grad())
        {
            Tensor isSmall = concentration < 1, one = torch.ones_like(concentration);
            Tensor large = torch._standard_gamma(torch.where(isSmall, concentration + 1, concentration), rng.Generator(concentration.device)).log();
            Tensor uniform = Draws.Uniform(rng, Shape.Of(concentration), concentration);
            log = large + torch.where(isSmall, uniform.log() / torch.where(isSmall, concentration, one), torch.zeros_like(large));
        }
        return log.WithSlopes(concentration, 0, static (log, a, _) => (IncompleteGamma.LogQuantileSlope(a, log), 0));
    }

    /// <summary>The logs of gamma variables with these concentrations, in the dtype and on the device of the first tensor or else of the generator.</summary>
    public static Tensor[] Sample(Rng rng, Shape shape, params TensorLike[] concentrations)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice(concentrations);
        return [.. concentrations.Select(one => Sample(rng, one.ToTensor(dtype, device).expand(shape.AsSpan())))];
    }
}
