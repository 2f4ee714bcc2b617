namespace Ppl.Infer.Tests;

/// <summary>The inverse Hessian along a path, by what must hold whatever its diagonal is.</summary>
public sealed class LocalNormalTests
{
    private const int Pairs = 3;

    /// <summary>The secant equation Σ y = s of the last change; with few numbers the columns fill the space, with many they do not.</summary>
    [TestCase(1), TestCase(4), TestCase(6), TestCase(7), TestCase(30)]
    public void The_last_change_of_gradient_leads_back_to_that_of_position(int dimension)
    {
        (LocalNormal local, LinePoint before, LinePoint last) = Walk(dimension, steps: 8);
        double[,] covariance = local.At(last, out _)!.Covariance();
        double[] s = Difference(last.Position, before.Position), y = Difference(last.Gradient, before.Gradient);
        for (int i = 0; i < dimension; i++) Assert.That(Enumerable.Range(0, dimension).Sum(j => covariance[i, j] * y[j]), Is.EqualTo(s[i]).Within(1e-8));
    }

    /// <summary>μ = x - Σ ∇f, and ∇fᵀ Σ ∇f.</summary>
    [TestCase(4), TestCase(30)]
    public void The_mean_is_a_step_of_Newtons_away(int dimension)
    {
        (LocalNormal local, _, LinePoint last) = Walk(dimension, steps: 5);
        NormalApproximation normal = local.At(last, out double decrement)!;
        double[,] covariance = normal.Covariance();
        double[] step = [.. Enumerable.Range(0, dimension).Select(i => Enumerable.Range(0, dimension).Sum(j => covariance[i, j] * last.Gradient[j]))];
        Assert.That(normal.Mean.ToArray(), Is.EqualTo(Difference(last.Position, step)).Within(1e-8));
        Assert.That(decrement, Is.EqualTo(LinePoint.Dot(step, last.Gradient)).Within(1e-8));
    }

    /// <summary>A draw's log density is that of its place, and both are the textbook's.</summary>
    [TestCase(4), TestCase(30)]
    public void Draws_tell_their_log_density(int dimension)
    {
        (LocalNormal local, _, LinePoint last) = Walk(dimension, steps: 5);
        NormalApproximation normal = local.At(last, out _)!;
        var covariance = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(normal.Covariance());
        using var rng = new Rng(3);
        double[] draw = new double[dimension];
        for (int i = 0; i < 20; i++)
        {
            double told = normal.Draw(rng, draw);
            var rest = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(Difference(draw, normal.Mean.ToArray()));
            double expected = -0.5 * ((dimension * Math.Log(2 * Math.PI)) + Math.Log(covariance.Determinant()) + (rest * covariance.Solve(rest)));
            Assert.That(told, Is.EqualTo(expected).Within(1e-7));
            Assert.That(normal.LogDensity(draw), Is.EqualTo(expected).Within(1e-7));
        }
    }

    [Test]
    public void Before_the_first_change_the_covariance_is_the_identity()
    {
        var point = new LinePoint(0, [1, 2], 0, [3, 4], double.NaN);
        NormalApproximation normal = new LocalNormal(2, Pairs).At(point, out double decrement)!;
        Assert.That(normal.Covariance(), Is.EqualTo(new double[,] { { 1, 0 }, { 0, 1 } }));
        Assert.That(normal.Mean.ToArray(), Is.EqualTo(new[] { -2.0, -2 }));
        Assert.That(decrement, Is.EqualTo(25));
    }

    /// <summary>Along a change without curvature nothing is learnt.</summary>
    [Test]
    public void A_change_without_curvature_counts_for_nothing()
    {
        var local = new LocalNormal(1, Pairs);
        LinePoint from = new(0, [0], 0, [1], double.NaN), to = new(0, [1], 0, [0.5], double.NaN);
        local.Learn(from, to);
        Assert.That(local.At(to, out _)!.Covariance(), Is.EqualTo(new double[,] { { 1 } }));
    }

    /// <summary>Random steps in a quadratic whose numbers have scales from 1 to 3, each leaning on the one before.</summary>
    private static (LocalNormal Local, LinePoint Before, LinePoint Last) Walk(int dimension, int steps)
    {
        using var rng = new Rng(2);
        DifferentiableFunction function = StartingPoint.Negative(AnalyticDensity.Chain(dimension, 0.4, scale: 2));
        var local = new LocalNormal(dimension, Pairs);
        (LinePoint before, LinePoint last) = (Draw(), Draw());
        for (int i = 0; i < steps; i++)
        {
            local.Learn(before, last);
            if (i < steps - 1) (before, last) = (last, Draw());
        }
        return (local, before, last);

        LinePoint Draw()
        {
            double[] position = new double[dimension], gradient = new double[dimension];
            rng.FillGaussian(position);
            return new LinePoint(0, position, function(position, gradient), gradient, double.NaN);
        }
    }

    private static double[] Difference(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];
}
