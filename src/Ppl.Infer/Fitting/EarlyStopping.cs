namespace Ppl.Infer;

/// <summary>
/// Ends a fit when the loss no longer falls. Windows are compared, not single epochs, because each loss is a noisy estimate: with
/// b the mean of the <see cref="Window"/> epochs before, and a that of the last ones, it ends when b - a &lt; <see cref="Tolerance"/> · |b|.
/// </summary>
/// <remarks>Losses are those of validation, or of training where there is none. Not before two windows have passed.</remarks>
public sealed record EarlyStopping
{
    /// <summary>How many epochs a window has. Default 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int Window
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(Window), value, "A positive number is needed.");
    } = 5;

    /// <summary>The least relative change from window to window to go on for. Default 0.001.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Tolerance
    {
        get;
        init => field = value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Tolerance), value, "A finite number from 0 on is needed.");
    } = 1e-3;

    /// <summary>Whether a fit with this history is to end.</summary>
    public bool IsDue(IReadOnlyList<FitEpoch> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (history.Count < 2 * Window) return false;
        double before = Mean(history, history.Count - (2 * Window)), last = Mean(history, history.Count - Window);
        return before - last < Tolerance * Math.Abs(before);
    }

    private double Mean(IReadOnlyList<FitEpoch> history, int from)
    {
        double sum = 0;
        for (int i = from; i < from + Window; i++) sum += history[i].JudgedLoss;
        return sum / Window;
    }
}
