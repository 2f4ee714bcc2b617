namespace Ppl.Infer;

/// <summary>
/// Draws, with what the sampler tells of them, as a file: a safetensors file (docs/checkpoints.md) with an array [chain, draw, …] for each site.
/// </summary>
/// <param name="Samples">The draws.</param>
/// <param name="Statistics">What the sampler tells of each; null where it tells nothing.</param>
public sealed record SavedSamples(Samples Samples, SamplerStatistics? Statistics = null)
{
    /// <summary>The newest version of the layout: 2 tells of blocks. A file is of the oldest version that can say what is in it.</summary>
    private const int Version = 2, WithoutBlocks = 1;

    private const string LayoutPart = "samples", SitesPart = "sites", ValuesPart = "draws", StatisticsPart = "statistics", LimitName = "max depth";

    /// <summary>
    /// Writes the file. It takes its name when all of it is on disk: until then, and if that fails, what stood there before stays.
    /// </summary>
    /// <exception cref="PplException">PPL311: it cannot be written.</exception>
    /// <exception cref="ArgumentException">The statistics are not those of the draws.</exception>
    public void Save(string path)
    {
        var state = new SavedState();
        Save(state);
        state.Write(path);
    }

    /// <summary>Adds draws and statistics.</summary>
    internal void Save(SavedState state)
    {
        Statistics?.RequireOf(Samples);
        SavedState layout = state.Part(LayoutPart), values = state.Part(ValuesPart);
        layout.Add("version", Statistics is { Blocks.Count: > 0 } ? Version : WithoutBlocks);
        layout.Add("chains", Samples.Chains);
        layout.Add("draws", Samples.Draws / Samples.Chains);
        int number = 0;
        foreach (Draws site in Samples)
        {
            SavedState about = state.Part(SitesPart).Part($"{number++}");
            about.Add("name", site.Name);
            about.Add("role", $"{site.Role}");
            about.Add("dtype", $"{site.Dtype}");
            values.Add(site.Name, SavedArray.Of(site.Values.AsSpan()) with { Shape = [Samples.Chains, Samples.Draws / Samples.Chains, .. site.Shape.ToArray()] });
        }
        if (Statistics is not null) Add(state.Part(StatisticsPart), Statistics);
    }

    /// <summary>Reads a file that <see cref="Save(string)"/> made, of this version or an older one.</summary>
    /// <exception cref="PplException">
    /// PPL301: there is nothing; PPL303: not a file of Ppl; PPL302: truncated; PPL313: its digest differs; PPL310: of a newer version; PPL309: it holds no draws.
    /// </exception>
    public static SavedSamples Load(string path)
    {
        SavedSamples? saved = null;
        SavedState.Restore(path, state =>
        {
            if (VersionOf(state) is var version and > Version) throw Error.NewerVersion(path, version, Version);
            saved = Restore(state);
            return () => { };
        });
        return saved!;
    }

    /// <summary>Reads what <see cref="Save(SavedState)"/> added.</summary>
    /// <exception cref="PplException">PPL309: the state is of something else.</exception>
    internal static SavedSamples Restore(SavedState state)
    {
        if (VersionOf(state) is var version and not (WithoutBlocks or Version)) throw Error.StateDiffers($"its draws are of version {version}; this Ppl knows version {Version}");
        SavedState layout = state.Part(LayoutPart), statistics = state.Part(StatisticsPart);
        int chains = (int)layout.Integer("chains"), draws = (int)layout.Integer("draws");
        if (chains < 1) throw Error.StateDiffers("it has no chains");
        var sites = new List<Draws>();
        for (SavedState about = state.Part(SitesPart).Part("0"); about.Has("name"); about = state.Part(SitesPart).Part($"{sites.Count}")) sites.Add(Site(about, state.Part(ValuesPart), chains, draws));
        if (sites.Count == 0) throw Error.StateDiffers("it has no sites");
        return new(new Samples(sites), statistics.Arrays.Any() ? StatisticsOf(statistics, chains, draws) : null);
    }

    private static int VersionOf(SavedState state) => (int)state.Part(LayoutPart).Integer("version");

    private static void Add(SavedState state, SamplerStatistics statistics)
    {
        state.Add("log density", Flat(statistics.LogDensity, x => x));
        state.Add("energy", Flat(statistics.Energy, x => x));
        state.Add("acceptance", Flat(statistics.Acceptance, x => x));
        state.Add("step size", Flat(statistics.StepSize, x => x));
        state.Add("divergent", Flat(statistics.IsDivergent, isDivergent => isDivergent ? 1L : 0));
        state.Add("depth", Flat(statistics.Depth, depth => (long)depth));
        state.Add("leapfrogs", Flat(statistics.Leapfrogs, count => (long)count));
        if (statistics.MaxDepth is { } limit) state.Add(LimitName, limit);
        for (int i = 0; i < statistics.Blocks.Count; i++) Add(BlockOf(state, i), statistics.Blocks[i]);
    }

    private static SavedState BlockOf(SavedState state, int number) => state.Part($"block {number}");

    private static IEnumerable<SavedState> BlocksOf(SavedState state) => Enumerable.Range(0, int.MaxValue).Select(i => BlockOf(state, i)).TakeWhile(block => block.Has("energy"));

    private static TOut[] Flat<TIn, TOut>(TIn[][] table, Func<TIn, TOut> map) => [.. table.SelectMany(chain => chain.Select(map))];

    private static Draws Site(SavedState about, SavedState values, int chains, int draws)
    {
        string name = about.Text("name");
        SavedArray array = values.Array(name);
        if (!Enum.TryParse(about.Text("role"), out SiteRole role) || !Enum.TryParse(about.Text("dtype"), out torch.ScalarType dtype)
            || array.Dtype != torch.ScalarType.Float64 || array.Shape.Rank < 2 || array.Shape[0] != chains || array.Shape[1] != draws || array.Shape[2..].NumberOfElements == 0)
            throw Error.StateDiffers($"\"{name}\" is no array of {chains} chains of {draws} draws");
        return new Draws(name, array.Shape[2..], [.. array.ToNumbers<double>()], role, dtype) { Chains = chains };
    }

    private static SamplerStatistics StatisticsOf(SavedState state, int chains, int draws)
    {
        return new SamplerStatistics
        {
            LogDensity = Numbers("log density"),
            Energy = Numbers("energy"),
            Acceptance = Numbers("acceptance"),
            StepSize = Numbers("step size"),
            IsDivergent = Integers("divergent", number => number != 0),
            Depth = Integers("depth", number => (int)number),
            Leapfrogs = Integers("leapfrogs", number => (int)number),
            MaxDepth = state.Has(LimitName) ? (int)state.Integer(LimitName) : null,
            Blocks = [.. BlocksOf(state).Select(block => StatisticsOf(block, chains, draws))],
        };

        double[][] Numbers(string name) => Table(name, state.Numbers(name), x => x);
        T[][] Integers<T>(string name, Func<long, T> map) => Table(name, state.Integers(name), map);
        TOut[][] Table<TIn, TOut>(string name, TIn[] numbers, Func<TIn, TOut> map) => numbers.Length == chains * draws
            ? [.. Enumerable.Range(0, chains).Select(chain => numbers[(chain * draws)..((chain + 1) * draws)].Select(map).ToArray())]
            : throw Error.StateDiffers($"\"{StatisticsPart}/{name}\" is not one number for each of {chains * draws} draws");
    }
}
