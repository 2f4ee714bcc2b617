using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples.Tests;

public sealed class ExpectationMaximizationTests
{
    [TestCase(false)]
    [TestCase(true)]
    public void The_log_likelihood_never_falls_and_ends_where_its_slope_is_zero(bool hasGaps)
    {
        IReadOnlyList<SeenCells> data = SeenCells.Of(FactorTables.Draw(300, hasGaps));
        ExpectationMaximization em = Fit(data);
        IEnumerable<double> gains = em.LogLikelihoods.Zip(em.LogLikelihoods.Skip(1), (before, after) => after - before);
        Assert.Multiple(() =>
        {
            Assert.That(gains, Is.All.GreaterThan(-1e-12));
            Assert.That(em.LogLikelihoods[^1], Is.EqualTo(em.Model.LogLikelihood(data) / 300).Within(1e-12));
            Assert.That(Slope(em.Model, data), Is.LessThan(1e-3));
            Assert.That(Slope(FactorTables.Model, data), Is.GreaterThan(1e-2), "the slope is seen elsewhere");
        });
    }

    /// <summary>With complete data the largest likelihood has the means of the columns, and their variances on the covariance's diagonal.</summary>
    [Test]
    public void Complete_data_give_each_column_its_mean_and_variance()
    {
        Matrix<double> table = FactorTables.Draw(300, hasGaps: false);
        FactorModel model = Fit(SeenCells.Of(table)).Model;
        for (int d = 0; d < 6; d++)
        {
            double mean = table.Column(d).Average(), variance = table.Column(d).Average(x => (x - mean) * (x - mean));
            Assert.That(model.Mean[d], Is.EqualTo(mean).Within(1e-4));
            Assert.That(model.Loadings.Row(d).DotProduct(model.Loadings.Row(d)) + model.Variance[d], Is.EqualTo(variance).Within(1e-3));
        }
    }

    private static ExpectationMaximization Fit(IReadOnlyList<SeenCells> data)
    {
        var start = new FactorModel(Matrix<double>.Build.Dense(6, 2, (d, k) => Math.Cos(d + 2 * k)), Vector<double>.Build.Dense(6), Vector<double>.Build.Dense(6, 1));
        return ExpectationMaximization.Fit(start, data, iterations: 5000, CancellationToken.None);
    }

    /// <summary>The largest derivative of the log likelihood of a row, by central differences.</summary>
    private static double Slope(FactorModel model, IReadOnlyList<SeenCells> data)
    {
        const double step = 1e-5;
        double At(FactorModel near) => near.LogLikelihood(data) / 300;
        double Difference(Func<double, FactorModel> near) => Math.Abs(At(near(step)) - At(near(-step))) / (2 * step);
        Vector<double> With(Vector<double> vector, int d, double change) => vector.MapIndexed((i, x) => i == d ? x + change : x);
        return Enumerable.Range(0, 6).Max(d => new[]
        {
            Difference(change => model with { Mean = With(model.Mean, d, change) }),
            Difference(change => model with { Variance = With(model.Variance, d, change) }),
            Difference(change => model with { Loadings = model.Loadings.MapIndexed((i, k, w) => i == d && k == 0 ? w + change : w) }),
            Difference(change => model with { Loadings = model.Loadings.MapIndexed((i, k, w) => i == d && k == 1 ? w + change : w) }),
        }.Max());
    }
}
