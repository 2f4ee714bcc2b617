namespace Ppl;

internal static partial class Error
{
    /// <summary>A compiled density of a program whose source was not compiled.</summary>
    public static PplException NotCompiled(string program) =>
        new ErrorText("PPL404", "a compiled density is asked for, and the program has no symbolic copy")
            .Row("program", program)
            .Hint("make it a static method or field of a class that is marked [Compiled], its handlers included, in a project with the two lines of docs/compiled.md; or leave the engine out: the density is then traced.")
            .ToException();
}
