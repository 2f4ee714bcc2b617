namespace Ppl;

internal static partial class Error
{
    /// <summary>PPL309: a checkpoint or parameter file of another model.</summary>
    internal static PplException StateDiffers(string difference) =>
        new ErrorText("PPL309", $"the saved state is of another model or run: {difference}")
            .Hint("load it into the model, guide and settings that saved it.")
            .ToException();
}
