using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>Shows on a track where a fit stands.</summary>
/// <param name="track">In rows.</param>
/// <param name="batch">Rows in a step.</param>
/// <param name="row">What a row is, as in "nats {row}".</param>
internal sealed class FitTrack(ProgressTrack track, int batch, string row = "an image") : IProgress<FitProgress>
{
    private bool hasBegun;

    public void Report(FitProgress value)
    {
        long rows = (value.RowsSeen - 1) % batch + 1;
        if (!hasBegun) track.LeaveOut((value.Epoch - 1) * value.Rows + value.RowsSeen - rows);
        hasBegun = true;
        track.Advance(rows, FormattableString.Invariant($"epoch {value.Epoch}/{value.Epochs}, bound {-value.Loss:F1} nats {row}"));
    }
}
