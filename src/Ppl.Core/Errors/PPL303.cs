namespace Ppl;

internal static partial class Error
{
    /// <summary>PPL303: a wrong magic number or format.</summary>
    internal static PplException WrongFormat(string path, string mistake, string hint) =>
        new ErrorText("PPL303", $"{path}: {mistake}").Hint(hint).ToException();
}
