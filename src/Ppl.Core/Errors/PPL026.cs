namespace Ppl;

internal static partial class Error
{
    /// <summary>A factor in a guide that does not say whether it is reparameterised.</summary>
    public static PplException UndecidedFactor(FactorSite factor) =>
        new ErrorText("PPL026", $"{factor.Description}: a guide's factor must say whether it is reparameterised")
            .Hint($"write Factor(\"{factor.Name}\", …, reparameterized: true) when the draws that it weighs carry pathwise gradients, else false.")
            .ToException();
}
