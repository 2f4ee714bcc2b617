using System.Globalization;
using Ppl.Testing;

namespace Ppl.Infer.Tests;

public sealed class CmdStanCsvTests
{
    private static readonly Samples Draws = ChainZoo.Small.Samples;

    private static readonly SamplerStatistics Statistics = ChainZoo.Small.Statistics!;

    private TemporaryFolder folder = null!;

    [SetUp]
    public void Open() => folder = new TemporaryFolder();

    [TearDown]
    public void Close() => folder.Dispose();

    [Test]
    public void A_file_has_comments_names_and_a_line_for_each_draw()
    {
        IReadOnlyList<string> paths = CmdStanCsv.Write(Draws, Statistics, folder.FullName, "small");
        Assert.That(paths.Select(path => Path.GetFileName(path)), Is.EqualTo(new[] { "small-1.csv", "small-2.csv" }));
        Golden.Check(File.ReadAllText(paths[1]));
    }

    [Test]
    public void Read_as_others_read_them_the_files_give_every_draw_back()
    {
        string[] paths = [.. CmdStanCsv.Write(Draws, Statistics, folder.FullName, "small")];
        for (int chain = 0; chain < paths.Length; chain++)
        {
            Dictionary<string, double[]> columns = Read(paths[chain]);
            Assert.That(columns["mu"], Is.EqualTo(Draws["mu"].ByChain()[chain]));
            for (int row = 0; row < 2; row++)
                for (int column = 0; column < 3; column++)
                    Assert.That(columns[$"schools/effect.{row + 1}.{column + 1}"], Is.EqualTo(Draws["schools/effect"].ByChain((3 * row) + column)[chain]));
            Assert.That(columns["y.1"], Is.EqualTo(Draws["y"].ByChain()[chain]));
            Assert.That(columns["lp__"], Is.EqualTo(Statistics.LogDensity[chain]));
            Assert.That(columns["accept_stat__"], Is.EqualTo(Statistics.Acceptance[chain]));
            Assert.That(columns["stepsize__"], Is.EqualTo(Statistics.StepSize[chain]));
            Assert.That(columns["treedepth__"], Is.EqualTo(Statistics.Depth[chain]));
            Assert.That(columns["n_leapfrog__"], Is.EqualTo(Statistics.Leapfrogs[chain]));
            Assert.That(columns["divergent__"], Is.EqualTo(Statistics.IsDivergent[chain].Select(isDivergent => isDivergent ? 1.0 : 0)));
            Assert.That(columns["energy__"], Is.EqualTo(Statistics.Energy[chain]));
        }
    }

    [Test]
    public void Without_statistics_there_are_no_columns_of_a_sampler() =>
        Assert.That(Read(CmdStanCsv.Write(Draws, null, folder.FullName, "plain")[0]).Keys, Has.None.EndsWith("__"));

    [Test]
    public void Characters_of_the_format_give_way_in_names()
    {
        Samples Named(params string[] names) => new(names.Select(name => new Draws(name, [], [1, 2])));
        Assert.That(Read(CmdStanCsv.Write(Named("a.b, c"), null, folder.FullName, "names")[0]).Keys, Is.EqualTo(new[] { "a_b__c" }));
        Assert.That(() => CmdStanCsv.Write(Named("a.b", "a_b"), null, folder.FullName, "two"), Throws.ArgumentException);
        Assert.That(() => CmdStanCsv.Write(Named("lp__"), null, folder.FullName, "reserved"), Throws.ArgumentException);
        Assert.That(() => CmdStanCsv.Write(Named("a"), null, folder["none"], "a"), Raises.Code("PPL311"));
    }

    /// <summary>As ArviZ does: comments aside, the first line has the names, each further one the numbers.</summary>
    private static Dictionary<string, double[]> Read(string path)
    {
        string[] lines = [.. File.ReadAllLines(path).Where(line => !line.StartsWith('#'))];
        double[][] rows = [.. lines[1..].Select(line => line.Split(',').Select(Number).ToArray())];
        return lines[0].Split(',').Select((name, i) => (name, rows.Select(row => row[i]).ToArray())).ToDictionary();
    }

    private static double Number(string text) => text switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
