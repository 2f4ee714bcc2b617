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

    /// <summary>An automatic guide of all latents at once, and a latent that has other elements in each run.</summary>
    public static PplException LocalLatentInJointGuide(string latent, PlateFrame plate, string guide) =>
        new ErrorText("PPL110", $"sample site \"{latent}\": {guide} cannot hold it, for the plate \"{plate.Name}\" is subsampled")
            .Row("model's plate", plate.ToString())
            .Hint($"leave it to a guide that goes site by site: new AutoGuideList<…>(new {guide}<…>(model, only: [the others]), new AutoNormal<…>(model, only: [\"{latent}\"])); or leave out the subsample.")
            .ToException();
}
