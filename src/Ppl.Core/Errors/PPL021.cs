namespace Ppl;

internal static partial class Error
{
    /// <summary>Scopes closed out of order.</summary>
    public static PplException ScopesOutOfOrder(string closed, string? innermost) =>
        new ErrorText("PPL021", $"{closed} was closed out of order")
            .Row("innermost", innermost ?? "none: it was closed before")
            .Hint("open plates and handlers with `using var`, and let the compiler close them.")
            .ToException();

    /// <summary>A recording handler entered a second time.</summary>
    public static PplException RecorderEnteredTwice(string handler) =>
        new ErrorText("PPL021", $"{handler} was entered twice")
            .Hint("make a recording handler anew for each run: program.Under(() => new TraceHandler()).")
            .ToException();
}
