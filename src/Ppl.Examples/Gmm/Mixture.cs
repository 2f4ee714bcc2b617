using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples;

/// <summary>A Gaussian mixture: p(x) = Σ_j weight_j Normal(x; mean_j, covariance_j).</summary>
internal sealed record Mixture(params IReadOnlyList<Component> Components)
{
    /// <summary>The numbers of the components in the order of their means' first coordinates.</summary>
    public IReadOnlyList<int> Order => [.. Enumerable.Range(0, Components.Count).OrderBy(j => Components[j].Mean[0])];

    /// <summary>The components in that order.</summary>
    public Mixture Sorted() => new([.. Order.Select(j => Components[j])]);

    /// <summary>log p(x), for one point.</summary>
    public double LogDensity(double[] x) => Expect(x).LogDensity;

    /// <summary>Σ_n log p(x_n), in nats.</summary>
    public double LogLikelihood(double[][] rows) => Expect(rows).LogLikelihood;

    /// <summary>p(component | x), for one point.</summary>
    public double[] Responsibilities(double[] x) => Expect(x).Responsibilities;

    /// <summary>The same for all points, and Σ_n log p(x_n).</summary>
    public (double[][] Responsibilities, double LogLikelihood) Expect(double[][] rows)
    {
        double[][] responsibilities = new double[rows.Length][];
        double sum = 0;
        for (int n = 0; n < rows.Length; n++)
        {
            (responsibilities[n], double log) = Expect(rows[n]);
            sum += log;
        }
        return (responsibilities, sum);
    }

    private (double[] Responsibilities, double LogDensity) Expect(double[] x)
    {
        double[] shares = new double[Components.Count];
        for (int j = 0; j < shares.Length; j++) shares[j] = Components[j].LogWeighted(x);
        double log = LogSum(shares);
        for (int j = 0; j < shares.Length; j++) shares[j] = Math.Exp(shares[j] - log);
        return (shares, log);
    }

    /// <summary>The mixture of the points centre + scale · x.</summary>
    public Mixture Shifted(double[] centre, double[] scale) => new([.. Components.Select(component => component.Shifted(centre, scale))]);

    /// <summary>
    /// A place to start from: means at points of the data, each drawn with a probability in proportion to its squared distance from those before (Arthur and
    /// Vassilvitskii 2007); equal weights; as covariance a diagonal one, in all directions the same share of the data's.
    /// </summary>
    public static Mixture Start(double[][] rows, int components, Rng rng)
    {
        int dimensions = rows[0].Length;
        Matrix<double> spread = Moments(rows, [.. rows.Select(_ => 1.0)]).Covariance;
        Matrix<double> covariance = Matrix<double>.Build.DenseOfDiagonalVector(spread.Diagonal() / Math.Pow(components, 2.0 / dimensions));
        List<double[]> means = [rows[(int)(rng.NextDouble() * rows.Length)]];
        while (means.Count < components)
        {
            double[] distances = [.. rows.Select(row => means.Min(mean => row.Zip(mean, (x, m) => (x - m) * (x - m)).Sum()))];
            double left = rng.NextDouble() * distances.Sum();
            means.Add(rows[Math.Max(0, Array.FindIndex(distances, distance => (left -= distance) < 0))]);
        }
        return new Mixture([.. means.Select(mean => new Component(1.0 / components, Vector<double>.Build.DenseOfArray(mean), covariance))]);
    }

    /// <summary>Σ_n w_n, and mean and covariance of the points that weigh so much.</summary>
    public static (double Count, Vector<double> Mean, Matrix<double> Covariance) Moments(double[][] rows, double[] weights)
    {
        int dimensions = rows[0].Length;
        double count = weights.Sum();
        double[] mean = new double[dimensions];
        double[,] covariance = new double[dimensions, dimensions];
        for (int n = 0; n < rows.Length; n++)
            for (int i = 0; i < dimensions; i++) mean[i] += weights[n] * rows[n][i] / count;
        for (int n = 0; n < rows.Length; n++)
            for (int i = 0; i < dimensions; i++)
                for (int j = 0; j < dimensions; j++) covariance[i, j] += weights[n] * (rows[n][i] - mean[i]) * (rows[n][j] - mean[j]) / count;
        return (count, Vector<double>.Build.Dense(mean), Matrix<double>.Build.DenseOfArray(covariance));
    }

    private static double LogSum(double[] logs)
    {
        double highest = logs.Max(), sum = 0;
        foreach (double log in logs) sum += Math.Exp(log - highest);
        return highest + Math.Log(sum);
    }
}
