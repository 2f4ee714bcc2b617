namespace Ppl.Infer;

/// <summary>
/// What an objective descends in place of the negative bound, so that latents are not given up before the likelihood has learnt to use them:
/// -E_q[log p(x | z)] + β Σ max(λ, KL). The loss that it reports stays the negative bound.
/// </summary>
public sealed record KlOptions
{
    /// <summary>β, by the steps taken so far (<see cref="KlWeights"/>). It multiplies all that the guide draws or weighs, auxiliary sites included. Default 1.</summary>
    public KlWeight Weight { get; init; } = KlWeights.Constant(1);

    /// <summary>
    /// λ in nats: a latent whose divergence, as the mean over its plates' elements in the step and the particles that run side by side, is no more, is not pulled to the
    /// prior (Kingma et al. 2016, eq. 15). Each number of an event made by ToEvent has λ of its own, an event of dependent numbers one. Where the divergence has no
    /// closed form, its estimate is compared; a latent whose sites in guide and model differ in scale, mask or batch has none. Default 0.
    /// </summary>
    public double FreeBits
    {
        get;
        init => field = double.IsFinite(value) && value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(FreeBits), value, "Nats are a finite number, at least 0.");
    }

    /// <exception cref="PplException">PPL314: it is negative or not finite.</exception>
    internal double WeightAt(long steps)
    {
        double weight = Weight(steps);
        return double.IsFinite(weight) && weight >= 0
            ? weight
            : throw Error.Options(FormattableString.Invariant($"the weight of the divergences is {weight} after {steps} steps"), "return a finite number, at least 0, from KlOptions.Weight.");
    }
}
