using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// Draws from a model: with latents from the prior, from a guide or from draws made before, it draws everything else, data included, given
/// them. New inputs are simply other data for the programs.
/// </summary>
/// <remarks>
/// <para>Latents z and new data ỹ come from p(z) p(ỹ | z) for the prior, from q(z) p(ỹ | z) for a guide. Sites that the programs observe
/// are drawn anew, missing cells included; their <c>obs</c> says how many there are. To hold some of them at their values, write
/// <see cref="Condition"/> around a model without <c>obs</c>.</para>
/// <para>A plate with a subsample stays one: the draws of a chunk look at the same rows, so open plates whole for prediction.</para>
/// <para>Many draws run side by side where the programs broadcast, else one after another (<see cref="DrawOptions.AtOnce"/>): the two have
/// different draws, of one distribution. Parameters stay as they are; one that the store lacks is error PPL024. The memory of a chunk is freed
/// before the next: what leaves is managed.</para>
/// </remarks>
public static class Predictive
{
    /// <summary>Draws from the prior: p(z) p(ỹ | z).</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Its inputs.</param>
    /// <param name="draws">How many.</param>
    /// <param name="rng">The source of the draws; the caller's.</param>
    /// <param name="parameters">The model's parameters, such as a decoder's weights; the caller's. Null: each takes its initial value.</param>
    /// <param name="options">The defaults when null.</param>
    /// <returns>The draws of the model's sample sites and deterministic sites.</returns>
    /// <exception cref="PplException">A mistake in the model or its data.</exception>
    public static Samples Prior<TData>(Program<TData> model, TData data, int draws, Rng rng, ParamStore? parameters = null, DrawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var redraw = new Redraw();
        return Draw(LatentSource.Prior(model.Under(redraw), data), redraw, isPrior: true, draws, rng, parameters, options);
    }

    /// <summary>Draws from the posterior that a guide approximates: q(z) p(ỹ | z).</summary>
    /// <param name="model">The model.</param>
    /// <param name="guide">The guide, which draws its latents. What it lacks, the model draws.</param>
    /// <param name="parameters">The parameters of both, such as <see cref="Svi{TData}.Parameters"/>; the caller's.</param>
    /// <param name="data">The inputs of both.</param>
    /// <param name="draws">How many.</param>
    /// <param name="rng">The source of the draws; the caller's.</param>
    /// <param name="options">The defaults when null.</param>
    /// <returns>The draws of the model's sample sites and deterministic sites.</returns>
    /// <exception cref="PplException">A mistake in the programs or their data; PPL003, PPL005-PPL007, PPL026: the guide does not fit the model.</exception>
    public static Samples Posterior<TData>(
        Program<TData> model, Program<TData> guide, ParamStore parameters, TData data, int draws, Rng rng, DrawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(guide);
        ArgumentNullException.ThrowIfNull(parameters);
        var redraw = new Redraw();
        return Draw(LatentSource.Guide(model.Under(redraw), guide, data), redraw, isPrior: false, draws, rng, parameters, options);
    }

    /// <summary>Draws ỹ from p(ỹ | z) for each z of draws made before: by another sampler, or by an earlier call with other inputs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="latents">
    /// The draws of latents, by site; those of other roles are left aside. A latent that they lack is drawn given the others: name those whose
    /// plates have other elements now in <see cref="Samples.Without"/>.
    /// </param>
    /// <param name="data">The model's inputs.</param>
    /// <param name="rng">The source of the draws; the caller's.</param>
    /// <param name="parameters">The model's parameters; the caller's. Null: each takes its initial value.</param>
    /// <param name="options">The defaults when null.</param>
    /// <returns>The draws of the model's sample sites and deterministic sites, as many as there are of the latents, in as many chains.</returns>
    /// <exception cref="PplException">A mistake in the model or its data; PPL024: it has no such latent; PPL111: a draw has another shape.</exception>
    public static Samples Posterior<TData>(
        Program<TData> model, Samples latents, TData data, Rng rng, ParamStore? parameters = null, DrawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(rng);
        var redraw = new Redraw();
        return Draw(LatentSource.Given(model.Under(redraw), latents, data, rng.Device), redraw, isPrior: false, latents.Draws, rng, parameters, options, latents.Chains);
    }

    private static Samples Draw(
        Func<Chunk, GuidedRun> run, Redraw redraw, bool isPrior, int draws, Rng rng, ParamStore? parameters, DrawOptions? options, int chains = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        ArgumentNullException.ThrowIfNull(rng);
        SiteBuffer[] buffers = [];
        new ManyRuns(run, parameters, rng, options ?? DrawOptions.Default).ForEach(
            draws,
            first => buffers = [.. first.Model.Select(site => Buffer(site, redraw, isPrior, draws)).OfType<SiteBuffer>()],
            (made, chunk) =>
            {
                foreach (SiteBuffer buffer in buffers) buffer.Read(made.Model.ValueOf(buffer.Name), chunk);
            });
        return new Samples(buffers.Select(buffer => buffer.ToDraws(chains)));
    }

    private static SiteBuffer? Buffer(Site site, Redraw redraw, bool isPrior, int draws) => site switch
    {
        SampleSite sample => new(site.Name, RoleOf(sample, redraw, isPrior), sample.Value!, sample.Distribution.EventShape.Rank, draws),
        DeterministicSite named => new(site.Name, SiteRole.Deterministic, named.Value!, named.EventDim, draws),
        _ => null,
    };

    private static SiteRole RoleOf(SampleSite site, Redraw redraw, bool isPrior) =>
        (isPrior || site.Supplier is not null) && !redraw.Redrew(site.Name) ? SiteRole.Latent : SiteRole.Predicted;
}
