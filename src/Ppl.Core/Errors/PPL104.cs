namespace Ppl;

internal static partial class Error
{
    /// <summary>Two open plates on one dim.</summary>
    public static PplException PlatesOnOneDim(string plate, PlateFrame other) =>
        new ErrorText("PPL104", $"plate \"{plate}\": dim {other.Dim} belongs to another plate that is open")
            .Row("other plate", other.ToString())
            .Hint($"leave out dim to take the next free one, or write another than {other.Dim}.")
            .ToException();
}
