namespace Ppl;

internal static partial class Error
{
    /// <summary>A plate deeper than any at the engine's first run, whose dims are taken by particles or enumerated sites.</summary>
    public static PplException DeeperPlate(string plate, int dim, Handler owner) =>
        new ErrorText("PPL105", $"plate \"{plate}\": deeper than the plates of the first run")
            .Row("wanted", $"dim {dim}")
            .Row("taken", $"dims from {owner.ReservedDim} leftwards by {owner.Description}")
            .Hint("open the same plates at each run, or run particles one after another: new TraceElbo(vectorize: false).")
            .ToException();
}
