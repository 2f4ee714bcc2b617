namespace Ppl;

internal static partial class Error
{
    /// <summary>One plate name with two sizes.</summary>
    public static PplException PlateSizes(PlateSite site, PlateSite earlier) =>
        new ErrorText("PPL009", $"plate \"{site.Name}\": two sizes under one name")
            .Row("earlier", $"size {earlier.Size}", $"subsample {earlier.SubsampleSize}")
            .Row("now", $"size {site.Size}", $"subsample {site.SubsampleSize}")
            .Hint("give both the same size and subsample, or one of them another name.")
            .ToException();
}
