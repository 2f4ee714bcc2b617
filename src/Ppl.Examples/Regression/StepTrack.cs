using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>Shows on a track where one of several fits stands, in steps.</summary>
internal sealed class StepTrack(ProgressTrack track, string name, int rows) : IProgress<FitProgress>
{
    public void Report(FitProgress value) => track.Advance(1, FormattableString.Invariant($"{name}: bound {-value.Loss * rows:F0} nats"));
}
