using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Chains in which some latents move by kernels of their own have the posterior of all.</summary>
public sealed class BlockTests
{
    private static readonly double[] Data = [-0.3, 0.8, 2.4, 3.3, 0.1];
    private static readonly McmcOptions Options = new() { Seed = 51, Threads = 1 };
    private static readonly McmcOptions Few = Options with
    {
        Warmup = 40,
        Draws = 12,
        Chains = 2,
        Gibbs = ["z"],
        Blocks = [new(new RandomWalk(), "w"), new(new Hmc { TrajectoryLength = 1 }, "low")],
    };

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

    /// <summary>A chain of four normal numbers, the second and the fourth of which move by themselves.</summary>
    [TestCaseSource(nameof(Cycles))]
    public void A_correlated_normal_in_two_blocks(Kernel block, Kernel rest)
    {
        McmcResult result = BlockChains.Run(AnalyticDensity.Chain(4, 0.6, scale: 3), Options with { Draws = 30_000 }, (block, [1, 3]), (rest, [0, 2]));
        KnownPosterior.Check(result, KnownPosterior.Position([.. Enumerable.Repeat((0.0, 3.0), 4)]));
        double[] second = result.Samples["position"].Element(1), third = result.Samples["position"].Element(2);
        Assert.That(second.Zip(third, (a, b) => a * b).Average() / 9, Is.EqualTo(0.6).Within(0.05), "the correlation of numbers of two blocks");
    }

    /// <summary>The share of a mixture by a random walk, the mean of a component by NUTS, and assignments by Gibbs steps: moments by sums over a grid.</summary>
    [Test]
    public void A_mixture_by_three_kinds_of_steps()
    {
        McmcResult result = new Mcmc(Options with { Warmup = 200, Draws = 1000, Gibbs = ["z"], Blocks = [new(new RandomWalk(), "w") { TargetAcceptance = 0.44 }] }).Run(Mixture, 0);
        (double whole, double w, double w2, double low, double low2) = Moments();
        KnownPosterior.Check(
            result, ("w", 0, w / whole, Math.Sqrt((w2 / whole) - Math.Pow(w / whole, 2))), ("low", 0, low / whole, Math.Sqrt((low2 / whole) - Math.Pow(low / whole, 2))));
        Assert.That(result.Statistics.Blocks, Has.Count.EqualTo(1));
        Assert.That(result.Statistics.Blocks[0].Acceptance.Average(chain => chain.Average()), Is.EqualTo(0.44).Within(0.1));
        Assert.That(result.Statistics.Acceptance.Average(chain => chain.Average()), Is.InRange(0.75, 0.95));
    }

    /// <summary>From draws of the target, after one cycle, draws are again of the target; a step between cells a and b is as frequent as the cycle backwards between b and a.</summary>
    [Test]
    public void A_cycle_there_and_back_is_reversible()
    {
        const int cells = 6, runs = 60_000;
        IDensity density = AnalyticDensity.Chain(2, 0.8);
        var whole = new PhasePoint(2);
        ChainBlock[] cycle =
        [
            new(new BlockPlan(new KernelBlock(new RandomWalk(), "position"), [1]), whole, warmup: 0),
            new(new BlockPlan(new KernelBlock(new Nuts(), "position"), [0]), whole, warmup: 0),
            new(new BlockPlan(new KernelBlock(new RandomWalk(), "position"), [1]), whole, warmup: 0),
        ];
        using var rng = new Rng(6);
        long[,] counts = new long[cells, cells];
        for (int i = 0; i < runs; i++)
        {
            whole.Position[0] = rng.NextGaussian();
            whole.Position[1] = (0.8 * whole.Position[0]) + (0.6 * rng.NextGaussian());
            whole.Locate(density);
            int before = Cell();
            foreach (ChainBlock block in cycle)
            {
                whole.Locate(density);
                foreach (PhasePoint point in block.Step(0.9, rng)) point.Locate(density);
            }
            counts[before, Cell()]++;
        }
        double chiSquare = 0;
        int pairs = 0;
        for (int a = 0; a < cells; a++)
        {
            for (int b = 0; b < a; b++)
            {
                double both = counts[a, b] + counts[b, a], apart = counts[a, b] - counts[b, a];
                if (both < 20) continue;
                chiSquare += apart * apart / both;
                pairs++;
            }
        }
        Assert.That(pairs, Is.GreaterThan(10));
        Assert.That(chiSquare, Is.LessThan(MathNet.Numerics.Distributions.ChiSquared.InvCDF(pairs, 1 - 1e-6)));
        StatisticalAssert.Frequencies([.. Enumerable.Range(0, cells).Select(b => Enumerable.Range(0, cells).Sum(a => counts[a, b]))], [.. Enumerable.Repeat(1.0 / cells, cells)]);

        int Cell() => Math.Min((int)(cells * MathNet.Numerics.Distributions.Normal.CDF(0, 1, whole.Position[1])), cells - 1);
    }

