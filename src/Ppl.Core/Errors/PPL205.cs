namespace Ppl;

internal static partial class Error
{
    /// <summary>No initial values at which log density and gradient are finite.</summary>
    public static PplException NoFeasiblePoint(int tries, string reason) =>
        new ErrorText("PPL205", FormattableString.Invariant($"no feasible initial point: of {tries} tried, none has a finite log density and gradient"))
            .Row("the first", reason)
            .Hint("give values that the model can have, InitialValues.Values(…); if there are none, mend the site that is named.")
            .ToException();
}
