namespace Ppl.Infer;

/// <summary>
/// A program's density at many positions in one run of it, the copies side by side along a batch dim to the left of its plates (<see cref="Handlers.Broadcast"/>): for
/// programs that broadcast. Each evaluation has a tensor scope of its own.
/// </summary>
public sealed class TensorBatchDensity : IBatchDensity, IDisposable
{
    private const double Tolerance = 1e-8;

    private readonly TensorDensity single;
    private readonly PointLayout layout;
    private readonly Rng rng;
    private readonly Tensor leaf;

    internal TensorBatchDensity(TensorDensity density, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        (single, Count, rng) = (density.Clone(), count, density.Program.NewRng());
        layout = density.Program.LayoutOf(count);
        leaf = torch.zeros([count, Dimension], torch.ScalarType.Float64, density.Program.Device, requires_grad: true).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public int Dimension => single.Dimension;

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    /// <exception cref="PplException">A mistake in the program or its data.</exception>
    public void Evaluate(ReadOnlySpan<double> positions, Span<double> logDensities, Span<double> gradients)
    {
        RequireLength(positions.Length, Count * Dimension, nameof(positions));
        RequireLength(logDensities.Length, Count, nameof(logDensities));
        RequireLength(gradients.Length, Count * Dimension, nameof(gradients));
        try
        {
            EvaluateAtOnce(positions, logDensities, gradients);
        }
        catch (PplException error) when (CommonDraws.HasNoValue(error))
        {
            for (int i = 0; i < Count; i++)    // One of them has no density: which, only each by itself can tell.
                logDensities[i] = single.Evaluate(positions.Slice(i * Dimension, Dimension), gradients.Slice(i * Dimension, Dimension));
        }
    }

    /// <summary>Frees the leaf.</summary>
    public void Dispose()
    {
        leaf.Dispose();
        rng.Dispose();
        single.Dispose();
    }

    /// <summary>Compares copies side by side with each by itself.</summary>
    /// <exception cref="ArgumentException">They differ: the program does not broadcast.</exception>
    internal void RequireBroadcasts(Rng source)
    {
        double[] positions = new double[Count * Dimension], logDensities = new double[Count], gradients = new double[Count * Dimension], alone = new double[Dimension];
        for (int i = 0; i < positions.Length; i++) positions[i] = (2 * source.NextDouble()) - 1;
        PplException? obstacle = null;
        bool isSame = true;
        try
        {
            EvaluateAtOnce(positions, logDensities, gradients);
            for (int i = 0; i < Math.Min(Count, 3) && isSame; i++)
            {
                double logDensity = single.Evaluate(positions.AsSpan(i * Dimension, Dimension), alone);
                isSame = Same(logDensities[i], logDensity);
                for (int j = 0; j < Dimension && double.IsFinite(logDensity); j++) isSame &= Same(gradients[(i * Dimension) + j], alone[j]);
            }
        }
        catch (PplException error) when (!CommonDraws.HasNoValue(error))
        {
            (obstacle, isSame) = (error, false);
        }
        if (!isSame) throw new ArgumentException("The model does not broadcast, and chains in lockstep are one run of it: leave Vectorize out.", obstacle);

        static bool Same(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= Tolerance * (1 + Math.Abs(b));
    }

    private void EvaluateAtOnce(ReadOnlySpan<double> positions, Span<double> logDensities, Span<double> gradients)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable differentiated = torch.enable_grad();
        using ValueChecks checks = ValueChecks.Set(false);
        TensorDensity.Write(positions, leaf);
        Tensor density = single.Program.LogDensities(leaf, layout, Count, rng);
        TensorText.ToDoubles(density.expand([Count])).CopyTo(logDensities);
        foreach (ref double logDensity in logDensities)
            if (!double.IsFinite(logDensity)) logDensity = double.NegativeInfinity;
        TensorDensity.Differentiate(density.sum(), leaf, gradients);
    }

    private static void RequireLength(int length, int expected, string name)
    {
        if (length != expected) throw new ArgumentException($"{length} numbers, where {expected} are needed.", name);
    }
}