    /// <summary>Scales a hundred and a hundredth, each learnt by the block's own kernel.</summary>
    [Test]
    public void Each_block_learns_a_step_size_and_a_metric_of_its_own()
    {
        McmcResult result = BlockChains.Run(AnalyticDensity.Normal(0.01, 100), Options with { Draws = 3000 }, (new RandomWalk(), [0]), (new Nuts(), [1]));
        KnownPosterior.Check(result, KnownPosterior.Position((0, 0.01), (0, 100)));
        foreach (ChainTuning tuning in result.Tuning)
        {
            Assert.That(tuning.Blocks, Has.Length.EqualTo(1));
            Assert.That(tuning.Blocks[0].Metric.Covariance()[0, 0] * Math.Pow(tuning.Blocks[0].StepSize, 2), Is.InRange(1e-5, 1e-2), "the square of the random walk's scale");
            Assert.That(tuning.Metric.Covariance()[0, 0], Is.EqualTo(1e4).Within(40).Percent);
        }
    }

    [Test]
    public void What_is_told_of_a_step_is_that_of_all_its_blocks()
    {
        McmcResult result = new Mcmc(Few).Run(Mixture, 0);
        SamplerStatistics told = result.Statistics;
        Assert.That(told.Blocks.Select(block => block.MaxDepth), Is.EqualTo(new int?[] { null, null }));
        Assert.That(told.MaxDepth, Is.EqualTo(10));
        for (int chain = 0; chain < 2; chain++)
        {
            for (int draw = 0; draw < 12; draw++)
            {
                Assert.That(told.Blocks[0].Leapfrogs[chain][draw], Is.EqualTo(1));
                Assert.That(told.Blocks[0].Energy[chain][draw], Is.EqualTo(-told.Blocks[0].LogDensity[chain][draw]));
                Assert.That(told.Blocks[1].Energy[chain][draw], Is.GreaterThan(-told.Blocks[1].LogDensity[chain][draw]));
                Assert.That(told.Blocks[1].StepSize[chain][draw], Is.EqualTo(result.Tuning[chain].Blocks[1].StepSize));
                Assert.That(told.Leapfrogs[chain][draw], Is.GreaterThan(told.Blocks.Sum(block => block.Leapfrogs[chain][draw])));
                Assert.That(told.IsDivergent[chain][draw] || told.Blocks.All(block => !block.IsDivergent[chain][draw]));
            }
        }
    }

    [Test]
    public void A_run_with_blocks_goes_on_from_where_it_stood_at_any_number_of_threads()
    {
        var state = new SavedState();
        new Mcmc(Few with { Draws = 5 }).Run(Mixture, 0).Save(state);
        McmcResult first = McmcResult.Restore(state);
        AssertSame(new Mcmc(Few with { Draws = 7 }).Continue(first, Mixture, 0), new Mcmc(Few with { Threads = 2 }).Run(Mixture, 0));
        Assert.That(() => new Mcmc(Few with { Blocks = [] }).Continue(first, Mixture, 0), Raises.Code("PPL309").With.Message.Contains("2 blocks, here 0"));
        Assert.That(() => new Mcmc(Few with { Blocks = [Few.Blocks[0], new(new Hmc(), "low", "high")] }).Continue(first, Model, 0), Raises.Code("PPL309"));
    }

    [Test]
    public void Chains_in_lockstep_move_in_blocks_too()
    {
        McmcOptions blocks = Few with { Gibbs = [], Draws = 8, Chains = 3, Blocks = [new(new RandomWalk(), "a")] };
        double[] together = [.. new Mcmc(blocks with { Vectorize = true }).Run(Leaning, 0).Samples["b"].Values];
        Assert.That(together, Is.EqualTo(new Mcmc(blocks).Run(Leaning, 0).Samples["b"].Values).Within(1e-6));
    }

