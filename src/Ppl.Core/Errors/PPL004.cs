namespace Ppl;

internal static partial class Error
{
    /// <summary>A latent of the model that the guide lacks.</summary>
    public static PplException LatentWithoutGuide(SampleSite latent, IEnumerable<string> drawn)
    {
        string[] nearest = [.. Nearest.Order(latent.Name, drawn)];
        return new ErrorText("PPL004", $"{latent.Description}: a latent of the model that the guide does not draw")
            .Row("guide draws", nearest.Length == 0 ? "nothing" : string.Join(", ", nearest))
            .Hint($"add Sample(\"{latent.Name}\", …) to the guide, or give the model's site its data: obs, or Condition"
                + (latent.Distribution.HasEnumerableSupport ? "; TraceEnumElbo sums it out, unless it is to be Drawn." : "."))
            .ToException();
    }
}
