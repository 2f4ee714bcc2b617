using System.Globalization;
using MathNet.Numerics.Statistics;

namespace Ppl.Examples;

/// <summary>A bound estimated from many draws, in nats, and the standard error of the estimate.</summary>
internal sealed record BoundEstimate(double Bound, double Error)
{
    private const int Elements = 1_000_000, MostParticles = 10_000, FewestBatches = 20, MostBatches = 1000;
    private const double LargestError = 5e-4;

    /// <summary>Draws side by side in a batch: as many as keep its tensors small.</summary>
    public static int Particles(int numbers) => Math.Clamp(Elements / numbers, 10, MostParticles);

    /// <summary>
    /// Takes batches until the standard error is small beside what the bound lacks to the log evidence. Near the optimum that gap is about half the
    /// variance of log p(x, z) - log q(z), which the batches show.
    /// </summary>
    /// <param name="batch">The mean bound of one batch.</param>
    /// <param name="particles">The draws in it.</param>
    /// <param name="cancel">Ends it between two batches.</param>
    public static BoundEstimate Of(Func<double> batch, int particles, CancellationToken cancel)
    {
        var bounds = new RunningStatistics();
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            bounds.Push(batch());
            if (bounds.Count < FewestBatches) continue;
            double error = bounds.StandardDeviation / Math.Sqrt(bounds.Count), gap = bounds.Variance * particles / 2;
            if (error <= Math.Min(LargestError, gap / 5) || bounds.Count == MostBatches) return new BoundEstimate(bounds.Mean, error);
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Bound:F4} ± {Error:F4}");
}
