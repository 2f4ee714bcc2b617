namespace Ppl.Infer;

/// <summary>
/// Importance sampling: draws z from a guide, weighed by w = p(x, z) / q(z). It tells how good a guide is, corrects it, and estimates the evidence.
/// </summary>
public static class Importance
{
    /// <summary>Draws latents from a guide and weighs them.</summary>
    /// <remarks>
    /// Many draws run side by side where the programs broadcast, chunk by chunk (<see cref="DrawOptions.AtOnce"/>). Weights come from log densities in
    /// the programs' dtype: with many observations let the data be float64. Discrete latents are drawn like others.
    /// </remarks>
    /// <param name="model">The model, with its data observed.</param>
    /// <param name="guide">The guide.</param>
    /// <param name="parameters">The parameters of both, such as <see cref="Svi{TData}.Parameters"/>; the caller's.</param>
    /// <param name="data">The inputs of both.</param>
    /// <param name="draws">How many.</param>
    /// <param name="rng">The source of the draws; the caller's.</param>
    /// <param name="options">The defaults when null.</param>
    /// <exception cref="PplException">PPL003-PPL007, PPL026: the guide does not fit the model; PPL201: a weight is NaN or infinite.</exception>
    /// <exception cref="ArgumentException">No draw has a weight above 0, the programs draw no latent, or a plate is subsampled.</exception>
    public static ImportanceSample Draw<TData>(
        Program<TData> model, Program<TData> guide, ParamStore parameters, TData data, int draws, Rng rng, DrawOptions? options = null)
    {
        SiteBuffer[] buffers = [];
        double[] logWeights = Weigh(
            model, guide, parameters, data, draws, rng, options,
            first => buffers = [.. first.Model.Latents.Select(site => new SiteBuffer(site.Name, SiteRole.Latent, site.Value!, site.Distribution.EventShape.Rank, draws))],
            (made, chunk) =>
            {
                foreach (SiteBuffer buffer in buffers) buffer.Read(made.Model.ValueOf(buffer.Name), chunk);
            });
        return new ImportanceSample(new Samples(buffers.Select(buffer => buffer.ToDraws())), logWeights);
    }

    /// <summary>Estimates the importance-weighted bound with any number of samples, without keeping their values.</summary>
    /// <param name="model">The model, with its data observed.</param>
    /// <param name="guide">The guide.</param>
    /// <param name="parameters">The parameters of both; the caller's.</param>
    /// <param name="data">The inputs of both.</param>
    /// <param name="samples">K, the draws within one bound.</param>
    /// <param name="rng">The source of the draws; the caller's.</param>
    /// <param name="groups">How many bounds to average over.</param>
    /// <param name="options">The defaults when null.</param>
    /// <exception cref="PplException">As <see cref="Draw"/>.</exception>
    public static ImportanceBound Bound<TData>(
        Program<TData> model, Program<TData> guide, ParamStore parameters, TData data, int samples, Rng rng, int groups = 100, DrawOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        return ImportanceBound.Of(Weigh(model, guide, parameters, data, checked(samples * groups), rng, options, _ => { }, (_, _) => { }), samples);
    }

    /// <returns>log p(x, z) - log q(z) for each draw.</returns>
    private static double[] Weigh<TData>(
        Program<TData> model, Program<TData> guide, ParamStore parameters, TData data, int draws, Rng rng, DrawOptions? options,
        Action<GuidedRun> first, Action<GuidedRun, Chunk> read)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(guide);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        ArgumentNullException.ThrowIfNull(rng);
        double[] logWeights = new double[draws];
        new ManyRuns(_ => GuidedRun.Of(() => model(data), () => guide(data)), parameters, rng, options ?? DrawOptions.Default).ForEach(draws, single =>
        {
            WholePlates.Require(single.Model);
            first(single);
        },
        (made, chunk) =>
        {
            double[] some = chunk.Numbers(made.Model.Total(chunk.KeepPlate) - made.Guide.Total(chunk.KeepPlate));
            foreach (double weight in some)
                if (double.IsNaN(weight) || double.IsPositiveInfinity(weight)) throw FiniteCheck.NonFiniteLoss(-weight, [made]);
            some.CopyTo(logWeights, chunk.Start);
            read(made, chunk);
        });
        return logWeights;
    }
}
