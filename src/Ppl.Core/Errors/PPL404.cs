namespace Ppl;

internal static partial class Error
{
    /// <summary>A compiled density of a program whose source was not compiled.</summary>
    public static PplException NotCompiled(string program) =>
        new ErrorText("PPL404", "a compiled density is asked for, and the program was not marked [Compiled]")
            .Row("program", program)
            .Hint("mark its static class or static method [Compiled], or leave the engine out: the density is then traced.")
            .ToException();
}
