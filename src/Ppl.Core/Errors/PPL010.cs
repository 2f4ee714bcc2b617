namespace Ppl;

internal static partial class Error
{
    /// <summary>An enumerated site under an objective that sums nothing out: it would add up what it should average.</summary>
    public static PplException NotSummedOut(SampleSite site, string objective) =>
        new ErrorText("PPL010", $"{site.Description}: enumerated, and {objective} does not sum it out")
            .Row("values", site.Enumeration is { } all ? $"{all.Size} at dim {all.Dim}" : $"one, though its options say {site.Options.Enumeration}")
            .Hint($"run guide and model without Enumerate, and leave the site's Enumeration out or Drawn: {objective} draws a discrete latent, and takes the score function. TraceEnumElbo sums it out.")
            .ToException();

    /// <summary>A value that the guide enumerated, replayed in a run that does not enumerate.</summary>
    public static PplException EnumeratedInGuideOnly(SampleSite site) =>
        new ErrorText("PPL010", $"{site.Description}: the guide enumerates it, and the model runs without Enumerate")
            .Row("values", $"{site.Enumeration}")
            .Hint("run both without Enumerate: TraceEnumElbo enumerates by itself, TraceElbo draws a discrete latent, and takes the score function.")
            .ToException();

    /// <summary>A discrete latent under an algorithm that moves latents in unconstrained space.</summary>
    public static PplException DiscreteLatent(SampleSite site, string owner) =>
        new ErrorText("PPL010", $"{site.Description}: {owner} cannot handle a discrete latent")
            .Row("distribution", site.Distribution.Name, site.Distribution.Support.ToString()!)
            .Hint($"hide it, model.Under(Block.Hiding(\"{site.Name}\")), and sum it out of the objective (TraceEnumElbo) or draw it in a guide written by hand.")
            .ToException();

    /// <summary>An enumerated site in a run that is made for draws.</summary>
    public static PplException EnumeratedForDraws(SampleSite site) =>
        new ErrorText("PPL010", $"{site.Description}: enumerated, where draws are made")
            .Row("values", $"{site.Enumeration}")
            .Hint("run the programs without Enumerate: a discrete latent is then drawn like any other; InferDiscrete draws those that were summed out.")
            .ToException();

    /// <summary>A latent that a sampler can neither move nor sum out.</summary>
    public static PplException NotInDensity(SampleSite site) =>
        new ErrorText("PPL010", $"{site.Description}: a density over continuous latents can neither move nor sum it out")
            .Row("distribution", site.Distribution.Name, site.Distribution.Support.ToString()!)
            .Row("asks for", site.Options.Enumeration?.ToString() ?? (site.Distribution.HasEnumerableSupport ? "nothing" : "nothing, and its support cannot be listed"))
            .Hint("leave Enumeration out where the support can be listed; else sum by hand (GammaPoisson, BetaBinomial, MixtureSameFamily), or give it a value with Condition.")
            .ToException();

    /// <summary>A site that wants one run for each value, under an objective that takes all in one.</summary>
    public static PplException SequentialSite(SampleSite site, string objective) =>
        new ErrorText("PPL010", $"{site.Description}: asks for one run for each value, and {objective} takes all values in one run")
            .Row("asks for", site.Options.Enumeration!.ToString())
            .Hint("leave Enumeration out, and let the program broadcast (torch.where, Gather, Mask); or say Drawn in the guide, for a program that branches on the value.")
            .ToException();

    /// <summary>A discrete latent among those that a kernel is to move in unconstrained space.</summary>
    public static PplException DiscreteInBlock(string name) =>
        new ErrorText("PPL010", $"site \"{name}\": a block of continuous latents cannot move a discrete one")
            .Hint($"leave it out of the blocks; it is summed out, or drawn: Gibbs = [\"{name}\"].")
            .ToException();
}
