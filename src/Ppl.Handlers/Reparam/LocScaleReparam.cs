using Ppl.Distributions;

namespace Ppl.Handlers;

/// <summary>
/// Moves the location and scale of a variable into a function of it: z = x_decentered ~ family(c μ, σ^c) and
/// x = μ + σ^(1 - c) (z - c μ). With c = 1 the variable is as it was (centred), with c = 0 free of μ and σ (non-centred).
/// </summary>
/// <remarks>
/// For families at a location and a scale (Normal, StudentT, Cauchy, Laplace, Logistic, Gumbel and their kin), also of independent elements.
/// Gorinova, Moore and Hoffman 2020, section 4.
/// </remarks>
/// <param name="centered">c, from 0 to 1; null learns it, one number for each element of an event: parameter <c>x_centered</c>, starting at 1/2.</param>
public sealed class LocScaleReparam(double? centered = null) : Reparam
{
    private readonly double? centered = centered is null or (>= 0 and <= 1)
        ? centered
        : throw new ArgumentOutOfRangeException(nameof(centered), centered, "How far a variable is centred lies between 0 and 1.");

    /// <inheritdoc/>
    protected internal override Tensor Rewrite(SampleSite site)
    {
        (Distribution elements, int dims) = Elements(site.Distribution);
        if (elements is not ILocationScale family)
            throw Unknown(site, "location and scale to move", "take LocScaleReparam for Normal, StudentT, Cauchy, Laplace, Logistic, Gumbel and their kin only.");
        TensorLike c = centered ?? (TensorLike)Centering(site);
        TensorLike loc = c * family.Loc;
        Distribution decentered = family.At(loc, (c * family.Scale.Log()).Exp()).Expand(elements.BatchShape);
        Tensor z = Draw(site, "decentered", decentered.ToEvent(dims));
        return family.Loc + ((1 - c) * family.Scale.Log()).Exp() * (z - loc);
    }

    private static Tensor Centering(SampleSite site)
    {
        Shape events = site.Distribution.EventShape;
        double[] halves = new double[events.NumberOfElements];
        Array.Fill(halves, 0.5);
        return Primitives.Param($"{site.GivenName}_centered", TensorLike.Create(halves, events), Constraints.UnitInterval);
    }
}
