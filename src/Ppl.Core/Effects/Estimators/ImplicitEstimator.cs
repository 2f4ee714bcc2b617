using Ppl.Distributions;

namespace Ppl;

/// <summary><see cref="GradientEstimator.Implicit"/>.</summary>
internal sealed class ImplicitEstimator : GradientEstimator
{
    internal override bool IsPathwise => true;

    internal override Tensor Draw(Distribution distribution, Rng rng, Shape sampleShape, out bool isRelaxed)
    {
        isRelaxed = false;
        Distribution numbers = distribution.Elementwise;
        if (numbers.Support.IsDiscrete || numbers.EventShape.Rank > 0) throw None(distribution);
        Tensor draw = distribution.Sample(rng, sampleShape);
        return distribution.IsReparameterized || !torch.is_grad_enabled() ? draw : Sloped(draw, numbers);
    }

    /// <summary>The cdf at a fixed value falls as the quantile at a fixed probability rises. Where the density underflows there is no gradient.</summary>
    private static Tensor Sloped(Tensor draw, Distribution numbers)
    {
        Tensor cdf = Cdf(draw, numbers), overDensity;
        if (!cdf.requires_grad) return draw;
        using (torch.no_grad())
        {
            Tensor inverse = (-numbers.LogProbUnchecked(draw, Shape.Of(draw))).exp();
            overDensity = inverse.masked_fill(inverse.isinf(), 0);
        }
        return draw.detach() - overDensity * (cdf - cdf.detach());
    }

    private static Tensor Cdf(Tensor draw, Distribution numbers)
    {
        try
        {
            return numbers.Cdf(draw);
        }
        catch (PplException undefined) when (undefined.Code == "PPL027")
        {
            throw None(numbers);
        }
    }

    private static PplException None(Distribution distribution) => Error.NoSuchOperation(distribution.Name, "implicit gradient",
        $"it is for continuous numbers that have a cdf: take {nameof(ScoreFunction)}(), or {nameof(Pathwise)} where draws carry their gradient.");

    public override string ToString() => "implicit";
}
