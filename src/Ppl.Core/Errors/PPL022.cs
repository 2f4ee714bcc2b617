namespace Ppl;

internal static partial class Error
{
    /// <summary>A plate that was still open when what it was opened in was closed.</summary>
    public static PplException PlateLeftOpen(string plate, string closed) =>
        new ErrorText("PPL022", $"{plate} was never closed")
            .Row("still open at the end of", closed)
            .Hint("write `using var name = Plate(...)`, or using (Plate(...)) { ... }: the compiler then closes it.")
            .ToException();

    /// <summary>A program that is an <c>async</c> lambda or method.</summary>
    public static PplException AsyncProgram(string program) =>
        new ErrorText("PPL022", $"{program} is async: after an await no handler sees its effects")
            .Hint("remove async and await: read data before the run, and give them to the program.")
            .ToException();
}
