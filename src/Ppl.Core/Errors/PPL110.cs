namespace Ppl;

internal static partial class Error
{
    /// <summary>A guide that draws all elements of a subsampled plate as one: its density cannot be scaled up to the whole plate.</summary>
    public static PplException JointGuide(SampleSite drawn, PlateFrame plate)
    {
        ErrorText text = new("PPL110", $"{drawn.Description}: the guide draws it outside the subsampled plate \"{plate.Name}\"");
        DescribeSite(text, drawn);
        return text.Row("model's plate", plate.ToString())
            .Hint($"open the plate in the guide too, and draw its elements one by one there: Plate(\"{plate.Name}\", {plate.Size}, subsample: {plate.SubsampleSize}); or leave out the subsample.")
            .ToException();
    }
}
