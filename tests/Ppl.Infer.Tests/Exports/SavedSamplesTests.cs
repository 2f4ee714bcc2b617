using System.Runtime.CompilerServices;
using Ppl.Testing;

namespace Ppl.Infer.Tests;

public sealed class SavedSamplesTests
{
    private TemporaryFolder folder = null!;

    /// <summary>Of the second version: with what the kernel of a block told.</summary>
    private static readonly SavedSamples WithBlocks = ChainZoo.Small with { Statistics = Blocked(ChainZoo.Small.Statistics!) };

    private static string FileOf(int version, [CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "Fixtures", $"samples-{version}.safetensors");

    [SetUp]
    public void Open() => folder = new TemporaryFolder();

    [TearDown]
    public void Close() => folder.Dispose();

    [Test]
    public void A_file_gives_back_what_was_saved()
    {
        ChainZoo.Small.Save(folder["draws"]);
        Same(SavedSamples.Load(folder["draws"]), ChainZoo.Small);
        Assert.That(Directory.GetFiles(folder.FullName), Has.Length.EqualTo(1), "no temporary file stays");
    }

    [Test]
    public void Draws_without_statistics_come_back_without()
    {
        new SavedSamples(new Samples(new Draws("mu", [], [1, 2, 3]))).Save(folder["draws"]);
        SavedSamples back = SavedSamples.Load(folder["draws"]);
        Assert.That((back.Samples.Chains, back.Samples.Draws, back.Statistics), Is.EqualTo((1, 3, (SamplerStatistics?)null)));
    }

    [Test]
    public void No_draws_are_draws_too()
    {
        double[][] none = [[], []];
        var statistics = new SamplerStatistics { LogDensity = none, Energy = none, Acceptance = none, StepSize = none, IsDivergent = [[], []], Depth = [[], []], Leapfrogs = [[], []] };
        new SavedSamples(new Samples(new Draws("mu", [3], []) { Chains = 2 }), statistics).Save(folder["none"]);
        SavedSamples back = SavedSamples.Load(folder["none"]);
        Assert.That((back.Samples.Draws, back.Samples.Chains, back.Samples["mu"].Shape.NumberOfElements, back.Statistics!.Energy.Length), Is.EqualTo((0, 2, 3L, 2)));
    }

    /// <summary>A file of each version that was ever written stays readable; with PPL_UPDATE_GOLDEN=1 a missing one is written.</summary>
    [TestCase(1), TestCase(2)]
    public void A_file_of_each_version_is_read(int version)
    {
        SavedSamples saved = version == 1 ? ChainZoo.Small : WithBlocks;
        if (Golden.IsUpdating && !File.Exists(FileOf(version))) saved.Save(FileOf(version));
        Same(SavedSamples.Load(FileOf(version)), saved);
    }

    /// <summary>So that an older Ppl reads all that it can.</summary>
    [Test]
    public void A_file_is_of_the_oldest_version_that_can_say_what_is_in_it()
    {
        ChainZoo.Small.Save(folder["without"]);
        WithBlocks.Save(folder["with"]);
        Assert.That((SavedState.Read(folder["without"]).Integer("samples/version"), SavedState.Read(folder["with"]).Integer("samples/version")), Is.EqualTo((1, 2)));
    }

    [Test]
    public void A_file_that_is_truncated_or_altered_or_not_there_is_refused()
    {
        ChainZoo.Small.Save(folder["draws"]);
        byte[] bytes = File.ReadAllBytes(folder["draws"]);
        File.WriteAllBytes(folder["cut"], bytes[..^20]);
        bytes[^5] ^= 1;
        File.WriteAllBytes(folder["altered"], bytes);
        Assert.That(() => SavedSamples.Load(folder["cut"]), Raises.Code("PPL302"));
        Assert.That(() => SavedSamples.Load(folder["altered"]), Raises.Code("PPL313"));
        Assert.That(() => SavedSamples.Load(folder["none"]), Raises.Code("PPL301"));
    }

    [Test]
    public void A_file_of_a_newer_version_is_refused()
    {
        var state = new SavedState();
        state.Part("samples").Add("version", 3);
        state.Write(folder["newer"]);
        Assert.That(() => SavedSamples.Load(folder["newer"]), Raises.Code("PPL310").With.Message.Contains("version 3"));
    }

    [Test]
    public void A_file_of_something_else_is_refused()
    {
        var state = new SavedState();
        state.Add("step", 3);
        state.Write(folder["checkpoint"]);
        Assert.That(() => SavedSamples.Load(folder["checkpoint"]), Raises.Code("PPL309").With.Message.Contains(folder["checkpoint"]));
    }

    [TestCase("Latent", 6, false)]
    [TestCase("Unheard", 2, false)]
    [TestCase("Latent", 2, true)]
    public void A_file_that_contradicts_itself_is_refused(string role, int chains, bool hasStatistics)
    {
        var state = new SavedState();
        SavedState layout = state.Part("samples"), site = state.Part("sites").Part("0");
        layout.Add("version", 1);
        layout.Add("chains", 2);
        layout.Add("draws", 3);
        site.Add("name", "mu");
        site.Add("dtype", "Float64");
        site.Add("role", role);
        state.Part("draws").Add("mu", SavedArray.Of(new double[6]) with { Shape = [chains, 6 / chains] });
        if (hasStatistics) state.Part("statistics").Add("log density", new double[5]);
        state.Write(folder["damaged"]);
        Assert.That(() => SavedSamples.Load(folder["damaged"]), Raises.Code("PPL309"));
    }

    [Test]
    public void What_cannot_be_written_is_refused()
    {
        Assert.That(() => ChainZoo.Small.Save(folder["no/such/folder"]), Raises.Code("PPL311"));
        Assert.That(() => new SavedSamples(new Samples(new Draws("mu", [], [1, 2])), ChainZoo.Small.Statistics).Save(folder["two"]),
            Throws.ArgumentException.With.Message.Contains("not those of 1 chain(s) of 2 draws"));
    }

    private static void Same(SavedSamples actual, SavedSamples expected)
    {
        Assert.That(actual.Samples.Select(About), Is.EqualTo(expected.Samples.Select(About)));
        foreach (Draws site in expected.Samples)
            Assert.That(actual.Samples[site.Name].Values.Select(BitConverter.DoubleToInt64Bits), Is.EqualTo(site.Values.Select(BitConverter.DoubleToInt64Bits)), site.Name);
        Assert.That(Tables(actual.Statistics!), Is.EqualTo(Tables(expected.Statistics!)));
        Assert.That(actual.Statistics!.Blocks.Select(Tables), Is.EqualTo(expected.Statistics!.Blocks.Select(Tables)));

        static object About(Draws site) => (site.Name, site.Shape, site.Role, site.Dtype, site.Chains);
        static object[] Tables(SamplerStatistics s) => [s.LogDensity, s.Energy, s.Acceptance, s.StepSize, s.IsDivergent, s.Depth, s.Leapfrogs, s.MaxDepth!];
    }

    private static SamplerStatistics Blocked(SamplerStatistics told)
    {
        return With([With([])]);

        SamplerStatistics With(IReadOnlyList<SamplerStatistics> blocks) => new()
        {
            LogDensity = told.LogDensity,
            Energy = told.Energy,
            Acceptance = told.Acceptance,
            StepSize = told.StepSize,
            IsDivergent = told.IsDivergent,
            Depth = told.Depth,
            Leapfrogs = told.Leapfrogs,
            Blocks = blocks,
        };
    }
}
