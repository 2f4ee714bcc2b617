namespace Ppl;

internal static partial class Error
{
    /// <summary>A parameter in a program whose density is compiled.</summary>
    public static PplException ParameterInDensity(ParamSite site) =>
        new ErrorText("PPL402", $"{site.Description}: a compiled density has no parameters")
            .Hint("give it a prior (Sample), or its value as data; or leave [Compiled] out, and hand the fitted parameters over.")
            .ToException();
}
