namespace Ppl.Infer;

/// <summary>What a resumed run must have in common with the one that was interrupted, in words: with other settings its numbers would be others.</summary>
internal static class McmcFacts
{
    /// <param name="options">The engine's.</param>
    /// <param name="density">Where it runs.</param>
    /// <param name="plan">Which kernels move what.</param>
    /// <param name="before">How many draws of each chain another run has made, which this one goes on with.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(McmcOptions options, IDensity density, IReadOnlyList<BlockPlan> plan, int? before)
    {
        yield return new("latents", (density as ProgramDensity)?.Layout.Description ?? FormattableString.Invariant($"{density.Dimension} numbers"));
        yield return new("gibbs", string.Join(", ", options.Gibbs));
        yield return new("seed", FormattableString.Invariant($"{options.Seed}"));
        yield return new("chains", FormattableString.Invariant($"{options.Chains}"));
        yield return new("warmup", FormattableString.Invariant($"{options.Warmup}"));
        yield return new("draws before", before is { } draws ? FormattableString.Invariant($"{draws}") : "none");
        yield return new("lockstep", options.Vectorize ? "yes" : "no");
        for (int i = 0; i < plan.Count; i++)
            yield return new(FormattableString.Invariant($"kernel {i}"), Words(plan[i].Settings));
    }

    private static string Words(KernelBlock kernel) => FormattableString.Invariant(
        $"{kernel.Kernel.Description}; of {string.Join(", ", kernel.Sites)}; {kernel.Metric} metric; acceptance {kernel.TargetAcceptance ?? kernel.Kernel.TargetAcceptance}; from step size {kernel.StepSize}");
}
