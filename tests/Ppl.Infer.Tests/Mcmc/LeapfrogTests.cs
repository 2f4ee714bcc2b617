using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Infer.Tests;

public sealed class LeapfrogTests
{
    private static readonly Metric Metric = Metric.Dense(new[,] { { 1.5, 0.4 }, { 0.4, 0.7 } });

    [Test]
    public void Steps_back_lead_to_where_they_began()
    {
        PhasePoint point = At(0.4, -0.3, 0.8, 1.1);
        double[] position = [.. point.Position], momentum = [.. point.Momentum];
        for (int i = 0; i < 50; i++) Leapfrog(point, 0.05);
        Assert.That(Math.Abs(point.Position[0] - position[0]), Is.GreaterThan(0.1), "it moved");
        for (int i = 0; i < 50; i++) Leapfrog(point, -0.05);
        Assert.That(point.Position, Is.EqualTo(position).Within(1e-12));
        Assert.That(point.Momentum, Is.EqualTo(momentum).Within(1e-12));
    }

    [Test]
    public void Steps_from_the_opposite_momentum_lead_back_too()
    {
        PhasePoint point = At(0.4, -0.3, 0.8, 1.1);
        double[] position = [.. point.Position];
        for (int i = 0; i < 50; i++) Leapfrog(point, 0.05);
        for (int i = 0; i < 2; i++) point.Momentum[i] = -point.Momentum[i];
        for (int i = 0; i < 50; i++) Leapfrog(point, 0.05);
        Assert.That(point.Position, Is.EqualTo(position).Within(1e-12));
    }

    /// <summary>The determinant of the derivative of (q, p) after five steps, by five-point differences.</summary>
    [Test]
    public void Volume_stays_as_it_is()
    {
        const double h = 1e-3;
        double[] start = [0.4, -0.3, 0.8, 1.1];
        var derivative = Matrix<double>.Build.Dense(4, 4, (row, column) =>
            ((8 * (After(column, h)[row] - After(column, -h)[row])) - (After(column, 2 * h)[row] - After(column, -2 * h)[row])) / (12 * h));
        Assert.That(derivative.Determinant(), Is.EqualTo(1).Within(1e-9));

        double[] After(int number, double shift)
        {
            double[] moved = [.. start];
            moved[number] += shift;
            PhasePoint point = At(moved[0], moved[1], moved[2], moved[3]);
            for (int i = 0; i < 5; i++) Leapfrog(point, 0.1);
            return [.. point.Position, .. point.Momentum];
        }
    }

    [Test]
    public void The_energy_error_falls_with_the_square_of_the_step()
    {
        double[] errors = [.. new[] { 0.04, 0.02, 0.01 }.Select(ErrorAt)];
        Assert.That(errors[0] / errors[1], Is.EqualTo(4).Within(0.1));
        Assert.That(errors[1] / errors[2], Is.EqualTo(4).Within(0.1));

        double ErrorAt(double step)
        {
            PhasePoint point = At(0.4, -0.3, 0.8, 1.1);
            double before = point.Energy;
            for (int i = 0; i < Math.Round(1 / step); i++) Leapfrog(point, step);
            return Math.Abs(point.Energy - before);
        }
    }

    private static IEnumerable<Kernel> Kernels() => [new Nuts(), new Hmc(), new RandomWalk()];

    /// <summary>With few numbers the vectors are all remainder, with 13 they have both.</summary>
    [TestCaseSource(nameof(Kernels))]
    public void A_step_allocates_nothing(Kernel kernel)
    {
        foreach (int dimension in (int[])[1, 13])
        {
            AnalyticDensity density = AnalyticDensity.Chain(dimension, 0.3);
            foreach (Metric metric in (Metric[])[Metric.Unit(dimension), Metric.Dense(Metric.Unit(dimension).Covariance())])
            {
                var point = new PhasePoint(dimension);
                point.Locate(density);
                using var rng = new Rng(1);
                KernelSteps steps = kernel.In(dimension);
                for (int i = 0; i < 100; i++) steps.Step(density, point, 0.1, metric, rng);
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 100; i++) steps.Step(density, point, 0.1, metric, rng);
                Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
            }
        }
    }

    /// <summary>A hundred leapfrogs a draw allocate no byte more than one: neither the steps nor what runs them.</summary>
    [Test]
    public void A_run_allocates_nothing_by_the_leapfrog()
    {
        _ = Allocated(1);
        Assert.That(Allocated(100), Is.EqualTo(Allocated(1)));

        static long Allocated(int leapfrogs)
        {
            var options = new McmcOptions { Kernel = new Hmc { TrajectoryLength = 1e3, MaxLeapfrogs = leapfrogs }, Chains = 1, Threads = 1, Warmup = 50, Draws = 200 };
            long before = GC.GetAllocatedBytesForCurrentThread();
            McmcResult result = new Mcmc(options).Run(AnalyticDensity.Normal(1, 2, 3));
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.That(result.Statistics.Leapfrogs[0], Has.All.EqualTo(leapfrogs));
            return allocated;
        }
    }

    /// <summary>The criterion, the weights and the points' store hold together where trajectories are long: a step as large as it may be, over and over.</summary>
    [Test]
    public void The_points_of_a_trajectory_suffice_whatever_its_depth([Range(1, 12)] int depth)
    {
        var state = new PhasePoint(2);
        state.Locate(AnalyticDensity.Banana);
        using var rng = new Rng(4);
        KernelSteps steps = new Nuts { MaxTreeDepth = depth }.In(2);
        int deepest = 0;
        for (int i = 0; i < 20; i++) deepest = Math.Max(deepest, steps.Step(AnalyticDensity.Banana, state, 1e-4, Metric, rng).Depth);
        Assert.That(deepest, Is.EqualTo(depth));
    }

    private static void Leapfrog(PhasePoint point, double stepSize)
    {
        point.Leap(Metric, stepSize);
        point.Locate(AnalyticDensity.Banana);
        point.Land(Metric, stepSize);
    }

    private static PhasePoint At(double x, double y, double px, double py)
    {
        var point = new PhasePoint(2);
        (point.Position[0], point.Position[1], point.Momentum[0], point.Momentum[1]) = (x, y, px, py);
        point.Locate(AnalyticDensity.Banana);
        Metric.Velocity(point.Momentum, point.Velocity);
        return point;
    }
}
