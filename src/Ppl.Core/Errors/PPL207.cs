namespace Ppl;

internal static partial class Error
{
    /// <summary>A density in which a leapfrog step of whatever size is accepted, or of none.</summary>
    public static PplException NoStepSize(double stepSize) =>
        new ErrorText("PPL207", stepSize > 1 ? "steps of any length are accepted: the density has no scale" : "no step is short enough to be accepted: the density jumps")
            .Row("tried up to", stepSize.ToString("G3", System.Globalization.CultureInfo.InvariantCulture))
            .Hint(stepSize > 1
                ? "the posterior cannot be normalised: give latents that the data say nothing of a proper prior."
                : "the gradient is not that of the density: look for detach, item and rounding between latents and sites, and for scales that become 0.")
            .ToException();
}
