using Ppl.Testing;

namespace Ppl.Infer.Tests;

public sealed class NutsTests
{
    private const int MaxDepth = 4;

    private static IEnumerable<TestCaseData> Systems() =>
    [
        Case("normal, short steps", AnalyticDensity.Normal(1), 0.25, 0.4, 1.1),
        Case("normal, long steps", AnalyticDensity.Normal(1), 1.3, -0.4, 0.9),
        Case("quartic", AnalyticDensity.Quartic, 0.45, 0.8, 0.7),
        Case("two scales", AnalyticDensity.Normal(1, 3), 0.6, 0.3, 1.2, -0.9, 0.5),
        Case("banana", AnalyticDensity.Banana, 0.35, 0.3, 0.4, 1.3, -0.6),
    ];

    /// <summary>π(a) P(a to b) = π(b) P(b to a) on the points of one trajectory: the criterion and the weights are those of a sampler of π.</summary>
    [TestCaseSource(nameof(Systems))]
    public void By_enumeration_steps_are_reversible(IDensity density, double stepSize, double[] start)
    {
        PhasePoint origin = At(density, start);
        var lattice = new NutsLattice(density, Metric.Unit(density.Dimension), origin, stepSize, MaxDepth);
        Dictionary<int, double> there = lattice.From(0);
        Assert.That(there.Values.Sum(), Is.EqualTo(1).Within(1e-12));
        Assert.That(there, Has.Count.GreaterThan(2));
        foreach ((int end, double probability) in there)
            Assert.That(lattice.Weight(end) * lattice.From(end).GetValueOrDefault(0), Is.EqualTo(probability).Within(1e-12), $"to point {end}");
    }

    [TestCaseSource(nameof(Systems))]
    public void Steps_end_where_enumeration_says_and_as_often(IDensity density, double stepSize, double[] start)
    {
        PhasePoint origin = At(density, start);
        const int runs = 40_000;
        Metric metric = Metric.Unit(density.Dimension);
        var lattice = new NutsLattice(density, metric, origin, stepSize, MaxDepth);
        (int End, double Probability)[] ends = [.. lattice.From(0).Where(end => end.Value > 0).Select(end => (end.Key, end.Value))];
        var steps = new NutsSteps(new Nuts { MaxTreeDepth = MaxDepth }, density.Dimension);
        var state = new PhasePoint(density.Dimension);
        using var rng = new Rng(5);
        long[] counts = new long[ends.Length];
        for (int i = 0; i < runs; i++)
        {
            origin.CopyTo(state);
            Walk(steps, density, state, stepSize, metric, rng);
            int end = Array.FindIndex(ends, point => lattice[point.End].Position.Zip(state.Position).All(pair => Math.Abs(pair.First - pair.Second) < 1e-9));
            Assert.That(end, Is.Not.Negative, "a point that enumeration does not reach");
            counts[end]++;
        }
        // What is too rare for chi-square stands together.
        (long Count, double Probability)[] common = [.. counts.Zip(ends, (count, end) => (count, end.Probability)).Where(pair => pair.Probability * runs >= 10)];
        double rest = 1 - common.Sum(pair => pair.Probability);
        long others = runs - common.Sum(pair => pair.Count);
        if (rest * runs >= 5) common = [.. common, (others, rest)];
        else Assert.That(others, Is.LessThan(40));
        StatisticalAssert.Frequencies([.. common.Select(pair => pair.Count)], [.. common.Select(pair => pair.Probability / common.Sum(other => other.Probability))]);
    }

