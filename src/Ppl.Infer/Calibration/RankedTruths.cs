using System.Collections.Immutable;
using MathNet.Numerics.Distributions;

namespace Ppl.Infer;

/// <summary>
/// Where true numbers lie among the draws of posteriors of data that were drawn from them: simulation-based calibration (Talts, Betancourt, Simpson, Vehtari and Gelman 2018).
/// If sampler and model agree, the ranks are uniform, whatever the model.
/// </summary>
/// <remarks>
/// It sees a sampler that is biased, too narrow or too wide, and a model that is written in two ways that differ. It does not see a sampler that
/// ignores the data and draws from the prior: have the log likelihood among the quantities for that (Modrák et al. 2023).
/// </remarks>
/// <param name="Names">The quantities.</param>
/// <param name="Ranks">By quantity, then by replication: how many of L draws lie below the truth, from 0 to L. A tie is broken at random.</param>
/// <param name="Scores">By quantity, then by replication: (posterior mean - truth) / posterior standard deviation, of all draws.</param>
/// <param name="Draws">L.</param>
public sealed record RankedTruths(ImmutableArray<string> Names, ImmutableArray<ImmutableArray<int>> Ranks, ImmutableArray<ImmutableArray<double>> Scores, int Draws)
{
    /// <summary>Simulates, samples and ranks, one data set after another, each in a tensor scope of its own.</summary>
    /// <param name="simulate">Draws truths from the prior, and data from them.</param>
    /// <param name="posterior">Draws from the posterior of the data: a row for each draw, the quantities in the order of the truths.</param>
    /// <param name="options">The defaults when null.</param>
    /// <param name="progress">Told after each data set how many there have been.</param>
    /// <param name="cancel">Ends the run between two data sets.</param>
    /// <exception cref="ArgumentException">A posterior has too few draws, or of another number of quantities; a truth or a draw is not a number.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static RankedTruths Of<TData>(
        Func<Rng, Simulated<TData>> simulate, Func<TData, Rng, IReadOnlyList<double[]>> posterior, CalibrationOptions? options = null, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(simulate);
        ArgumentNullException.ThrowIfNull(posterior);
        options ??= new CalibrationOptions();
        var ranks = new List<int[]>();
        var scores = new List<double[]>();
        using var root = new Rng(options.Seed, options.Dtype, options.Device);
        for (int replication = 0; replication < options.Replications; replication++)
        {
            cancel.ThrowIfCancellationRequested();
            using TensorScope scope = TensorScope.Begin();
            using Rng simulation = root.Fork(3 * (ulong)replication), sampling = root.Fork((3 * (ulong)replication) + 1), ties = root.Fork((3 * (ulong)replication) + 2);
            Simulated<TData> simulated = simulate(simulation);
            IReadOnlyList<double[]> draws = posterior(simulated.Data, sampling);
            if (draws.Count < options.Draws) throw new ArgumentException($"The posterior gave {draws.Count} draws: {options.Draws} at least are needed.", nameof(posterior));
            int quantities = simulated.Quantities.Length;
            if (quantities == 0 || draws.Any(draw => draw.Length != quantities) || (ranks.Count > 0 && ranks[0].Length != quantities) || (options.Names is { } names && names.Count != quantities))
                throw new ArgumentException($"Truth, draws and names are not all of {quantities} quantities.", nameof(posterior));
            ranks.Add([.. Enumerable.Range(0, quantities).Select(q => Rank(Thinned(draws, q, options.Draws), simulated.Quantities[q], ties, q, replication))]);
            scores.Add([.. Enumerable.Range(0, quantities).Select(q => Score(draws, q, simulated.Quantities[q]))]);
            progress?.Report(replication + 1);
        }
        return new(
            [.. options.Names ?? Enumerable.Range(0, ranks[0].Length).Select(q => $"quantity {q}")],
            [.. Enumerable.Range(0, ranks[0].Length).Select(q => ranks.Select(row => row[q]).ToImmutableArray())],
            [.. Enumerable.Range(0, ranks[0].Length).Select(q => scores.Select(row => row[q]).ToImmutableArray())],
            options.Draws);
    }

    /// <summary>The same for a program: latents and data are drawn from its prior, and every element of every latent is a quantity.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">What it takes without its data: whatever it observes there is drawn anew.</param>
    /// <param name="data">Makes the data of one draw from the prior, such as <c>draw => torch.tensor(draw["y"].Values.ToArray())</c>.</param>
    /// <param name="posterior">Draws of the latents from the posterior of the data; other sites may be among them.</param>
    /// <param name="options">The defaults when null. Names are those of the latents.</param>
    /// <param name="progress">As above.</param>
    /// <param name="cancel">As above.</param>
    /// <exception cref="ArgumentException">As above.</exception>
    /// <exception cref="OperationCanceledException">As above.</exception>
    /// <exception cref="PplException">A mistake in the model; PPL024: the posterior lacks a latent.</exception>
    public static RankedTruths Of<TData>(
        Program<TData> model, TData inputs, Func<Samples, TData> data, Func<TData, Rng, Samples> posterior, CalibrationOptions? options = null, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(posterior);
        options ??= new CalibrationOptions();
        Draws[] latents;
        using (var rng = new Rng(options.Seed, options.Dtype, options.Device)) latents = [.. Predictive.Prior(model, inputs, draws: 1, rng).Where(site => site.Role == SiteRole.Latent)];
        return Of(
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
            options with { Names = options.Names ?? [.. Summary.Of(new Samples(latents)).Select(row => row.Name)] },
            progress,
            cancel);
    }

    /// <summary>How many of a quantity's ranks fall into each of so many bins of equal width.</summary>
    /// <exception cref="ArgumentException">L + 1 ranks are not that many bins of equal width.</exception>
    public long[] Counts(int quantity, int bins)
    {
        if (bins <= 0 || (Draws + 1) % bins != 0) throw new ArgumentException($"{Draws + 1} ranks are not {bins} bins of equal width.", nameof(bins));
        long[] counts = new long[bins];
        foreach (int rank in Ranks[quantity]) counts[rank * bins / (Draws + 1)]++;
        return counts;
    }

    /// <summary>
    /// What is wrong with the ranks of a quantity, in words, and what it says of the sampler; null where they are uniform: by Pearson's chi-square over the bins, and by the band of
    /// <see cref="EcdfBand"/>, which sees a bias sooner. Each of these tests of each quantity takes an equal part of <see cref="CalibrationOptions.FalseAlarm"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The bins do not divide the ranks, or are expected fewer than five times.</exception>
    public string? FlawOf(int quantity, CalibrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        int replications = Ranks[quantity].Length, bins = options.Bins;
        options.RequireBins(replications, Draws);
        double level = options.FalseAlarm / (2 * Names.Length), allowed = ChiSquared.InvCDF(bins - 1, 1 - level), expected = replications / (double)bins;
        var band = EcdfBand.Of(replications, bins, 1 - level);
        long[] counts = Counts(quantity, bins);
        double statistic = counts.Sum(count => (count - expected) * (count - expected) / expected);
        int? leaves = band.Leaves(counts);
        if (statistic <= allowed && leaves is null) return null;
        string ecdf = leaves is { } edge ? FormattableString.Invariant($"; {counts[..(edge + 1)].Sum()} ranks lie in the first {edge + 1} bins, {band.Low[edge]} to {band.High[edge]} are allowed") : "";
        return FormattableString.Invariant($"{Names[quantity]}: ranks [{string.Join(", ", counts)}] are not uniform: chi-square {statistic:G4}, {allowed:G4} is allowed{ecdf}; {Shape(counts)}");
    }

    private static double[] Row(Draws[] latents, Samples samples, int draw) => [.. latents.SelectMany(latent => samples[latent.Name][draw].ToArray())];

    /// <summary>What the counts' shape says of the sampler.</summary>
    private static string Shape(long[] counts)
    {
        int third = Math.Max(counts.Length / 3, 1);
        double left = counts[..third].Average(), right = counts[^third..].Average(), middle = counts.Length > 2 * third ? counts[third..^third].Average() : (left + right) / 2;
        double slope = right - left, bend = ((left + right) / 2) - middle;
        return Math.Abs(slope) > 2 * Math.Abs(bend) ? $"the draws are too {(slope > 0 ? "small" : "large")}"
            : bend > 0 ? "the posterior is too narrow, or its draws are correlated" : "the posterior is too wide";
    }

    private static double[] Thinned(IReadOnlyList<double[]> draws, int quantity, int count) =>
        [.. Enumerable.Range(0, count).Select(i => draws[(int)((long)i * draws.Count / count)][quantity])];

    private static int Rank(double[] draws, double truth, Rng ties, int quantity, int replication)
    {
        if (!double.IsFinite(truth) || draws.Any(double.IsNaN)) throw new ArgumentException($"The truth or a draw of quantity {quantity} is not a number in replication {replication}.");
        int below = draws.Count(draw => draw < truth), equal = draws.Count(draw => draw == truth);
        return below + (int)ties.NextInt64(equal + 1);
    }

    private static double Score(IReadOnlyList<double[]> draws, int quantity, double truth)
    {
        double mean = draws.Average(draw => draw[quantity]);
        return (mean - truth) / Math.Sqrt(draws.Sum(draw => (draw[quantity] - mean) * (draw[quantity] - mean)) / (draws.Count - 1));
    }
}
