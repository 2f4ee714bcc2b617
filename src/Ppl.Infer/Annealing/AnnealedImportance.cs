namespace Ppl.Infer;

/// <summary>
/// Annealed importance sampling (Neal 2001): chains go from the prior to the posterior through p(z) p(x | z)^β, β rising from 0 to 1, and weigh the steps.
/// It estimates the evidence where no guide is good enough for <see cref="Importance"/>.
/// </summary>
/// <remarks>
/// <para>log w = Σ_t (β_t - β_{t-1}) log p(x | z_{t-1}) (Neal's eq. 11), z_t from a move that leaves the t-th distribution as it is: leapfrog steps of Hamiltonian
/// dynamics in unconstrained space and a Metropolis test. Their lengths are found beforehand, by chains of their own, so that the moves of those
/// that count are fixed and the weights unbiased.</para>
/// <para>All chains run side by side: the model must broadcast. Its latents must be continuous; a discrete one is error PPL027. The log likelihood are the terms of observed
/// sites and factors. Each move has a tensor scope of its own.</para>
/// </remarks>
public static class AnnealedImportance
{
    /// <summary>Estimates log p(x).</summary>
    /// <param name="model">The model, with its data observed.</param>
    /// <param name="data">Its inputs.</param>
    /// <param name="rng">The source of the draws; the caller's.</param>
    /// <param name="parameters">The model's parameters; the caller's. Null: each takes its initial value.</param>
    /// <param name="options">The defaults when null.</param>
    /// <param name="cancel">Asked for before each temperature.</param>
    /// <exception cref="PplException">A mistake in the model or its data; PPL027: a latent is discrete; PPL201: the log likelihood is NaN or infinite.</exception>
    /// <exception cref="ArgumentException">The model has no latents, or does not broadcast.</exception>
    public static AnnealedEvidence LogEvidence<TData>(
        Program<TData> model, TData data, Rng rng, ParamStore? parameters = null, AnnealingOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rng);
        options ??= new AnnealingOptions();
        var density = new AnnealedDensity(() => model(data), parameters, options.Chains);
        var settings = new MoveSettings(options.Temperatures);
        using (Rng pilot = rng.Fork(AnnealedChains.PilotStream)) new AnnealedChains(density, pilot, options).Run(settings, isPilot: true, cancel);
        return new AnnealedChains(density, rng, options).Run(settings, isPilot: false, cancel);
    }
}
