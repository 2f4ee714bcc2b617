using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples;

/// <summary>
/// Maximum likelihood by expectation and maximisation (Dempster, Laird and Rubin 1977; Bishop 2006, section 9.2.2): the responsibilities of the components for
/// each point, then weights, means and covariances of the points that weigh so much. The log-likelihood never falls.
/// </summary>
/// <param name="Mixture">The last estimate.</param>
/// <param name="LogLikelihoods">Before the first round and after each, in nats for all points.</param>
internal sealed record MixtureMaximization(Mixture Mixture, IReadOnlyList<double> LogLikelihoods)
{
    private const int MostRounds = 2000;
    private const double Tolerance = 1e-8;

    /// <summary>A component whose variance is a smaller share of the data's in some direction has shrunk to few points: the likelihood has no bound there.</summary>
    private const double Collapse = 1e-4;

    public double LogLikelihood => LogLikelihoods[^1];

    /// <summary>From one start, until a round adds no more than a hundred-millionth of a nat for each point; null if a component shrinks to nothing.</summary>
    public static MixtureMaximization? From(Mixture start, double[][] rows)
    {
        Matrix<double> spread = Mixture.Moments(rows, [.. rows.Select(_ => 1.0)]).Covariance;
        Mixture mixture = start;
        List<double> course = [];
        while (true)
        {
            (double[][] responsibilities, double logLikelihood) = mixture.Expect(rows);
            course.Add(logLikelihood);
            if (course.Count > MostRounds || (course.Count > 1 && course[^1] - course[^2] < Tolerance * rows.Length)) return new MixtureMaximization(mixture, course);
            if (Maximize(responsibilities, rows, spread) is not { } next) return null;
            mixture = next;
        }
    }

    private static Mixture? Maximize(double[][] responsibilities, double[][] rows, Matrix<double> spread)
    {
        var components = new Component[responsibilities[0].Length];
        for (int j = 0; j < components.Length; j++)
        {
            (double count, Vector<double> mean, Matrix<double> covariance) = Mixture.Moments(rows, [.. responsibilities.Select(row => row[j])]);
            if (!(count > spread.RowCount) || IsCollapsed(covariance, spread)) return null;
            components[j] = new Component(count / rows.Length, mean, covariance);
        }
        return new Mixture(components);
    }

    /// <summary>By the eigenvalues of one covariance in units of the other.</summary>
    private static bool IsCollapsed(Matrix<double> covariance, Matrix<double> spread)
    {
        Matrix<double> whitening = spread.Cholesky().Factor.Inverse();
        return !((whitening * covariance * whitening.Transpose()).Evd(Symmetricity.Symmetric).EigenValues.Min(value => value.Real) > Collapse);
    }
}