    /// <summary>From draws of the target, steps from cell a to cell b are as frequent as those from b to a; and the target stays as it is.</summary>
    [TestCase(0.3), TestCase(1.1)]
    public void Detailed_balance_holds_between_the_cells_of_a_grid(double stepSize)
    {
        const int cells = 8, runs = 60_000;
        IDensity density = AnalyticDensity.Normal(1);
        KernelSteps steps = new Nuts { MaxTreeDepth = 5 }.In(1);
        Metric metric = Metric.Diagonal(1.7);
        var state = new PhasePoint(1);
        using var rng = new Rng(6);
        long[,] counts = new long[cells, cells];
        for (int i = 0; i < runs; i++)
        {
            state.Position[0] = rng.NextGaussian();
            state.Locate(density);
            int before = Cell(state.Position[0]);
            steps.Step(density, state, stepSize, metric, rng);
            counts[before, Cell(state.Position[0])]++;
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
        Assert.That(pairs, Is.GreaterThan(15));
        Assert.That(chiSquare, Is.LessThan(MathNet.Numerics.Distributions.ChiSquared.InvCDF(pairs, 1 - 1e-6)));
        StatisticalAssert.Frequencies([.. Enumerable.Range(0, cells).Select(b => Enumerable.Range(0, cells).Sum(a => counts[a, b]))], [.. Enumerable.Repeat(1.0 / cells, cells)]);

        int Cell(double x) => Math.Min((int)(cells * MathNet.Numerics.Distributions.Normal.CDF(0, 1, x)), cells - 1);
    }

    [Test]
    public void A_step_that_is_far_too_long_diverges_and_stays()
    {
        IDensity density = AnalyticDensity.Normal(1e-3);
        PhasePoint state = At(density, [1e-3], [1]);
        using var rng = new Rng(1);
        Transition step = Walk(new NutsSteps(new Nuts(), 1), density, state, 10, Metric.Unit(1), rng);
        Assert.That(step.IsDivergent);
        Assert.That(step.Leapfrogs, Is.EqualTo(1));
        Assert.That(step.Acceptance, Is.Zero);
        Assert.That(state.Position[0], Is.EqualTo(1e-3));
        Assert.That(step.Energy, Is.EqualTo(1.0), "½ of the momentum's, ½ of the position's");
    }

    [Test]
    public void A_point_without_density_diverges_and_is_never_a_draw()
    {
        IDensity half = new AnalyticDensity(1, (position, gradient) =>
        {
            gradient[0] = -1;
            return position[0] > 0 ? -position[0] : double.NegativeInfinity;
        });
        var state = At(half, [0.1], [0]);
        using var rng = new Rng(2);
        KernelSteps nuts = new Nuts().In(1), hmc = new Hmc().In(1);
        int divergent = 0;
        for (int i = 0; i < 2000; i++)
        {
            if ((i % 2 == 0 ? nuts : hmc).Step(half, state, 0.3, Metric.Unit(1), rng).IsDivergent) divergent++;
            Assert.That(state.Position[0], Is.Positive);
        }
        Assert.That(divergent, Is.GreaterThan(10));
    }

    [Test]
    public void A_tree_is_no_deeper_than_allowed()
    {
        IDensity density = AnalyticDensity.Normal(1);
        PhasePoint state = At(density, [0.1], [1]);
        using var rng = new Rng(3);
        Transition step = Walk(new NutsSteps(new Nuts { MaxTreeDepth = 3 }, 1), density, state, 1e-3, Metric.Unit(1), rng);
        Assert.That((step.Depth, step.Leapfrogs), Is.EqualTo((3, 7)));
    }

    private static Transition Walk(NutsSteps steps, IDensity density, PhasePoint state, double stepSize, Metric metric, Rng rng)
    {
        steps.Walk(state, stepSize, metric, rng);
        return steps.Finish(density);
    }

    private static TestCaseData Case(string name, IDensity density, double stepSize, params double[] origin) =>
        new TestCaseData(density, stepSize, origin).SetArgDisplayNames(name);

    /// <param name="density">Where.</param>
    /// <param name="origin">The position, and then the momentum.</param>
    private static PhasePoint At(IDensity density, double[] origin) => At(density, origin[..(origin.Length / 2)], origin[(origin.Length / 2)..]);

    private static PhasePoint At(IDensity density, double[] position, double[] momentum)
    {
        var point = new PhasePoint(position.Length);
        position.CopyTo(point.Position, 0);
        momentum.CopyTo(point.Momentum, 0);
        momentum.CopyTo(point.Velocity, 0);
        point.Locate(density);
        return point;
    }
}
