using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Chains in which some latents move by kernels of their own have the posterior of all.</summary>
public sealed class BlockTests
{
    private static readonly McmcOptions Options = new() { Seed = 51, Warmup = 200, Draws = 1500, Chains = 4, Threads = 1 };
    private static readonly McmcOptions Few = Options with { Warmup = 40, Draws = 12, Chains = 2, Blocks = [new(new RandomWalk(), "z"), new(new Hmc(), "x")] };

    private TorchSharp.DisposeScope scope = null!;

    [SetUp]
    public void Begin() => scope = torch.NewDisposeScope();

    [TearDown]
    public void End() => scope.Dispose();

    private static IEnumerable<TestCaseData> Cycles() =>
    [
        Case("NUTS, and a random walk", new RandomWalk(), new Nuts()),
        Case("two of NUTS", new Nuts(), new Nuts()),
        Case("a random walk, and HMC", new Hmc(), new RandomWalk()),
    ];

    /// <summary>(x, y, z) ~ N(0, Σ) with variances 4, 1, 1 / 4 and correlations 0.6 of neighbours: z moves by itself, x and y go on.</summary>
    [TestCaseSource(nameof(Cycles))]
    public void A_correlated_normal_in_two_blocks(Kernel block, Kernel rest)
    {
        McmcOptions options = Options with { Kernel = rest, Blocks = [new(block, "z") { TargetAcceptance = block is RandomWalk ? 0.44 : null }], Draws = 6000 };
        McmcResult result = new Mcmc(options).Run(Leaning, 0);
        KnownPosterior.Check(result, ("x", 0, 0, 2), ("y", 0, 0, 1), ("z", 0, 0, 0.5));
        double[] x = result.Samples["x"].Element(), z = result.Samples["z"].Element();
        Assert.That(x.Zip(z, (a, b) => a * b).Average(), Is.EqualTo(0.36).Within(0.05), "the covariance of two blocks");
    }

    private static void Leaning(int _)
    {
        Tensor x = Sample("x", new Normal(0, 2));
        Tensor y = Sample("y", new Normal(0.3 * x, 0.8));
        Sample("z", new Normal(0.3 * y, 0.4));
    }

    private static TestCaseData Case(string name, params object[] kernels) => new TestCaseData(kernels).SetArgDisplayNames(name);
}
