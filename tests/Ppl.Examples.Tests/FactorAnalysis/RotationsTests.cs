using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples.Tests;

public sealed class RotationsTests
{
    private static readonly Matrix<double> Turn = Rotation(0.7);

    [TestCase(0)]
    [TestCase(1e-7)]
    [TestCase(10)]
    [TestCase(89.999999)]
    [TestCase(90)]
    public void Planes_that_share_a_line_are_as_far_apart_as_their_other_directions(double degrees)
    {
        (double sine, double cosine) = Math.SinCos(degrees * Math.PI / 180);
        Matrix<double> one = Matrix<double>.Build.DenseOfArray(new[,] { { 1.0, 0 }, { 0, 1 }, { 0, 0 } });
        Matrix<double> two = Matrix<double>.Build.DenseOfArray(new[,] { { 1.0, 2 }, { 0, 3 * cosine }, { 0, 3 * sine } });
        Assert.That(Rotations.LargestAngle(one, two), Is.EqualTo(degrees).Within(1e-9));
        Assert.That(Rotations.LargestAngle(two * Turn, one), Is.EqualTo(degrees).Within(1e-9), "whatever their bases and their order");
    }

    [Test]
    public void A_rotation_towards_a_target_undoes_a_rotation_away_from_it()
    {
        Matrix<double> target = FactorTables.Model.Loadings, loadings = target * Turn;
        Assert.That((loadings * Rotations.Towards(target, loadings) - target).L2Norm(), Is.LessThan(1e-12));
    }

    [Test]
    public void Varimax_finds_loadings_of_which_each_row_has_one()
    {
        Matrix<double> simple = Matrix<double>.Build.DenseOfArray(new[,] { { 0.9, 0 }, { 0.8, 0 }, { 0.7, 0 }, { 0, 0.6 }, { 0, 0.5 }, { 0, 0.7 } });
        Matrix<double> turned = simple * Turn, rotation = Rotations.Varimax(turned);
        Assert.That((turned * rotation - simple).L2Norm(), Is.LessThan(1e-8));
        Assert.That((rotation.TransposeThisAndMultiply(rotation) - Matrix<double>.Build.DenseIdentity(2)).L2Norm(), Is.LessThan(1e-12));
    }

    /// <summary>No other angle gives squared loadings of more variance.</summary>
    [Test]
    public void Varimax_is_the_best_of_all_rotations()
    {
        Matrix<double> loadings = FactorTables.Model.Loadings;
        double best = Criterion(loadings * Rotations.Varimax(loadings));
        IEnumerable<double> others = Enumerable.Range(0, 360).Select(degree => Criterion(loadings * Rotation(degree * Math.PI / 180)));
        Assert.That(best, Is.GreaterThanOrEqualTo(others.Max() - 1e-12));
        Assert.That(best, Is.GreaterThan(others.Min() + 1e-3));
    }

    [Test]
    public void Items_are_at_home_on_the_factor_of_their_scale()
    {
        Matrix<double> loadings = Matrix<double>.Build.DenseOfArray(new[,] { { 0.1, 0.9 }, { -0.2, -0.8 }, { 0.7, 0 }, { -0.6, 0.2 }, { 0.1, 0.3 } });
        Assert.Multiple(() =>
        {
            Assert.That(ItemScales.AtHome(["A1", "A2", "B1", "B2", "B3"], loadings), Is.EqualTo(4));
            Assert.That(ItemScales.AtHome(["x1", "x2", "x3", "x4", "x5"], loadings), Is.Null);
            Assert.That(ItemScales.AtHome(["1", "A2", "A3", "A4", "A5"], loadings), Is.Null);
        });
    }

    private static Matrix<double> Rotation(double angle) =>
        Matrix<double>.Build.DenseOfArray(new[,] { { Math.Cos(angle), -Math.Sin(angle) }, { Math.Sin(angle), Math.Cos(angle) } });

    private static double Criterion(Matrix<double> loadings) => loadings.EnumerateColumns().Sum(factor =>
        factor.Average(w => w * w * w * w) - Math.Pow(factor.Average(w => w * w), 2));
}
