using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>Shows on a track where a fit stands.</summary>
internal sealed class FitTrack(ProgressTrack track, int batch) : IProgress<FitProgress>
{
    private bool hasBegun;

    public void Report(FitProgress value)
    {
        long rows = (value.RowsSeen - 1) % batch + 1;
        if (!hasBegun) track.LeaveOut((value.Epoch - 1) * value.Rows + value.RowsSeen - rows);
        hasBegun = true;
        track.Advance(rows, FormattableString.Invariant($"epoch {value.Epoch}/{value.Epochs}, bound {-value.Loss:F1} nats an image"));
    }
}
