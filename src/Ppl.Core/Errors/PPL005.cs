namespace Ppl;

internal static partial class Error
{
    /// <summary>An observed site in a guide.</summary>
    public static PplException ObservedInGuide(SampleSite observed) =>
        new ErrorText("PPL005", $"{observed.Description}: observed in the guide")
            .Hint("a guide only draws latents: remove obs here and observe in the model.")
            .ToException();
}
