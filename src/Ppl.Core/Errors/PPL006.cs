namespace Ppl;

internal static partial class Error
{
    /// <summary>A guide's support that is not within the model's.</summary>
    public static PplException GuideSupport(SampleSite drawn, SampleSite latent) =>
        new ErrorText("PPL006", $"{drawn.Description}: the guide's support is not within the model's")
            .Row("guide", drawn.Distribution.Name, drawn.Distribution.Support.ToString()!)
            .Row("model", latent.Distribution.Name, latent.Distribution.Support.ToString()!)
            .Hint($"draw \"{drawn.Name}\" from a distribution whose support is {latent.Distribution.Support}.")
            .ToException();
}
