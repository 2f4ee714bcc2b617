using System.Text.Json.Nodes;
using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>
/// Whether NUTS draws from the posteriors of an example's program: numbers are drawn from its prior, data from these, chains from the posterior of the data, and each true number is
/// ranked among its draws (<see cref="RankedTruths"/>).
/// </summary>
/// <param name="Key">What its metrics and pictures are led by.</param>
/// <param name="Name">What texts call the chains.</param>
/// <param name="Truths">The ranks.</param>
internal sealed record NutsCalibration(string Key, string Name, RankedTruths Truths)
{
    /// <summary>Data sets that fill the bins.</summary>
    public const int Fewest = 5 * Bins;

    private const int Ranked = 19, Bins = 10;

    private static readonly CalibrationOptions Judgement = new() { Draws = Ranked, Bins = Bins, FalseAlarm = 0.01 };

    /// <summary>Keeps the data sets' random numbers from those of the data and of the chains.</summary>
    private const ulong Stream = 0x534243;

    /// <summary>Draws and ranks. Each data set has one chain, of 1,000 steps of warm-up and 380 draws, of 100 and 76 in a quick run; 19 of them are ranked.</summary>
    /// <param name="key">As the record's.</param>
    /// <param name="name">Likewise.</param>
    /// <param name="program">The program.</param>
    /// <param name="inputs">What it takes; whatever it observes is drawn anew.</param>
    /// <param name="data">The inputs with the data of a draw from the prior.</param>
    /// <param name="read">The quantities of draws.</param>
    /// <param name="replications">How many data sets.</param>
    /// <param name="run">Where this happens.</param>
    /// <param name="engine">How the chains' density is computed.</param>
    public static NutsCalibration Of<TData>(
        string key, string name, Program<TData> program, TData inputs, Func<Samples, TData> data, Func<Samples, IEnumerable<Quantity>> read, int replications, ExampleRun run, Engine engine)
    {
        McmcOptions sampler = new() { Chains = 1, Warmup = run.Quick ? 100 : 1000, Draws = (run.Quick ? 4 : 20) * Ranked, Device = torch.device(run.Device), Engine = engine };
        Quantity[] prior = [];
        RankedTruths truths = null!;
        run.Follow("data sets", replications, track => truths = RankedTruths.Of(
            rng =>
            {
                Samples drawn = Predictive.Prior(program, inputs, draws: 1, rng);
                prior = [.. read(drawn)];
                return new Simulated<TData>(Row(prior, 0), data(drawn));
            },
            (seen, rng) =>
            {
                Samples draws = new Mcmc(sampler with { Seed = (ulong)rng.NextInt64(long.MaxValue) }).Run(program, seen).Samples;
                Quantity[] quantities = [.. read(draws)];
                return [.. Enumerable.Range(0, draws.Draws).Select(draw => Row(quantities, draw))];
            },
            Judgement with { Replications = replications, Seed = run.Seed ^ Stream, Device = torch.device(run.Device) },
            new DataSetTrack(track, name),
            run.Cancel));
        return new NutsCalibration(key, name, truths with { Names = [.. prior.Select(quantity => quantity.Name)] });
    }

    /// <summary>The quantities whose ranks are not even.</summary>
    public IReadOnlyList<string> Uneven { get; } = [.. Truths.Names.Where((_, quantity) => Truths.FlawOf(quantity, Judgement) is not null)];

    /// <summary>What the ranks say, in a sentence.</summary>
    public string Words => $"True numbers of {DataSets} data sets drawn from the prior "
        + (Uneven.Count == 0 ? $"rank evenly among the draws of {Name}." : $"do not rank evenly among the draws of {Name}: {string.Join(", ", Uneven)}.");

    private string DataSets => FormattableString.Invariant($"{Truths.Ranks[0].Length:N0}");

    /// <summary>The ranks of some quantities.</summary>
    public Figure Figure(params string[] quantities) => new($"{Key}_calibration",
        CheckPlots.Uniformity($"Ranks of true numbers among the draws of {Name}", new("p: rank, as a share of the draws"),
            [.. quantities.Select(quantity => (quantity, Truths.Counts(Truths.Names.IndexOf(quantity), Ranked + 1)))]),
        $"Numbers and data were drawn from the prior, {DataSets} times, and each number ranked among {Ranked} draws of its posterior. A sampler that is right keeps within the band; a curve below it has draws that are too small, "
        + "one above it draws that are too large.");

    /// <summary>Adds the number of data sets, and the quantities whose ranks are not even.</summary>
    public void Describe(JsonObject metrics)
    {
        metrics[$"{Key}_data_sets"] = Truths.Ranks[0].Length;
        metrics[$"{Key}_uneven"] = new JsonArray([.. Uneven.Select(quantity => (JsonNode)quantity)]);
    }

    private static double[] Row(IReadOnlyList<Quantity> quantities, int draw) => [.. quantities.Select(quantity => quantity.Chains[0][draw])];

    /// <summary>Shows on a track how many data sets there have been.</summary>
    private sealed class DataSetTrack(ProgressTrack track, string name) : IProgress<int>
    {
        public void Report(int value) => track.Advance(1, $"{name} by data drawn from the prior");
    }
}
