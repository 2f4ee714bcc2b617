namespace Ppl;

internal static partial class Error
{
    private const int MostRows = 12, MostNames = 4;

    /// <summary>PPL309: a checkpoint or parameter file of another model.</summary>
    internal static PplException StateDiffers(string difference, Exception? cause = null) => OfAnotherModel(difference).ToException(cause);

    /// <summary>PPL309, with a table of what is here and what is saved. There is a difference at least.</summary>
    internal static PplException StateDiffers(IReadOnlyCollection<StateDifference> differences)
    {
        string names = string.Join(", ", differences.Take(MostNames).Select(entry => entry.Name)) + (differences.Count > MostNames ? ", …" : "");
        ErrorText text = OfAnotherModel($"it differs in {names}").Row("", "here", "saved");
        foreach (StateDifference entry in differences.Take(MostRows)) text.Row(entry.Name, entry.Here ?? "none", entry.Saved ?? "none");
        return (differences.Count > MostRows ? text.Row("…") : text).ToException();
    }

    /// <summary>PPL309, with the name of the file that holds the state.</summary>
    internal static PplException StateDiffersIn(string path, PplException refusal) =>
        new(refusal.Code, $"{refusal.Code} {path}: {refusal.Message[(refusal.Code!.Length + 1)..]}", refusal.InnerException);

    private static ErrorText OfAnotherModel(string difference) =>
        new ErrorText("PPL309", $"the saved state is of another model or run: {difference}")
            .Hint("load it into the model, guide and settings that saved it.");
}
