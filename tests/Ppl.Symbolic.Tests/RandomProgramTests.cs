extern alias Twin;

using Ppl.Compilation;
using Ppl.Infer;
using Twin::Ppl.Symbolic.Tests;

namespace Ppl.Symbolic.Tests;

/// <summary>Programs at random, each by four ways: traced, by its expressions, by its statements, and as machine code of every width.</summary>
public sealed class RandomProgramTests
{
    private const int Count = 300, InEveryRun = 75;

    [Test]
    public void A_program_has_one_density_whichever_way_it_is_computed([Range(1, InEveryRun)] int seed) => Check(seed);

    [Test, Category("Slow")]
    public void Each_of_many_programs_has_one_density([Range(InEveryRun + 1, Count)] int seed) => Check(seed);

    /// <summary>Each formula, part, latent and reduction over either dim is in some of the programs; else they would show little.</summary>
    [Test]
    public void The_programs_are_of_many_kinds()
    {
        var programs = new List<(int Dimension, int Nodes, HashSet<string> Used)>();
        for (int seed = 1; seed <= Count; seed++)
        {
            var used = new HashSet<string>();
            DensityGraph graph = SymbolicPrograms.Random(seed, used);
            programs.Add((graph.Dimension, graph.LogDensity.Id, used));
        }
        Assert.That(programs.Select(program => (program.Dimension, program.Nodes)).Distinct().Count(), Is.GreaterThan(0.95 * Count), "programs that differ");
        Assert.That(programs.Select(program => program.Dimension), Has.Some.LessThan(5).And.Some.GreaterThan(100));
        Dictionary<string, int> uses = programs.SelectMany(program => program.Used).CountBy(name => name).ToDictionary();
        Assert.That(uses, Has.Count.EqualTo(58));
        Assert.That(uses.Values, Has.All.GreaterThanOrEqualTo(3), string.Join(", ", uses.OrderBy(use => use.Value).Take(5)));
    }

    private static void Check(int seed)
    {
        using TensorDensity traced = TensorDensity.Of<int>(_ => RandomProgram.Of(seed)(), 0);
        Ways.AssertAgree(traced, SymbolicPrograms.Random(seed));
    }
}
