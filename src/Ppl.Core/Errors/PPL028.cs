namespace Ppl;

internal static partial class Error
{
    /// <summary>Data that are null where the program asks them for something, such as their shape.</summary>
    public static PplException NullData(NullReferenceException foreign) =>
        new ErrorText("PPL028", "the program was given null, and needs the shape of its data")
            .Hint("give the number of rows beside the data, (long Rows, Tensor? Y), and open the plate with it: Plate(\"obs\", data.Rows); obs: null makes a site latent.")
            .ToException(foreign);
}
