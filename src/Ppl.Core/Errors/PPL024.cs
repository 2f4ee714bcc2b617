namespace Ppl;

internal static partial class Error
{
    /// <summary>An unknown site name in Condition, Substitute or a look-up.</summary>
    public static PplException UnknownSite(string asker, string missing, IEnumerable<string> names)
    {
        string[] nearest = [.. Nearest.Order(missing, names)];
        return new ErrorText("PPL024", $"{asker}: there is no \"{missing}\"")
            .Row("there are", nearest.Length == 0 ? "none" : string.Join(", ", nearest.Take(12)) + (nearest.Length > 12 ? ", …" : ""))
            .Hint(nearest.Length == 0 ? "run a program first, or give the name of one of its sites." : $"write \"{nearest[0]}\", or remove the name.")
            .ToException();
    }
}
