namespace Ppl.Infer;

public sealed partial class McmcResult
{
    /// <summary>Adds all draws, and all that a later run needs to go on with the same numbers, to the last bit. A file of it is one of <see cref="SavedSamples"/>, too.</summary>
    public void Save(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        new SavedSamples(Samples, Statistics).Save(state);
        state.Add("warm", IsWarm ? 1 : 0);
        state.Add("cancelled", IsCancelled ? 1 : 0);
        for (int i = 0; i < Chains.Count; i++) Chains[i].Save(state.Part($"chain {i}"));
    }

    /// <summary>Reads what <see cref="Save"/> added.</summary>
    /// <exception cref="PplException">PPL309: the state is of something else.</exception>
    public static McmcResult Restore(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        (Samples samples, SamplerStatistics? statistics) = SavedSamples.Restore(state);
        ChainState[] ends = [.. Enumerable.Range(0, samples.Chains).Select(i => ChainState.Restore(state.Part($"chain {i}")))];
        return new McmcResult(samples, statistics ?? throw Error.StateDiffers("it has no statistics"), ends, state.Integer("warm") != 0, state.Integer("cancelled") != 0);
    }
}
