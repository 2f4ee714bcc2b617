namespace Ppl;

internal static partial class Error
{
    /// <summary>A guide site that the model lacks.</summary>
    public static PplException GuideSiteWithoutModel(SampleSite drawn, IEnumerable<string> latents)
    {
        string[] nearest = [.. Nearest.Order(drawn.Name, latents)];
        return new ErrorText("PPL003", $"{drawn.Description}: the guide draws it, the model has no latent of this name")
            .Row("latents", nearest.Length == 0 ? "none" : string.Join(", ", nearest))
            .Hint((nearest.Length == 0 ? "remove it" : $"write \"{nearest[0]}\"") + ", or mark it with new SiteOptions { IsAuxiliary = true }.")
            .ToException();
    }
}
