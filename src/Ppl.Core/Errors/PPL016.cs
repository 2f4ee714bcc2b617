namespace Ppl;

internal static partial class Error
{
    /// <summary>A bound that depends on no parameter though the programs ask for some.</summary>
    public static PplException GradientCut(IReadOnlyList<StoredParam> parameters) =>
        new ErrorText("PPL016", "the bound depends on no parameter: the gradient is cut")
            .Row("parameters", string.Join(", ", parameters.Select(parameter => parameter.Name)))
            .Hint("remove detach, item and no_grad between Param, or Module, and the sites that use it.")
            .ToException();
}
