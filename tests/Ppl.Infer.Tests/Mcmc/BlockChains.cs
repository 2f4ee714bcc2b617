using System.Collections.Immutable;

namespace Ppl.Infer.Tests;

/// <summary>Chains with blocks in a density by formula: no tensors, so that cycles of kernels are tried at full size for nothing.</summary>
internal static class BlockChains
{
    /// <param name="density">Where.</param>
    /// <param name="options">The numbers of chains and draws, the seed.</param>
    /// <param name="plan">Which kernel moves which numbers.</param>
    public static McmcResult Run(IDensity density, McmcOptions options, params (Kernel Kernel, int[] Places)[] plan)
    {
        BlockPlan[] blocks = [.. plan.Select(block => new BlockPlan(new KernelBlock(block.Kernel, "position"), block.Places))];
        using var all = new Rng(options.Seed);
        Infer.Chain[] chains = [.. Enumerable.Range(0, options.Chains).Select(number => Run(number, density, options, blocks, all.Fork((ulong)number)))];
        ChainRecord[] records = [.. chains.Select(chain => chain.Record)];
        ImmutableArray<double> values = [.. records.SelectMany(record => Enumerable.Range(0, options.Draws).SelectMany(draw => record[draw].ToArray()))];
        var samples = new Samples(new Draws("position", [density.Dimension], values, dtype: torch.ScalarType.Float64) { Chains = options.Chains });
        return new McmcResult(samples, SamplerStatistics.Of(records, options.Draws, [.. plan.Select(block => block.Kernel)]), [.. chains.Select(chain => chain.State)], isWarm: true, isCancelled: false);
    }

    private static Infer.Chain Run(int number, IDensity density, McmcOptions options, IReadOnlyList<BlockPlan> plan, Rng rng)
    {
        Infer.Chain chain = new Infer.Chain(number, density, options, plan, rng).At(ChainStart.Find(density, initial: null, rng));
        foreach (PhasePoint point in chain.Run(progress: null, checkpoint: null, cancel: default)) point.Locate(density);
        chain.Dispose();
        return chain;
    }
}
