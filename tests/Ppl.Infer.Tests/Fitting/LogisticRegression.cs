using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>
/// w_j ~ N(0, prior²), y_i ~ Bernoulli(σ(x_i'w)): 1,000 rows, 20 coefficients. For a normal guide each x_i'w is a normal number, and the bound a sum of
/// one-dimensional integrals.
/// </summary>
/// <param name="seed">Of data and coefficients.</param>
/// <param name="prior">The standard deviation of a coefficient.</param>
/// <param name="correlation">Of each feature with the next.</param>
/// <param name="isScaled">Whether the features' scales run from 0.1 to 10, their coefficients as much the other way.</param>
/// <param name="dtype">Of the data.</param>
internal sealed class LogisticRegression(
    ulong seed, double prior = 1, double correlation = 0, bool isScaled = false, torch.ScalarType dtype = torch.ScalarType.Float64) : IDisposable
{
    public const int Rows = 1000, Size = 20;

    public torch.ScalarType Dtype => dtype;

    private readonly (double[] X, double[] Y) table = Draw(seed, correlation, isScaled);
    private Tensor? x, y;

    public IDataset<(Tensor X, Tensor Y)> Data => Datasets.Of(
        x ??= torch.tensor(table.X, [Rows, Size]).to(dtype), y ??= torch.tensor(table.Y).to(dtype));

    /// <summary>The bound of a guide N(m, L L'), and its derivatives in both.</summary>
    public NormalBound Bound => new(table.X, table.Y, prior);

    public void Model((Tensor X, Tensor Y) rows)
    {
        Tensor w = Sample("w", new Normal(torch.zeros([Size], dtype), prior).ToEvent(1));
        using Plate plate = Plate("rows", Rows, subsample: rows.X.shape[0]);
        Sample("y", Bernoulli.FromLogits(rows.X.matmul(w)), obs: rows.Y);
    }

    public void Dispose()
    {
        x?.Dispose();
        y?.Dispose();
    }

    private static (double[] X, double[] Y) Draw(ulong seed, double correlation, bool isScaled)
    {
        using var rng = new Rng(seed);
        double[] scales = [.. Enumerable.Range(0, Size).Select(j => isScaled ? Math.Pow(10, (2.0 * j / (Size - 1)) - 1) : 1)];
        double[] w = [.. scales.Select(scale => rng.NextGaussian() / (isScaled ? 2 * scale : 1))], x = new double[Rows * Size], y = new double[Rows];
        for (int i = 0; i < Rows; i++)
        {
            double feature = 0, logit = 0;
            for (int j = 0; j < Size; j++)
            {
                feature = j == 0 ? rng.NextGaussian() : (correlation * feature) + (Math.Sqrt(1 - (correlation * correlation)) * rng.NextGaussian());
                x[(i * Size) + j] = feature * scales[j];
                logit += feature * scales[j] * w[j];
            }
            y[i] = rng.NextDouble() < 1 / (1 + Math.Exp(-logit)) ? 1 : 0;
        }
        return (x, y);
    }
}
