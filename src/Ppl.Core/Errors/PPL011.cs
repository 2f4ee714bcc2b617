namespace Ppl;

internal static partial class Error
{
    /// <summary>The program asked an enumerated tensor for one number, such as in the condition of a branch.</summary>
    public static PplException EnumeratedInBranch(IEnumerable<EnumerationFrame> enumerated, Exception foreign)
    {
        EnumerationFrame[] frames = [.. enumerated];
        return new ErrorText("PPL011", "the program asks for one number where an enumerated site has many values")
            .Row("enumerated", string.Join(", ", frames.TakeLast(4)))
            .Hint($"write torch.where or distribution.Gather in place of the branch, or run once for each value: new SiteOptions {{ Enumeration = Enumeration.Sequential }} at \"{frames[^1].Name}\".")
            .ToException(foreign);
    }
}
