namespace Ppl.Infer;

/// <summary>What the draws of a site are.</summary>
public enum SiteRole
{
    /// <summary>Of a latent: from the prior, from a guide, or given. Later runs of a model may be made along them.</summary>
    Latent,

    /// <summary>Of data, drawn anew from the model given the latents.</summary>
    Predicted,

    /// <summary>Of a named value that follows from others.</summary>
    Deterministic,
}
