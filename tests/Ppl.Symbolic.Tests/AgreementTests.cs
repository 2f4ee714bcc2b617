extern alias Twin;

using Ppl.Compilation;
using Ppl.Infer;
using Twin::Ppl.Symbolic.Tests;

namespace Ppl.Symbolic.Tests;

/// <summary>The same programs by symbolic tensors and by TorchSharp's: the same points have the same densities, and the sites the same values.</summary>
public sealed class AgreementTests
{
    /// <summary>Both sum some hundred terms in float64, in different orders.</summary>
    private const double Tolerance = 1e-10;

    private static IEnumerable<string> Programs => ProgramTable.All.Keys;

    [TestCaseSource(nameof(Programs))]
    public void The_expression_has_the_value_and_the_slope_of_the_traced_density(string program)
    {
        using TensorDensity traced = Traced(program);
        DensityGraph graph = SymbolicPrograms.Density(program);
        Assert.That(graph.Dimension, Is.EqualTo(traced.Dimension));
        Node slope = Gradient.Of(graph.Graph, graph.LogDensity, graph.Point);
        double[] gradient = new double[traced.Dimension];
        for (ulong seed = 1; seed <= 3; seed++)
        {
            double[] point = PointOf(traced.Dimension, seed);
            double expected = traced.Evaluate(point, gradient);
            Assert.That(double.IsFinite(expected), program);
            double[][] actual = GraphInterpreter.Evaluate([graph.LogDensity, slope], point);
            AssertClose(actual[0], [expected]);
            AssertClose(actual[1], gradient);
        }
    }

    [TestCaseSource(nameof(Programs))]
    public void The_sites_have_the_values_that_are_kept_of_draws(string program)
    {
        using TensorDensity traced = Traced(program);
        DensityGraph graph = SymbolicPrograms.Density(program);
        double[] point = PointOf(traced.Dimension, seed: 4);
        Samples kept = traced.Along([point], chains: 1, threads: 1);
        Assert.That(graph.Sites.Select(site => site.Name), Is.EqualTo(kept.Select(draws => draws.Name)));
        foreach ((SiteGraph site, Draws draws) in graph.Sites.Zip(kept))
        {
            Assert.That(site.Kind == SiteKind.Latent, Is.EqualTo(draws.Role == SiteRole.Latent), site.Name);
            Assert.That(site.Value.Shape.Select(length => (long)length), Is.EqualTo(draws.Shape.ToArray()), site.Name);
            Assert.That(GraphInterpreter.Evaluate(site.Value, point), Is.EqualTo(draws.Values).Within(Tolerance), site.Name);
        }
    }

    private static void AssertClose(double[] actual, double[] expected)
    {
        Assert.That(actual, Has.Length.EqualTo(expected.Length));
        for (int i = 0; i < actual.Length; i++) Assert.That(actual[i], Is.EqualTo(expected[i]).Within(Tolerance * (1 + Math.Abs(expected[i]))), $"number {i}");
    }

    private static TensorDensity Traced(string program) => TensorDensity.Of<int>(_ => ProgramTable.All[program](), 0);

    private static double[] PointOf(int dimension, ulong seed)
    {
        using var rng = new Rng(seed);
        return [.. Enumerable.Range(0, dimension).Select(_ => 0.7 * rng.NextGaussian())];
    }
}
