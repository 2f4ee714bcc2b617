using System.Collections.Immutable;

namespace Ppl.Infer;

/// <summary>Whether the draws of Markov chains can be used, in words. As text: what was looked at, then each finding with what to do about it.</summary>
/// <remarks>
/// What is asked for (Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021; Betancourt 2016): at least two chains, finite draws, R-hat of at most 1.01 and an effective
/// sample size of at least 100 a chain, in the bulk and in the tails, of every element of every latent and deterministic site; no divergence; no trajectory
/// stopped at its largest depth; E-BFMI of at least 0.3 in every chain. An element that is one number in all draws (the diagonal of a correlation matrix) has
/// nothing to ask for.
/// </remarks>
/// <param name="Examined">What was looked at: <c>4 chains of 1000 draws: R-hat at most 1.003, …</c>.</param>
/// <param name="Findings">What is amiss; empty for good draws.</param>
public sealed record ChainVerdict(string Examined, ImmutableArray<Finding> Findings)
{
    /// <summary>R-hat above this is a finding.</summary>
    public const double HighestRHat = 1.01;

    /// <summary>Fewer effective draws a chain than this are a finding.</summary>
    public const double FewestEffectiveDraws = 100;

    /// <summary>A chain's E-BFMI below this is a finding.</summary>
    public const double LowestEnergyFraction = 0.3;

    /// <summary>Is nothing amiss?</summary>
    public bool IsGood => Findings.IsEmpty;

    /// <summary>Looks at the draws of Markov chains, without warm-up.</summary>
    /// <param name="samples">The draws, of which <see cref="Samples.Chains"/> says where a chain ends.</param>
    /// <param name="statistics">What the sampler tells of each draw; null where it tells nothing.</param>
    /// <exception cref="ArgumentException">There is no draw, or the statistics are not those of the draws.</exception>
    public static ChainVerdict Of(Samples samples, SamplerStatistics? statistics = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        statistics?.RequireOf(samples);
        int chains = samples.Chains, draws = samples.Draws / chains;
        SummaryRow[] rows = [.. samples.Where(site => site.Role != SiteRole.Predicted).SelectMany(Summary.RowsOfChains)];
        SummaryRow[] moving = [.. rows.Where(row => row.Accuracy!.Flaw is null)];
        IEnumerable<Finding?> findings = [Single(chains), NotFinite(rows), TooShort(draws), .. Mixing(moving, chains), .. statistics is null ? [] : OfSampler(statistics, samples.Draws)];
        return new(Describe(chains, draws, moving, statistics), [.. findings.OfType<Finding>()]);
    }

    /// <summary>What was looked at, then the findings, a line each.</summary>
    public override string ToString() =>
        string.Join('\n', Findings.Select(finding => $"- {finding}").Prepend(IsGood ? $"Good: {Examined}" : $"{Findings.Length} finding{(Findings.Length == 1 ? "" : "s")}: {Examined}"));

    private static string Describe(int chains, int draws, SummaryRow[] moving, SamplerStatistics? statistics)
    {
        string text = $"{chains} chain{(chains == 1 ? "" : "s")} of {draws} draws";
        if (moving.Length > 0)
            text += FormattableString.Invariant($": R-hat at most {moving.Max(row => row.Accuracy!.RHat):F3}, effective sample size at least {Least(row => row.Accuracy!.BulkSize):F0} in the bulk and {Least(row => row.Accuracy!.TailSize):F0} in the tails");
        return statistics is null ? text : $"{text}, {statistics.Divergences} of {chains * draws} draws divergent";

        double Least(Func<SummaryRow, double> size) => moving.Select(size).Where(number => !double.IsNaN(number)).DefaultIfEmpty(double.NaN).Min();
    }

    private static Finding? Single(int chains) => chains > 1 ? null :
        new("there is one chain", "run four from different places; one cannot show that others would go elsewhere");

    private static Finding? TooShort(int draws) => draws / 2 >= ChainFlaw.FewestInHalf ? null :
        new($"{draws} draws a chain are too few for diagnostics", "take 1000 a chain");

    private static Finding? NotFinite(SummaryRow[] rows) =>
        Worst("NaN or infinite draws", rows.Where(row => !double.IsFinite(row.Mean)), rows.Length, row => row.Accuracy!.Flaw!,
            "look for a value that overflows, or for a deterministic site that divides by 0");

    private static IEnumerable<Finding?> Mixing(SummaryRow[] rows, int chains)
    {
        const string longer = "take more draws; if that does not help, write the model so that its latents depend less on one another (docs/reparameterisation.md)";
        double wanted = FewestEffectiveDraws * chains;
        yield return Worst($"R-hat above {HighestRHat.ToString(System.Globalization.CultureInfo.InvariantCulture)}", rows.Where(row => row.Accuracy!.RHat > HighestRHat).OrderByDescending(row => row.Accuracy!.RHat), rows.Length,
            row => FormattableString.Invariant($"{row.Accuracy!.RHat:F3}"), "warm up longer, and look at the traces of the chains, which may sit in several modes");
        yield return Worst(FormattableString.Invariant($"effective sample size below {wanted:F0} in the bulk"), rows.Where(row => row.Accuracy!.BulkSize < wanted).OrderBy(row => row.Accuracy!.BulkSize), rows.Length,
            row => FormattableString.Invariant($"{row.Accuracy!.BulkSize:F0}"), longer);
        yield return Worst(FormattableString.Invariant($"effective sample size below {wanted:F0} in the tails"), rows.Where(row => row.Accuracy!.TailSize < wanted).OrderBy(row => row.Accuracy!.TailSize), rows.Length,
            row => FormattableString.Invariant($"{row.Accuracy!.TailSize:F0}"), longer);
    }

    /// <summary><c>R-hat above 1.01 for 2 of 9 numbers: 1.340 for tau</c>; null for none.</summary>
    private static Finding? Worst(string what, IEnumerable<SummaryRow> worstFirst, int all, Func<SummaryRow, string> value, string hint)
    {
        SummaryRow[] rows = [.. worstFirst];
        return rows.Length == 0 ? null : new($"{what} for {rows.Length} of {all} numbers, {rows[0].Name} ({value(rows[0])})", hint);
    }

    private static IEnumerable<Finding?> OfSampler(SamplerStatistics statistics, int draws)
    {
        if (statistics.Divergences is var divergent and > 0)
            yield return new($"{divergent} of {draws} draws diverged, and a part of the posterior is missing",
                "raise the target acceptance to 0.95, or write a hierarchy without centre (docs/reparameterisation.md)");
        foreach (SamplerStatistics kernel in statistics.Blocks.Append(statistics))
        {
            if (kernel.MaxDepth is { } limit && kernel.Depth.Sum(chain => chain.Count(depth => depth >= limit)) is var stopped and > 0)
                yield return new($"{stopped} of {draws} draws have a trajectory that was stopped at depth {limit}",
                    "use a dense metric where latents are correlated, or allow a larger depth; the draws are right, and dear");
        }
        double[] fractions = [.. statistics.Energy.Select(chain => EnergyFraction.Of(chain))];
        double lowest = fractions.Where(fraction => !double.IsNaN(fraction)).DefaultIfEmpty(double.PositiveInfinity).Min();
        if (lowest < LowestEnergyFraction)
            yield return new(FormattableString.Invariant($"E-BFMI is {lowest:F2} in chain {Array.IndexOf(fractions, lowest) + 1}, where the tails are hardly reached"),
                "write heavy tails as a scale times a normal latent, or a hierarchy without centre (docs/reparameterisation.md)");
    }
}
