namespace Ppl;

internal static partial class Error
{
    private const int MostRows = 12;

    /// <summary>PPL309: a checkpoint or parameter file of another model.</summary>
    internal static PplException StateDiffers(string difference, Exception? cause = null) => OfAnotherModel(difference).ToException(cause);

    /// <summary>PPL309, with a table of what is here and what is saved. There is a difference at least.</summary>
    internal static PplException StateDiffers(IReadOnlyCollection<StateDifference> differences)
    {
        ErrorText text = OfAnotherModel(differences.Count == 1 ? "one thing differs" : $"{differences.Count} things differ").Row("", "here", "saved");
        foreach (StateDifference entry in differences.Take(MostRows)) text.Row(entry.Name, entry.Here ?? "none", entry.Saved ?? "none");
        return (differences.Count > MostRows ? text.Row("…") : text).ToException();
    }

    private static ErrorText OfAnotherModel(string difference) =>
        new ErrorText("PPL309", $"the saved state is of another model or run: {difference}")
            .Hint("load it into the model, guide and settings that saved it.");
}