    [Test]
    public void Blocks_are_of_continuous_latents_each_in_one()
    {
        Assert.That(() => Run(new KernelBlock(new RandomWalk(), "hihg")), Raises.Code("PPL024").With.Message.Contains("\"high\""));
        Assert.That(() => Run(new KernelBlock(new RandomWalk(), "z")), Raises.Code("PPL010").With.Message.Contains("Gibbs = [\"z\"]"));
        Assert.That(() => Run(new KernelBlock(new RandomWalk(), "w"), new KernelBlock(new Hmc(), "low", "w")), Raises.Code("PPL314").With.Message.Contains("\"w\""));
        Assert.That(() => Run(new KernelBlock(new RandomWalk(), "w", "w")), Raises.Code("PPL314").With.Message.Contains("\"w\""));
        Assert.That(() => Run(new KernelBlock(new RandomWalk(), "w", "low", "high")), Raises.Code("PPL314").With.Message.Contains("Kernel"));
        Assert.That(() => new KernelBlock(new RandomWalk()), Throws.ArgumentException);
        Assert.That(() => new KernelBlock(new RandomWalk(), "w") { TargetAcceptance = 1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Mcmc(Options with { Blocks = Few.Blocks }).Run(AnalyticDensity.Normal(1)), Throws.ArgumentException.With.Message.Contains("blocks"));

        static void Run(params KernelBlock[] blocks) => new Mcmc(Few with { Blocks = blocks }).Run(Model, 0);
    }

    /// <summary>Densities alone, after the start and its gradient.</summary>
    [Test]
    public void A_random_walk_takes_no_gradients()
    {
        int gradients = 0, densities = 0;
        var counted = new Counted(AnalyticDensity.Normal(1, 2), () => gradients++, () => densities++);
        McmcResult result = new Mcmc(new McmcOptions { Chains = 1, Warmup = 50, Draws = 50, Kernel = new RandomWalk() }).Run(counted);
        Assert.That((gradients, densities), Is.EqualTo((1, 101)), "the start's search asks for a gradient; then the start, and each step");
        Assert.That(result.Samples["position"].Values, Is.EqualTo(new Mcmc(new McmcOptions { Chains = 1, Warmup = 50, Draws = 50, Kernel = new RandomWalk() }).Run(AnalyticDensity.Normal(1, 2)).Samples["position"].Values));
    }

    private static void AssertSame(McmcResult actual, McmcResult expected)
    {
        foreach (Draws site in expected.Samples) Assert.That(actual.Samples[site.Name].Values, Is.EqualTo(site.Values), site.Name);
        Assert.That(actual.Statistics.Energy, Is.EqualTo(expected.Statistics.Energy));
        Assert.That(actual.Statistics.Blocks.Select(block => block.Energy), Is.EqualTo(expected.Statistics.Blocks.Select(block => block.Energy)));
        Assert.That(actual.Statistics.Blocks.Select(block => block.Acceptance), Is.EqualTo(expected.Statistics.Blocks.Select(block => block.Acceptance)));
    }

    private static void Leaning(int _) => Sample("b", new Normal(0.6 * Sample("a", new Normal(0, 1)), 0.8));

    /// <summary>y_i is of N(low, 1), or with probability w of N(3, 1).</summary>
    private static void Mixture(int _)
    {
        Tensor w = Sample("w", new Uniform(0, 1)), low = Sample("low", new Normal(0, 1));
        Sample("apart", new Normal(low, 1));
        using Plate rows = Plate("rows", Data.Length);
        Tensor z = Sample("z", new Bernoulli(w), options: new SiteOptions { Enumeration = Enumeration.Drawn });
        Sample("y", new Normal(torch.where(z > 0, 3, low), 1), obs: torch.tensor(Data));
    }

    private static void Model(int _)
    {
        Sample("w", new Normal(0, 1));
        Tensor low = Sample("low", new Normal(0, 1));
        Sample("high", new Normal(Sample("z", new Bernoulli(0.5)) * low, 1));
    }

    private static (double Whole, double W, double W2, double Low, double Low2) Moments()
    {
        const int cells = 400;
        (double, double, double, double, double) sums = default;
        for (int i = 0; i < cells; i++)
        {
            for (int j = 0; j < cells; j++)
            {
                double w = (i + 0.5) / cells, low = (12 * (j + 0.5) / cells) - 6;
                double weight = Data.Aggregate(Math.Exp(-low * low / 2), (product, y) => product * (((1 - w) * Density(low, y)) + (w * Density(3, y))));
                sums = (sums.Item1 + weight, sums.Item2 + (w * weight), sums.Item3 + (w * w * weight), sums.Item4 + (low * weight), sums.Item5 + (low * low * weight));
            }
        }
        return sums;
    }

    private static double Density(double loc, double y) => Math.Exp(-(y - loc) * (y - loc) / 2);

    private static TestCaseData Case(string name, params object[] kernels) => new TestCaseData(kernels).SetArgDisplayNames(name);

    private sealed class Counted(IDensity density, Action countGradient, Action countDensity) : IDensity
    {
        public int Dimension => density.Dimension;

        public double Evaluate(ReadOnlySpan<double> position, Span<double> gradient)
        {
            countGradient();
            return density.Evaluate(position, gradient);
        }

        public double Evaluate(ReadOnlySpan<double> position)
        {
            countDensity();
            return density.Evaluate(position);
        }

        public IDensity Clone() => this;
    }
}
