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

    [Test]
    public void A_step_allocates_nothing()
    {
        PhasePoint point = At(0.4, -0.3, 0.8, 1.1);
        using var rng = new Rng(1);
        KernelSteps steps = new Nuts().In(2);
        for (int i = 0; i < 100; i++) steps.Step(AnalyticDensity.Banana, point, 0.1, Metric, rng);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) steps.Step(AnalyticDensity.Banana, point, 0.1, Metric, rng);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
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
