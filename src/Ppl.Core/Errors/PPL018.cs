namespace Ppl;

internal static partial class Error
{
    /// <summary>An argument outside its constraint: <c>scale = -1</c>.</summary>
    public static PplException ArgumentOutsideConstraint(string owner, string argument, string value, string constraint, string hint) =>
        new ErrorText("PPL018", $"{owner}: argument {argument} is not {constraint}")
            .Row(argument, value)
            .Row("must be", constraint)
            .Hint(hint)
            .ToException();
}
