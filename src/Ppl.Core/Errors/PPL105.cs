namespace Ppl;

internal static partial class Error
{
    /// <summary>A plate deeper than any at the engine's first run, whose dims are taken by particles.</summary>
    public static PplException DeeperPlate(string plate, int dim, PlateFrame particles) =>
        new ErrorText("PPL105", $"plate \"{plate}\": deeper than the plates of the first run")
            .Row("wanted", $"dim {dim}")
            .Row("taken", $"dims from {particles.Dim} leftwards by plate \"{particles.Name}\"")
            .Hint("open the same plates at each run, or run particles one after another: new TraceElbo(vectorize: false).")
            .ToException();
}
