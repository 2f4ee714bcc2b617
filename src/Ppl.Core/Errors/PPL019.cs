namespace Ppl;

internal static partial class Error
{
    /// <summary>A value outside the support; <paramref name="first"/> is the first such value, <paramref name="count"/> says how many there are.</summary>
    public static PplException ValueOutsideSupport(string distribution, string support, string first, long count, long total) =>
        new ErrorText("PPL019", $"{distribution}: a value outside the support")
            .Row("support", support)
            .Row("value", first, count == 1 && total == 1 ? "" : $"{count} of {total} are outside")
            .Hint("clean or transform the data, mask missing cells with obsMask, or take a distribution whose support holds them.")
            .ToException();
}
