using Ppl.Distributions;

namespace Ppl;

internal static partial class Error
{
    /// <summary>A value outside the support, and where in the tensor.</summary>
    public static PplException ValueOutsideSupport(string distribution, Outside outside) =>
        outside.Describe(new ErrorText("PPL019", $"{distribution}: a value outside the support").Row("support", outside.Set), "value")
            .Hint("clean or transform the data, mask missing cells with obsMask, or take a distribution whose support holds them.")
            .ToException();
}
