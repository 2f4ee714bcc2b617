namespace Ppl.Infer;

/// <summary>What an objective must be to be minimised as a function of its parameters, at draws held fixed.</summary>
internal static class CommonDraws
{
    /// <summary>An objective may estimate the gradient otherwise than by differentiating what it reports.</summary>
    /// <exception cref="PplException">PPL314 names such an objective.</exception>
    public static void RequireSmooth(Elbo elbo)
    {
        if (elbo.HasGradientOfLoss) return;
        throw Error.Options($"Minimize needs the gradient of the loss, and {elbo.GetType().Name} follows another one with these settings", "fit with Step, or minimise another bound.");
    }

    /// <summary>A draw that leaps, or whose gradient is a score-function term, leaves the surrogate's gradient another than the loss's.</summary>
    /// <exception cref="PplException">PPL314 names a latent of the guide whose draws depend on parameters and carry no gradient.</exception>
    public static void RequireSmooth(ElboEstimate estimate)
    {
        foreach (SampleSite latent in estimate.Runs.SelectMany(run => run.Guide.Latents))
        {
            if (latent.IsSmooth || latent.Enumeration is not null || !latent.LogProb.requires_grad) continue;
            throw Error.Options(
                $"Minimize needs the gradient of the loss along the draws, and \"{latent.Name}\" ({latent.Distribution.GetType().Name}) carries none",
                "sum the latent out, or fit with Step.");
        }
    }

    /// <summary>Whether an error says that there is no density at these parameters: a non-finite number, or an argument or value that has left its constraint.</summary>
    public static bool HasNoValue(PplException error) => error.Code is "PPL201" or "PPL202" or "PPL206" or "PPL018" or "PPL019";
}
