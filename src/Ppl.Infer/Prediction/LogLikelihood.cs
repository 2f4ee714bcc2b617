namespace Ppl.Infer;

/// <summary>
/// log p(y_i | z_s) for each draw s of the latents and each observation i: what comparisons of models by prediction are made of.
/// </summary>
public static class LogLikelihood
{
    /// <summary>Runs the model along draws of its latents, and takes the log density of each observation by itself.</summary>
    /// <remarks>
    /// Neither scales of subsampled plates nor factors enter; a cell that a mask leaves out has 0. Observations are the batch elements of a site:
    /// event dims are summed over, plates are not. Many draws run side by side where the model broadcasts (<see cref="DrawOptions.AtOnce"/>).
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <param name="latents">The draws of all its latents, by site, such as those of <see cref="Predictive"/>; those of other roles are left aside.</param>
    /// <param name="data">The model's inputs, observations included.</param>
    /// <param name="parameters">The model's parameters; the caller's. Null: each takes its initial value.</param>
    /// <param name="options">The defaults when null.</param>
    /// <param name="device">Where the model runs; the CPU by default.</param>
    /// <returns>A table for each observed site: a draw's numbers have its batch shape, in nats, and the draws the latents' chains.</returns>
    /// <exception cref="PplException">
    /// A mistake in the model or its data; PPL024: the model has no such latent, the draws lack one; PPL111: a draw has another shape.
    /// </exception>
    /// <exception cref="ArgumentException">The model observes nothing.</exception>
    public static Samples Of<TData>(Program<TData> model, Samples latents, TData data, ParamStore? parameters = null, DrawOptions? options = null, torch.Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(latents);
        using var rng = new Rng(0, device: device);    // All latents are given: nothing is drawn but the subsamples of plates.
        SiteBuffer[] buffers = [];
        new ManyRuns(LatentSource.Given(model, latents, data, rng.Device), parameters, rng, options ?? DrawOptions.Default).ForEach(
            latents.Draws,
            first =>
            {
                foreach (SampleSite latent in first.Model.Latents)
                    if (latent.Supplier is null) throw Error.UnknownSite("the draws", latent.Name, latents.Select(site => site.Name));
                buffers = [.. first.Model.Observed.Select(site => new SiteBuffer(site.Name, SiteRole.Predicted, site.MaskedLogProb, 0, latents.Draws))];
                if (buffers.Length == 0) throw new ArgumentException("The model observes nothing.", nameof(model));
            },
            (made, chunk) =>
            {
                foreach (SiteBuffer buffer in buffers) buffer.Read(made.Model[buffer.Name].MaskedLogProb, chunk);
            });
        return new Samples(buffers.Select(buffer => buffer.ToDraws(latents.Chains)));
    }
}
