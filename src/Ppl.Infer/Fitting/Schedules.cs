namespace Ppl.Infer;

/// <summary>Learning-rate schedules: factors between 0 and 1, which multiply. A schedule of your own is a lambda.</summary>
public static class Schedules
{
    /// <summary>γᵗ, t in epochs: falls a little at each step, and by γ in each epoch.</summary>
    /// <param name="decay">γ, above 0 and at most 1.</param>
    public static Schedule Exponential(double decay)
    {
        RequireFraction(decay > 0 && decay <= 1, decay, nameof(decay));
        return position => Math.Pow(decay, position.Epoch);
    }

    /// <summary>
    /// ηmin + (1 - ηmin)(1 + cos(πt/T))/2, t in epochs and T their number: from 1 down to ηmin along half a cosine, without restarts
    /// (Loshchilov and Hutter 2017, eq. 5, with ηmax = 1).
    /// </summary>
    /// <param name="minimum">ηmin, at least 0 and below 1: what is reached at the end.</param>
    public static Schedule Cosine(double minimum = 0)
    {
        RequireFraction(minimum >= 0 && minimum < 1, minimum, nameof(minimum));
        return position => minimum + ((1 - minimum) * (1 + Math.Cos(Math.PI * Math.Min(1, position.Epoch / position.Epochs))) / 2);
    }

    /// <summary>min(1, (k + 1)/n), k the number of steps before: rises evenly over the first n steps, then stays 1 (gradual warm-up; Goyal et al. 2017, section 2.2).</summary>
    /// <param name="steps">n, positive.</param>
    public static Schedule WarmUp(long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        return position => Math.Min(1, (position.Step + 1.0) / steps);
    }

    /// <summary>
    /// Multiplied by a factor whenever so many epochs in a row brought no loss below the best one, best - threshold · |best|. It judges by the
    /// validation loss, or by that of training where there is none.
    /// </summary>
    /// <param name="factor">Above 0 and below 1.</param>
    /// <param name="patience">How many such epochs, positive; they are counted anew after each cut.</param>
    /// <param name="threshold">The least relative change that counts, at least 0.</param>
    public static Schedule Plateau(double factor = 0.1, int patience = 10, double threshold = 1e-4)
    {
        RequireFraction(factor > 0 && factor < 1, factor, nameof(factor));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        return position => Math.Pow(factor, Cuts(position.History, patience, threshold));
    }

    private static int Cuts(IReadOnlyList<FitEpoch> history, int patience, double threshold)
    {
        double best = double.PositiveInfinity;
        int cuts = 0, waited = 0;
        foreach (FitEpoch epoch in history)
        {
            bool improves = double.IsInfinity(best) ? double.IsFinite(epoch.JudgedLoss) : epoch.JudgedLoss < best - (threshold * Math.Abs(best));
            if (improves) (best, waited) = (epoch.JudgedLoss, 0);
            else if (++waited == patience) (cuts, waited) = (cuts + 1, 0);
        }
        return cuts;
    }

    private static void RequireFraction(bool holds, double value, string name)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, "A number between 0 and 1 is needed.");
    }
}
