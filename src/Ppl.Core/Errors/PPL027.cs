namespace Ppl;

internal static partial class Error
{
    /// <summary>An operation that <paramref name="owner"/>, a distribution or a constraint, does not have.</summary>
    public static PplException NoSuchOperation(string owner, string operation, string hint) =>
        new ErrorText("PPL027", $"{owner} has no {operation}").Hint(hint).ToException();
}
