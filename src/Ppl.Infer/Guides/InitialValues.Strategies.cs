namespace Ppl.Infer;

public abstract partial class InitialValues
{
    private sealed class MedianOfDraws(int draws) : InitialValues
    {
        private readonly int draws = draws > 0
            ? draws
            : throw new ArgumentOutOfRangeException(nameof(draws), draws, "A median takes at least one draw.");

        internal override Tensor ValueOf(Latent latent, SampleSite site, Rng rng)
        {
            Tensor unconstrained = latent.Transform.Inverse(site.Distribution.Sample(rng, [draws]));
            return latent.Transform.Forward(unconstrained.sort(dim: 0).Values.select(0, draws / 2));
        }
    }

    private sealed class PriorMean : InitialValues
    {
        internal override Tensor ValueOf(Latent latent, SampleSite site, Rng rng)
        {
            Tensor mean = site.Distribution.Mean;
            if (!mean.isfinite().all().item<bool>())
                throw Error.NoSuchOperation($"{site.Description}: {site.Distribution.Name}", "finite mean", "start elsewhere: InitialValues.Median().");
            return mean.to(DtypeOf(site, rng)).expand(latent.Shape.AsSpan());
        }
    }

    private sealed class PriorDraw : InitialValues
    {
        internal override Tensor ValueOf(Latent latent, SampleSite site, Rng rng) => site.Distribution.Sample(rng);
    }

    private sealed class UniformUnconstrained(double radius) : InitialValues
    {
        private readonly double radius = radius >= 0
            ? radius
            : throw new ArgumentOutOfRangeException(nameof(radius), radius, "A radius is not negative.");

        internal override Tensor ValueOf(Latent latent, SampleSite site, Rng rng)
        {
            Tensor unit = rng.Rand(latent.Unconstrained).to(DtypeOf(site, rng));
            return latent.Transform.Forward((unit * 2 - 1) * radius);
        }
    }

    private sealed class GivenValues(IReadOnlyDictionary<string, Tensor> values, InitialValues others) : InitialValues
    {
        internal override Tensor ValueOf(Latent latent, SampleSite site, Rng rng) =>
            values.TryGetValue(site.Name, out Tensor? value) ? value.to(DtypeOf(site, rng)) : others.ValueOf(latent, site, rng);
    }

    /// <summary>The dtype of a site's draws: that of its arguments, where there is no draw the generator's.</summary>
    private static torch.ScalarType DtypeOf(SampleSite site, Rng rng)
    {
        try
        {
            return site.Distribution.Sample(rng).dtype;
        }
        catch (PplException error) when (error.Code == "PPL027")
        {
            return rng.Dtype;
        }
    }
}
