namespace Ppl;

internal static partial class Error
{
    /// <summary>PPL314: options that contradict each other or lie out of range.</summary>
    internal static PplException Options(string mistake, string hint) =>
        new ErrorText("PPL314", mistake).Hint(hint).ToException();
}
