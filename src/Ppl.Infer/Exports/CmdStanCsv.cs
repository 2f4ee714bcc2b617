using System.Globalization;
using System.Text;

namespace Ppl.Infer;

/// <summary>
/// Files as CmdStan leaves them, one for each chain, which ArviZ (<c>arviz.from_cmdstan</c>) and the readers of R and Julia take: comments with the settings, a line
/// of names, a line for each draw.
/// </summary>
public static class CmdStanCsv
{
    private static readonly string[] Statistics = ["lp__", "accept_stat__", "stepsize__", "treedepth__", "n_leapfrog__", "divergent__", "energy__"];

    /// <summary>Writes <c>name-1.csv</c>, <c>name-2.csv</c>, … into a folder. Each takes its name when all of it is on disk.</summary>
    /// <remarks>
    /// The sampler's columns come first, where there are statistics; then every element of every site, the first index running fastest and
    /// counted from 1: <c>theta.2.1</c>. Numbers have all their digits. A character of a site's name that the format has for itself (<c>. , " '</c>, spaces) becomes <c>_</c>.
    /// </remarks>
    /// <param name="samples">The draws, of which <see cref="Samples.Chains"/> says where a chain ends.</param>
    /// <param name="statistics">What the sampler tells of each draw; null where it tells nothing.</param>
    /// <param name="folder">A folder that exists.</param>
    /// <param name="name">What the files' names begin with; also the model's name in their comments.</param>
    /// <returns>The paths, by chain.</returns>
    /// <exception cref="PplException">PPL311: a file cannot be written.</exception>
    /// <exception cref="ArgumentException">Two sites would have one name, or a site that of a column of the sampler's (<c>…__</c>); the statistics are not those of the draws.</exception>
    public static IReadOnlyList<string> Write(Samples samples, SamplerStatistics? statistics, string folder, string name)
    {
        ArgumentNullException.ThrowIfNull(samples);
        statistics?.RequireOf(samples);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        string[] columns = [.. statistics is null ? [] : Statistics, .. Columns(samples)];
        int draws = samples.Draws / samples.Chains;
        string[] paths = [.. Enumerable.Range(1, samples.Chains).Select(chain => Path.Combine(folder, $"{name}-{chain}.csv"))];
        for (int chain = 0; chain < paths.Length; chain++)
        {
            int current = chain;
            AtomicFile.Write(paths[chain], file =>
            {
                using var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
                WriteComments(text, draws, statistics?.MaxDepth, current, name);
                text.WriteLine(string.Join(',', columns));
                for (int draw = 0; draw < draws; draw++)
                    text.WriteLine(string.Join(',', Numbers(statistics, current, draw).Concat(Numbers(samples, (current * draws) + draw)).Select(Text)));
            });
        }
        return paths;
    }

    private static void WriteComments(TextWriter text, int draws, int? maxDepth, int chain, string name)
    {
        text.WriteLine("# written by Ppl in the layout of CmdStan");
        text.WriteLine("# stan_version_major = 2");
        text.WriteLine("# stan_version_minor = 35");
        text.WriteLine("# stan_version_patch = 0");
        text.WriteLine($"# model = {string.Concat(name.Select(Plain))}");
        text.WriteLine("# method = sample (Default)");
        text.WriteLine("#   sample");
        text.WriteLine($"#     num_samples = {draws}");
        text.WriteLine("#     num_warmup = 0");
        text.WriteLine("#     save_warmup = 0 (Default)");
        text.WriteLine("#     thin = 1 (Default)");
        if (maxDepth is { } depth)
        {
            text.WriteLine("#     algorithm = hmc (Default)");
            text.WriteLine("#       hmc");
            text.WriteLine("#         engine = nuts (Default)");
            text.WriteLine("#           nuts");
            text.WriteLine($"#             max_depth = {depth}");
        }
        text.WriteLine($"# id = {chain + 1}");
    }

    private static IEnumerable<string> Columns(Samples samples)
    {
        string[] names = [.. samples.Select(site => string.Concat(site.Name.Select(Plain)))];
        if (names.Distinct().Count() < names.Length) throw new ArgumentException($"Two sites would have one name: {string.Join(", ", names)}.", nameof(samples));
        if (names.FirstOrDefault(name => name.EndsWith("__", StringComparison.Ordinal)) is { } reserved)
            throw new ArgumentException($"Names of sites that end in \"__\", as \"{reserved}\", are those of a sampler's columns.", nameof(samples));
        return samples.Zip(names, (site, name) => ColumnMajor(site.Shape).Select(index => string.Join('.', index.Select(i => $"{i + 1}").Prepend(name)))).SelectMany(columns => columns);
    }

    private static IEnumerable<double> Numbers(SamplerStatistics? statistics, int chain, int draw) => statistics is null ? [] :
    [
        statistics.LogDensity[chain][draw], statistics.Acceptance[chain][draw], statistics.StepSize[chain][draw], statistics.Depth[chain][draw],
        statistics.Leapfrogs[chain][draw], statistics.IsDivergent[chain][draw] ? 1 : 0, statistics.Energy[chain][draw],
    ];

    private static IEnumerable<double> Numbers(Samples samples, int draw) =>
        samples.SelectMany(site => ColumnMajor(site.Shape).Select(index => site[draw][RowMajorPlace(site.Shape, index)]));

    /// <summary>All places of an array, the first index running fastest.</summary>
    private static IEnumerable<long[]> ColumnMajor(Shape shape)
    {
        for (long place = 0; place < shape.NumberOfElements; place++)
        {
            long rest = place;
            long[] index = new long[shape.Rank];
            for (int dim = 0; dim < index.Length; dim++) (rest, index[dim]) = Math.DivRem(rest, shape[dim]);
            yield return index;
        }
    }

    private static int RowMajorPlace(Shape shape, long[] index)
    {
        long place = 0;
        for (int dim = 0; dim < index.Length; dim++) place = (place * shape[dim]) + index[dim];
        return (int)place;
    }

    private static char Plain(char c) => c is '.' or ',' or '"' or '\'' or '=' or '#' || char.IsWhiteSpace(c) ? '_' : c;

    private static string Text(double number) =>
        double.IsNaN(number) ? "nan" : double.IsInfinity(number) ? (number > 0 ? "inf" : "-inf") : number.ToString("R", CultureInfo.InvariantCulture);
}
