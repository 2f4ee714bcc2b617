using MathNet.Numerics.Distributions;
using NUnit.Framework;
using Ppl.Infer;

namespace Ppl.Testing;

/// <summary>
/// Simulation-based calibration as an assertion (Talts, Betancourt, Simpson, Vehtari and Gelman 2018): truths are drawn from the prior, data from the truths, draws from each
/// posterior by the sampler under test. If sampler and model agree, the rank of the truth among its draws is uniform, whatever the model.
/// </summary>
/// <remarks>
/// It sees a sampler that is biased, too narrow or too wide, and a model that is written in two ways that differ. It does not see a sampler that
/// ignores the data and draws from the prior: have the log likelihood among the quantities for that (Modrák et al. 2023).
/// </remarks>
public static class Calibration
{
    /// <summary>
    /// Fails unless the ranks of every quantity are uniform: by Pearson's chi-square over the bins, and by the band of <see cref="EcdfBand"/>, which sees a bias sooner. Each test
    /// takes an equal part of <see cref="CalibrationOptions.FalseAlarm"/>; with a fixed seed the assertion fails always or never.
    /// </summary>
    /// <param name="simulate">Draws truths from the prior, and data from them.</param>
    /// <param name="posterior">Draws from the posterior of the data: a row for each draw, the quantities in the order of the truths.</param>
    /// <param name="options">The defaults when null.</param>
    /// <returns>The ranks, for pictures.</returns>
    /// <exception cref="ArgumentException">A posterior has too few draws, or of another number of quantities; the bins do not divide the ranks, or are expected fewer than five times.</exception>
    public static RankedTruths Check<TData>(Func<Rng, Simulated<TData>> simulate, Func<TData, Rng, IReadOnlyList<double[]>> posterior, CalibrationOptions? options = null)
    {
        options ??= new CalibrationOptions();
        if ((options.Draws + 1) % options.Bins != 0) throw new ArgumentException($"{options.Draws + 1} ranks are not {options.Bins} bins of equal width.", nameof(options));
        if (options.Replications < 5 * options.Bins) throw new ArgumentException($"{options.Replications} ranks are too few for {options.Bins} bins: {5 * options.Bins} are needed.", nameof(options));
        var truths = RankedTruths.Of(simulate, posterior, options);
        double level = options.FalseAlarm / (2 * truths.Names.Length);
        var band = EcdfBand.Of(options.Replications, options.Bins, 1 - level);
        double allowed = ChiSquared.InvCDF(options.Bins - 1, 1 - level);
        string[] flaws = [.. Enumerable.Range(0, truths.Names.Length).Select(q => Flaw(truths.Names[q], truths.Counts(q, options.Bins), allowed, band)).OfType<string>()];
        if (flaws.Length > 0) Assert.Fail(FormattableString.Invariant($"{string.Join('\n', flaws)}\nat false alarm {options.FalseAlarm:G2} over {truths.Names.Length} quantities, {options.Replications} replications"));
        return truths;
    }

    /// <summary>The same for a program: latents and data are drawn from its prior, and every element of every latent is a quantity.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">What it takes without its data: whatever it observes there is drawn anew.</param>
    /// <param name="data">Makes the data of one draw from the prior, such as <c>draw => torch.tensor(draw["y"].Values.ToArray())</c>.</param>
    /// <param name="posterior">Draws of the latents from the posterior of the data; other sites may be among them.</param>
    /// <param name="options">The defaults when null. Names are those of the latents.</param>
    /// <exception cref="ArgumentException">As above.</exception>
    /// <exception cref="PplException">A mistake in the model; PPL024: the posterior lacks a latent.</exception>
    public static RankedTruths Check<TData>(Program<TData> model, TData inputs, Func<Samples, TData> data, Func<TData, Rng, Samples> posterior, CalibrationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(posterior);
        options ??= new CalibrationOptions();
        Draws[] latents;
        using (var rng = new Rng(options.Seed)) latents = [.. Predictive.Prior(model, inputs, draws: 1, rng).Where(site => site.Role == SiteRole.Latent)];
        return Check(
            rng =>
            {
                Samples prior = Predictive.Prior(model, inputs, draws: 1, rng);
                return new Simulated<TData>(Row(latents, prior, 0), data(prior));
            },
            (seen, rng) =>
            {
                Samples draws = posterior(seen, rng);
                return [.. Enumerable.Range(0, draws.Draws).Select(draw => Row(latents, draws, draw))];
            },
            options with { Names = options.Names ?? [.. Summary.Of(new Samples(latents)).Select(row => row.Name)] });
    }

    private static double[] Row(Draws[] latents, Samples samples, int draw) => [.. latents.SelectMany(latent => samples[latent.Name][draw].ToArray())];

    private static string? Flaw(string name, long[] counts, double allowed, EcdfBand band)
    {
        double expected = counts.Sum() / (double)counts.Length;
        double statistic = counts.Sum(count => (count - expected) * (count - expected) / expected);
        int? leaves = band.Leaves(counts);
        if (statistic <= allowed && leaves is null) return null;
        string ecdf = leaves is { } edge ? FormattableString.Invariant($"; {counts[..(edge + 1)].Sum()} ranks lie in the first {edge + 1} bins, {band.Low[edge]} to {band.High[edge]} are allowed") : "";
        return FormattableString.Invariant($"{name}: ranks [{string.Join(", ", counts)}] are not uniform: chi-square {statistic:G4}, {allowed:G4} is allowed{ecdf}; {Shape(counts)}");
    }

    /// <summary>What the counts' shape says of the sampler.</summary>
    private static string Shape(long[] counts)
    {
        int third = Math.Max(counts.Length / 3, 1);
        double left = counts[..third].Average(), right = counts[^third..].Average(), middle = counts.Length > 2 * third ? counts[third..^third].Average() : (left + right) / 2;
        double slope = right - left, bend = ((left + right) / 2) - middle;
        return Math.Abs(slope) > 2 * Math.Abs(bend) ? $"the draws are too {(slope > 0 ? "small" : "large")}"
            : bend > 0 ? "the posterior is too narrow, or its draws are correlated" : "the posterior is too wide";
    }
}
