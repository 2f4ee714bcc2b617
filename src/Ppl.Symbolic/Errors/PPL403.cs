namespace Ppl;

internal static partial class Error
{
    /// <summary>A draw in a program whose density is compiled.</summary>
    public static PplException DrawInDensity(string distribution) =>
        new ErrorText("PPL403", $"{distribution}: a compiled density draws nothing")
            .Hint("make it a latent by Sample, where no handler hides it, or give numbers that were drawn before as data; or leave [Compiled] out.")
            .ToException();
}
