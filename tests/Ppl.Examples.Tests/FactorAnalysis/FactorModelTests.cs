using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples.Tests;

public sealed class FactorModelTests
{
    private static readonly FactorModel Model = FactorTables.Model;

    /// <summary>Row by row, with the inverse and the determinant of the covariance of what is seen.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public void The_log_likelihood_is_the_sum_of_normal_densities_of_what_is_seen(bool hasGaps)
    {
        Matrix<double> table = FactorTables.Draw(40, hasGaps);
        double sum = 0;
        foreach (Vector<double> row in table.EnumerateRows())
        {
            int[] seen = [.. Enumerable.Range(0, 6).Where(d => !double.IsNaN(row[d]))];
            Matrix<double> covariance = Covariance(seen);
            Vector<double> deviation = Vector<double>.Build.Dense(seen.Length, i => row[seen[i]] - Model.Mean[seen[i]]);
            sum -= 0.5 * (seen.Length * Math.Log(2 * Math.PI) + Math.Log(covariance.Determinant()) + deviation * covariance.Inverse() * deviation);
        }
        Assert.That(Model.LogLikelihood(SeenCells.Of(table)), Is.EqualTo(sum).Within(1e-9 * Math.Abs(sum)));
    }

    /// <summary>By conditioning the joint normal distribution of z and x: Cov(z, x) Cov(x)⁻¹, and I - Cov(z, x) Cov(x)⁻¹ Cov(x, z).</summary>
    [Test]
    public void The_posterior_is_that_of_the_joint_distribution()
    {
        int[] seen = [0, 2, 5];
        (Matrix<double> gain, Matrix<double> covariance) = Model.Posterior(seen);
        Matrix<double> w = Matrix<double>.Build.Dense(3, 2, (i, k) => Model.Loadings[seen[i], k]), expected = w.Transpose() * Covariance(seen).Inverse();
        Assert.That((gain - expected).L2Norm(), Is.LessThan(1e-12));
        Assert.That((covariance - (Matrix<double>.Build.DenseIdentity(2) - expected * w)).L2Norm(), Is.LessThan(1e-12));
    }

    [Test]
    public void Rows_of_one_pattern_are_together_and_none_is_lost()
    {
        Matrix<double> table = FactorTables.Draw(200, hasGaps: true);
        IReadOnlyList<SeenCells> patterns = SeenCells.Of(table);
        Assert.That(patterns.SelectMany(pattern => pattern.Rows).Order(), Is.EqualTo(Enumerable.Range(0, 200)));
        Assert.That(patterns.Select(pattern => string.Join(',', pattern.Columns)), Is.Unique);
        foreach (SeenCells pattern in patterns)
            Assert.That(pattern.Rows.All(row => Enumerable.Range(0, 6).All(d => double.IsNaN(table[row, d]) != pattern.Columns.Contains(d))));
    }

    private static Matrix<double> Covariance(int[] seen) => Matrix<double>.Build.Dense(seen.Length, seen.Length,
        (i, j) => Model.Loadings.Row(seen[i]) * Model.Loadings.Row(seen[j]) + (i == j ? Model.Variance[seen[i]] : 0));
}
