extern alias Twin;

using Ppl.Compilation;
using Ppl.Infer;
using Twin::Ppl.Symbolic.Tests;

namespace Ppl.Symbolic.Tests;

/// <summary>The same programs by symbolic tensors and by TorchSharp's: the same points have the same densities, and the sites the same values.</summary>
public sealed class AgreementTests
{
    /// <summary>Both compute in float64, in different orders.</summary>
    private const double Tolerance = 1e-10;

    private static IEnumerable<string> Programs => ProgramTable.All.Keys;

    [TestCaseSource(nameof(Programs))]
    public void A_program_has_one_density_whichever_way_it_is_computed(string program)
    {
        using TensorDensity traced = Traced(program);
        Ways.AssertAgree(traced, SymbolicPrograms.Density(program));
    }

    [TestCaseSource(nameof(Programs))]
    public void The_sites_have_the_values_that_are_kept_of_draws(string program)
    {
        using TensorDensity traced = Traced(program);
        DensityGraph graph = SymbolicPrograms.Density(program);
        double[] point = Ways.PointOf(traced.Dimension, seed: 4);
        Samples kept = traced.Along([point], chains: 1, threads: 1);
        Assert.That(graph.Sites.Select(site => site.Name), Is.EqualTo(kept.Select(draws => draws.Name)));
        foreach ((SiteGraph site, Draws draws) in graph.Sites.Zip(kept))
        {
            Assert.That(site.Kind == SiteKind.Latent, Is.EqualTo(draws.Role == SiteRole.Latent), site.Name);
            Assert.That(site.Value.Shape.Select(length => (long)length), Is.EqualTo(draws.Shape.ToArray()), site.Name);
            Assert.That(GraphInterpreter.Evaluate(site.Value, point), Is.EqualTo(draws.Values).Within(Tolerance), site.Name);
        }
    }

    private static TensorDensity Traced(string program) => TensorDensity.Of<int>(_ => ProgramTable.All[program](), 0);
}
