namespace Ppl;

internal static partial class Error
{
    /// <summary>A plate in the guide that the model lacks.</summary>
    public static PplException PlateOnlyInGuide(PlateSite plate, IEnumerable<string> plates)
    {
        string[] nearest = [.. Nearest.Order(plate.Name, plates)];
        return new ErrorText("PPL007", $"plate \"{plate.Name}\": the guide has it, the model does not")
            .Row("model's plates", nearest.Length == 0 ? "none" : string.Join(", ", nearest))
            .Hint(nearest.Length == 0 ? "remove the plate, or open it in the model too." : $"write \"{nearest[0]}\", or open the plate in the model too.")
            .ToException();
    }
}
