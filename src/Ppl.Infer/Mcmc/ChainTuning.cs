using System.Collections.Immutable;

namespace Ppl.Infer;

/// <summary>What a chain's warm-up has learnt of how <see cref="McmcOptions.Kernel"/> is to move.</summary>
/// <param name="StepSize">ε.</param>
/// <param name="Metric">M.</param>
public sealed record ChainTuning(double StepSize, Metric Metric)
{
    /// <summary>What it has learnt for the kernels of <see cref="McmcOptions.Blocks"/>, in their order.</summary>
    public ImmutableArray<ChainTuning> Blocks { get; init; } = [];

    internal void Save(SavedState state)
    {
        state.Add("dimension", Metric.Dimension);
        state.Add("step size", StepSize);
        state.Add("metric", Metric.Numbers());
        for (int i = 0; i < Blocks.Length; i++) Blocks[i].Save(BlockOf(state, i));
    }

    /// <exception cref="PplException">PPL309: the state is of something else.</exception>
    internal static ChainTuning Restore(SavedState state)
    {
        var blocks = ImmutableArray.CreateBuilder<ChainTuning>();
        while (BlockOf(state, blocks.Count) is var block && block.Has("metric")) blocks.Add(Restore(block));
        try
        {
            return new ChainTuning(state.Number("step size"), Metric.Of(state.Numbers("metric"), (int)state.Integer("dimension"))) { Blocks = blocks.ToImmutable() };
        }
        catch (ArgumentException cause)
        {
            throw Error.StateDiffers("a chain's metric is none", cause);
        }
    }

    private static SavedState BlockOf(SavedState state, int number) => state.Part($"block {number}");
}
