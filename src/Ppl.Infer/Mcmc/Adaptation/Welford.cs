namespace Ppl.Infer;

/// <summary>The covariance of vectors that come one by one (Welford 1962), for the metric of a sampler.</summary>
/// <param name="dimension">How many numbers a vector has.</param>
/// <param name="isDense">All covariances, or variances alone?</param>
public sealed class Welford(int dimension, bool isDense)
{
    /// <summary>So many draws of variance 10⁻³ are added to those that came: a few draws alone would be no metric.</summary>
    private const double Added = 5, AddedVariance = 1e-3;

    private readonly double[] mean = new double[dimension], before = new double[dimension], after = new double[dimension];
    private readonly double[] sums = new double[isDense ? dimension * dimension : dimension];    // dense: row by row, the lower triangle

    /// <summary>How many vectors came.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a vector in.</summary>
    public void Add(ReadOnlySpan<double> vector)
    {
        Count++;
        for (int i = 0; i < mean.Length; i++)
        {
            before[i] = vector[i] - mean[i];
            mean[i] += before[i] / Count;
            after[i] = vector[i] - mean[i];
        }
        if (isDense)
            for (int i = 0; i < mean.Length; i++) Vectors.Add(after[i], before.AsSpan(0, i + 1), sums.AsSpan(i * mean.Length, i + 1));
        else
            for (int i = 0; i < mean.Length; i++) sums[i] += before[i] * after[i];
    }

    /// <summary>Σ (x - x̄)(y - ȳ) / (n - 1); without covariances, 0 beside the diagonal.</summary>
    /// <exception cref="InvalidOperationException">Fewer than two vectors came.</exception>
    public double[,] Covariance()
    {
        if (Count < 2) throw new InvalidOperationException("A covariance takes two vectors at least.");
        var matrix = new double[mean.Length, mean.Length];
        for (int i = 0; i < mean.Length; i++)
        {
            if (!isDense) matrix[i, i] = sums[i] / (Count - 1);
            else
                for (int j = 0; j <= i; j++) matrix[i, j] = matrix[j, i] = sums[(i * mean.Length) + j] / (Count - 1);
        }
        return matrix;
    }

    /// <summary>The metric with M⁻¹ = n / (n + 5) Σ + 10⁻³ · 5 / (n + 5) I, drawn to a small multiple of the identity as Stan does (Stan reference manual, "HMC algorithm parameters").</summary>
    /// <exception cref="InvalidOperationException">Fewer than two vectors came.</exception>
    public Metric Metric()
    {
        double[,] covariance = Covariance();
        double weight = Count / (Count + Added), floor = AddedVariance * Added / (Count + Added);
        for (int i = 0; i < mean.Length; i++)
            for (int j = 0; j < mean.Length; j++) covariance[i, j] = (weight * covariance[i, j]) + (i == j ? floor : 0);
        if (isDense) return Infer.Metric.Dense(covariance);
        double[] variances = new double[mean.Length];
        for (int i = 0; i < variances.Length; i++) variances[i] = covariance[i, i];
        return Infer.Metric.Diagonal(variances);
    }

    /// <summary>Forgets what came.</summary>
    public void Clear()
    {
        Array.Clear(mean);
        Array.Clear(sums);
        Count = 0;
    }

    internal void Save(SavedState state)
    {
        state.Add("count", Count);
        state.Add("mean", [.. mean]);
        state.Add("sums", [.. sums]);
    }

    /// <exception cref="PplException">PPL309: the state is of something else.</exception>
    internal void Restore(SavedState state)
    {
        (double[] savedMean, double[] savedSums) = (state.Numbers("mean"), state.Numbers("sums"));
        if (savedMean.Length != mean.Length || savedSums.Length != sums.Length) throw Error.StateDiffers("its window is of another metric");
        savedMean.CopyTo(mean, 0);
        savedSums.CopyTo(sums, 0);
        Count = (int)state.Integer("count");
    }
}
