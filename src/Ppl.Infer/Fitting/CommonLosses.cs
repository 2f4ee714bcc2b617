namespace Ppl.Infer;

/// <summary>
/// What a change of parameters gained: losses before and after it on the same minibatches, by the same draws, so that the noise that both have in common
/// cancels. All draws are those of a generator of its own; training goes on as if nothing had been asked.
/// </summary>
/// <param name="svi">The engine.</param>
/// <param name="training">The rows.</param>
/// <param name="batchSize">How many rows a draw looks at.</param>
/// <param name="shuffle">Whether the minibatches are drawn from all rows anew in each pass.</param>
internal sealed class CommonLosses<TData>(Svi<TData> svi, IDataset<TData> training, long batchSize, bool shuffle)
{
    private const ulong Stream = 0x6A12_0000;

    /// <summary>Negative bounds of all rows in nats, one for each draw; NaN where one is not finite.</summary>
    /// <param name="number">Which draws.</param>
    /// <param name="count">How many.</param>
    /// <param name="stopIfCancelled">Asked before each.</param>
    public double[] Draw(int number, long count, Action stopIfCancelled)
    {
        using TensorScope scope = TensorScope.Begin();
        using Rng rng = svi.Rng.Fork(Stream + (ulong)number);
        var losses = new double[count];
        Tensor? order = null;
        for (long i = 0, position = 0; i < count; i++)
        {
            stopIfCancelled();
            if (position == 0)
            {
                order?.Dispose();
                order = Order(rng);
            }
            using TensorScope step = TensorScope.Begin();
            long rows = Math.Min(batchSize, training.Count - position);
            losses[i] = Loss(training.Read(order!.narrow(0, position, rows), rng), rng);
            position = position + rows < training.Count ? position + rows : 0;
        }
        return losses;
    }

    /// <summary>The mean of before - after, and its standard error; NaN when a loss after is not finite that was so before.</summary>
    public static (double Gain, double Error) Compare(double[] before, double[] after)
    {
        double[] gains = [.. before.Zip(after, (b, a) => b - a).Where((_, i) => !double.IsNaN(before[i]))];
        if (gains.Length == 0) return after.Any(double.IsNaN) ? (double.NaN, double.NaN) : (double.PositiveInfinity, 0);
        double mean = gains.Average();
        return (mean, Math.Sqrt(gains.Sum(gain => (gain - mean) * (gain - mean)) / gains.Length / gains.Length));
    }

    private Tensor Order(Rng rng) => shuffle && batchSize < training.Count
        ? torch.randperm(training.Count, torch.ScalarType.Int64, svi.Rng.Device, generator: rng.Generator())
        : torch.arange(training.Count, torch.ScalarType.Int64, svi.Rng.Device);

    private double Loss(TData batch, Rng rng)
    {
        try
        {
            return svi.EvaluateLoss(batch, rng);
        }
        catch (PplException error) when (error.Code == "PPL201")
        {
            return double.NaN;
        }
    }
}
