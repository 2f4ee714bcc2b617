namespace Ppl;

internal static partial class Error
{
    /// <summary>A number asked of a tensor that depends on a latent.</summary>
    /// <param name="operation">What asked for it, such as <c>item</c>.</param>
    public static PplException NotData(string operation) =>
        new ErrorText("PPL401", $"{operation}: it asks for the numbers of a tensor that depends on a latent, and a compiled density has none")
            .Hint("branch on data and shapes only; write torch.where for a choice that depends on a latent, or leave [Compiled] out.")
            .ToException();
}
