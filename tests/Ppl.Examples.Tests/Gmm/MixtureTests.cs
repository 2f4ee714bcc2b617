using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples.Tests;

public sealed class MixtureTests
{
    private static readonly Mixture Pair = new(
        new Component(0.25, Vector<double>.Build.Dense([1.0, -2]), Matrix<double>.Build.DenseOfArray(new[,] { { 2, 0.5 }, { 0.5, 1 } })),
        new Component(0.75, Vector<double>.Build.Dense([-1.0, 3]), Matrix<double>.Build.DenseOfArray(new[,] { { 1, -0.3 }, { -0.3, 0.4 } })));

    /// <summary>By the formula of the density, with the inverse and the determinant of the covariance.</summary>
    [Test]
    public void Densities_and_responsibilities_are_those_of_the_formula()
    {
        double[] x = [0.5, 0.3];
        double Weighted(Component component)
        {
            Vector<double> offset = Vector<double>.Build.Dense(x) - component.Mean;
            return component.Weight * Math.Exp(-0.5 * offset * component.Covariance.Inverse() * offset) / (2 * Math.PI * Math.Sqrt(component.Covariance.Determinant()));
        }
        double sum = Pair.Components.Sum(Weighted);
        Assert.That(Pair.LogDensity(x), Is.EqualTo(Math.Log(sum)).Within(1e-12));
        Assert.That(Pair.Responsibilities(x), Is.EqualTo(Pair.Components.Select(component => Weighted(component) / sum)).Within(1e-12));
    }

    [Test]
    public void A_point_far_from_all_components_has_responsibilities() =>
        Assert.That(Pair.Responsibilities([1e6, -1e6]).Sum(), Is.EqualTo(1).Within(1e-12));

    [Test]
    public void In_one_dimension_a_component_is_a_normal_distribution()
    {
        var component = new Component(1, Vector<double>.Build.Dense(1, 2), Matrix<double>.Build.Dense(1, 1, 9));
        Assert.That(component.LogDensity([0.7]), Is.EqualTo(Normal.PDFLn(2, 3, 0.7)).Within(1e-12));
    }

    [Test]
    public void A_change_of_units_changes_the_density_by_their_size()
    {
        double[] centre = [10, -5], scale = [2, 0.1], x = [0.5, 0.3];
        double there = Pair.Shifted(centre, scale).LogDensity([.. x.Select((number, i) => centre[i] + scale[i] * number)]);
        Assert.That(there, Is.EqualTo(Pair.LogDensity(x) - Math.Log(0.2)).Within(1e-12));
    }

    [Test]
    public void A_start_has_its_means_at_points()
    {
        using var rng = new Rng(seed: 1, torch.ScalarType.Float64);
        double[][] rows = [[1.0], [2], [10], [11]];
        Mixture start = Mixture.Start(rows, 3, rng);
        Assert.That(start.Components.Select(component => component.Mean[0]), Is.Unique.And.SubsetOf(rows.Select(row => row[0])));
    }
}
