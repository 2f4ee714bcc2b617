namespace Ppl;

internal static partial class Error
{
    /// <summary>Event dims that do not fit the value, or that a distribution does not have.</summary>
    public static PplException EventDoesNotFit(string distribution, Shape batch, Shape @event, string mismatch, string hint) =>
        new ErrorText("PPL107", $"{distribution}: {mismatch}")
            .Row("distribution", distribution, $"batch {batch}", $"event {@event}")
            .Hint(hint)
            .ToException();
}
