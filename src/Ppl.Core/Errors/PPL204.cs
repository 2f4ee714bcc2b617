namespace Ppl;

internal static partial class Error
{
    /// <summary>A float32 log density under a sampler, which moves in float64.</summary>
    public static PplException SinglePrecision(ScoredSite site, PplException? cause = null)
    {
        ErrorText text = new("PPL204", $"{site.Description}: its log density is float32, where float64 is wanted");
        DescribeSite(text, site);
        return text.Row("dtype", site.Value!.dtype.ToString())
            .Hint("give the program data, parameters and constants of float64: data.to(torch.float64), torch.tensor(1.0); or say allowFloat32, where seven digits will do.")
            .ToException(cause);
    }
}
