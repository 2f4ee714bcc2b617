using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples;

/// <summary>
/// x = mu + W z + noise with z ~ Normal(0, I) and independent normal noise, for given W, mu and variances: what follows in closed form, also where cells
/// are missing. The seen cells O of a row are normal with mean mu_O and covariance W_O W_O' + Ψ_O.
/// </summary>
/// <param name="Loadings">W, a row for each column of the data.</param>
/// <param name="Mean">mu.</param>
/// <param name="Variance">Of the noise, Ψ's diagonal.</param>
internal sealed record FactorModel(Matrix<double> Loadings, Vector<double> Mean, Vector<double> Variance)
{
    public int Factors => Loadings.ColumnCount;

    /// <summary>
    /// p(z | x_O) = Normal(G W_O' Ψ_O⁻¹ (x_O - mu_O), G), G = (I + W_O' Ψ_O⁻¹ W_O)⁻¹ (Bishop 2006, eqs. 12.66 to 12.68): the matrix before x_O - mu_O, and G.
    /// </summary>
    public (Matrix<double> Gain, Matrix<double> Covariance) Posterior(IReadOnlyList<int> seen)
    {
        Matrix<double> w = LoadingsOf(seen), weighted = Matrix<double>.Build.Dense(seen.Count, Factors, (i, k) => w[i, k] / Variance[seen[i]]);
        Matrix<double> covariance = (Matrix<double>.Build.DenseIdentity(Factors) + w.TransposeThisAndMultiply(weighted)).Inverse();
        return (covariance * weighted.Transpose(), covariance);
    }

    /// <summary>log p of all seen cells, in nats.</summary>
    public double LogLikelihood(IEnumerable<SeenCells> patterns) => patterns.Sum(LogLikelihood);

    /// <summary>With C = W_O W_O' + Ψ_O: C⁻¹ = Ψ_O⁻¹ - Ψ_O⁻¹ W_O gain, and log det C = log det Ψ_O - log det G (Woodbury 1950).</summary>
    private double LogLikelihood(SeenCells pattern)
    {
        (Matrix<double> gain, Matrix<double> covariance) = Posterior(pattern.Columns);
        Matrix<double> scatter = pattern.ScatterAbout(Mean), explained = gain * scatter;
        double logDeterminant = -Math.Log(covariance.Determinant()), distance = 0;
        for (int i = 0; i < pattern.Columns.Count; i++)
        {
            int d = pattern.Columns[i];
            logDeterminant += Math.Log(Variance[d]);
            distance += (scatter[i, i] - Loadings.Row(d) * explained.Column(i)) / Variance[d];
        }
        return -0.5 * (pattern.Rows.Count * (pattern.Columns.Count * Math.Log(2 * Math.PI) + logDeterminant) + distance);
    }

    private Matrix<double> LoadingsOf(IReadOnlyList<int> seen) => Matrix<double>.Build.Dense(seen.Count, Factors, (i, k) => Loadings[seen[i], k]);
}
