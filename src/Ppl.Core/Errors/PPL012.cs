namespace Ppl;

internal static partial class Error
{
    /// <summary>An effect in a static initialiser: it is performed at the first run, and never again.</summary>
    public static PplException EffectInInitializer(string effect, string? type, Exception? inner = null) =>
        new ErrorText("PPL012", $"{effect}: performed in a static initialiser{(type is null ? "" : $" of {type}")}")
            .Hint("static fields are set once a process, so that later runs lack the site: perform it in the program, and keep what it needs, such as its distribution, in the field.")
            .ToException(inner);
}
