using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>What NUTS drew from an example's program: rows of its tables, its metrics, a verdict in words.</summary>
/// <param name="Key">What its metrics and pictures are led by: nuts, or nuts and what sets the run apart.</param>
/// <param name="Name">What tables call it.</param>
/// <param name="Statistics">What the sampler tells of each draw.</param>
/// <param name="Quantities">What was drawn.</param>
/// <param name="Samples">The draws by site.</param>
/// <param name="Duration">Of warm-up and draws.</param>
/// <param name="Engine">How the density was computed.</param>
internal sealed record NutsRun(string Key, string Name, SamplerStatistics Statistics, IReadOnlyList<Quantity> Quantities, Samples Samples, TimeSpan Duration, Engine Engine)
{
    private const int Steps = 1000, QuickSteps = 100;

    /// <summary>Keeps the chains' random numbers from those that the data were drawn with.</summary>
    private const ulong Stream = 0x4E555453;

    /// <summary>Four chains of 1,000 steps of warm-up and 1,000 draws; of 100 and 100 in a quick run.</summary>
    public static McmcOptions Settings(ExampleRun run, Engine engine) => new()
    {
        Warmup = run.Quick ? QuickSteps : Steps,
        Draws = run.Quick ? QuickSteps : Steps,
        Seed = run.Seed ^ Stream,
        Device = torch.device(run.Device),
        Engine = engine,
    };

    /// <summary>Runs the chains.</summary>
    /// <param name="key">As the record's.</param>
    /// <param name="name">Likewise.</param>
    /// <param name="program">The program, with its data observed.</param>
    /// <param name="data">Its inputs.</param>
    /// <param name="read">The quantities of the draws.</param>
    /// <param name="run">Where this happens.</param>
    /// <param name="options"><see cref="Settings"/>, and what the program needs beside them.</param>
    public static NutsRun Of<TData>(string key, string name, Program<TData> program, TData data, Func<Samples, IEnumerable<Quantity>> read, ExampleRun run, McmcOptions options)
    {
        var watch = Stopwatch.StartNew();
        McmcResult result = null!;
        run.Follow("steps", (long)options.Chains * (options.Warmup + options.Draws), track =>
            result = new Mcmc(options).Run(program, data, progress: new ChainTrack(track, name, options.Chains), cancel: run.Cancel));
        run.Cancel.ThrowIfCancellationRequested();
        return new NutsRun(key, name, result.Statistics, [.. read(result.Samples)], result.Samples, watch.Elapsed, result.Engine!.Value);
    }

    /// <summary>A quantity by its name.</summary>
    public Quantity this[string name] => Quantities.Single(quantity => quantity.Name == name);

    /// <summary>Whether the quantities' draws can be used.</summary>
    public ChainVerdict Verdict => ChainVerdict.Of(
        new Samples(Quantities.Select(quantity => new Draws(quantity.Name, [], [.. quantity.Draws]) { Chains = quantity.Chains.Count })), Statistics);

    /// <summary>The verdict in a sentence or more.</summary>
    public string Words => Verdict is { IsGood: true } good
        ? $"The chains of {Name} are good: {good.Examined}."
        : $"The chains of {Name} are not to be trusted as they are: {Verdict.Examined}; {string.Join("; ", Verdict.Findings.Select(finding => finding.Text))}.";

    /// <summary>How many seconds it took, as tables say it.</summary>
    public string Seconds => Text(Duration.TotalSeconds, "F1");

    /// <summary>The quantity that was drawn with most trouble: of the fewest effective draws.</summary>
    public Quantity Slowest => Quantities.MinBy(quantity => quantity.BulkSize)!;

    /// <summary>A row for each quantity, under a heading.</summary>
    public (string Heading, ResultTable Table) Table()
    {
        var table = new ResultTable("", "mean", "sd", "error of the mean", "effective draws, bulk", "tail", "R-hat");
        foreach (Quantity quantity in Quantities)
            table.Add(quantity.Name, Text(quantity.Moments.Mean, "G4"), Text(quantity.Moments.Deviation, "G3"), Text(MonteCarloError.Mean(quantity.Chains), "G2"),
                Text(quantity.BulkSize, "F0"), Text(EffectiveSampleSize.Tail(quantity.Chains), "F0"), Text(RHat.Of(quantity.Chains), "F3"));
        return ($"Draws of {Name}: {Statistics.Divergences} divergent, density {EngineName}", table);
    }

    /// <summary>Adds each quantity's mean, standard deviation and Monte Carlo error of the mean; the largest R-hat, the fewest effective draws, the engine, the divergences, the seconds.</summary>
    public void Describe(JsonObject metrics)
    {
        foreach (Quantity quantity in Quantities)
        {
            metrics[$"{Key}_{quantity.Name}_mean"] = quantity.Moments.Mean;
            metrics[$"{Key}_{quantity.Name}_sd"] = quantity.Moments.Deviation;
            metrics[$"{Key}_{quantity.Name}_mcse"] = MonteCarloError.Mean(quantity.Chains);
        }
        metrics[$"{Key}_r_hat"] = Quantities.Max(quantity => RHat.Of(quantity.Chains));
        metrics[$"{Key}_ess"] = Slowest.BulkSize;
        metrics[$"{Key}_engine"] = EngineName;
        metrics[$"{Key}_divergences"] = Statistics.Divergences;
        metrics[$"{Key}_seconds"] = Duration.TotalSeconds;
    }

    private string EngineName => Engine.ToString().ToLowerInvariant();

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>Shows on a track where the chains stand. They report from threads of their own.</summary>
    private sealed class ChainTrack(ProgressTrack track, string name, int chains) : IProgress<McmcProgress>
    {
        private readonly Lock told = new();
        private readonly int[] steps = new int[chains];

        public void Report(McmcProgress value)
        {
            lock (told)
            {
                int taken = value.Step - steps[value.Chain];
                steps[value.Chain] = value.Step;
                track.Advance(taken, FormattableString.Invariant($"{name}, chain {value.Chain + 1}: step size {value.StepSize:G2}, {value.Divergences} divergent"));
            }
        }
    }
}
