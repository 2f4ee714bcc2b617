using System.Collections.Immutable;

namespace Ppl;

/// <summary>A running loop whose steps depend on few before them: each site inside learns where in the loop it stands.</summary>
internal sealed class MarkovLoop : Handler
{
    /// <summary>Where the loop stands, alone: the sites of a step share it that are in no other loop.</summary>
    private ImmutableArray<LoopFrame> here = [];

    internal override string Description => "Markov";

    /// <summary>The steps 0, 1, ..., length - 1. From the first to the end, be it by <c>break</c> or by an exception, the loop is a handler of the thread.</summary>
    /// <param name="length">How many steps there are.</param>
    /// <param name="history">How many steps back a step depends on; 0 makes the steps independent, as the elements of a plate are.</param>
    internal static IEnumerable<int> Steps(int length, int history)
    {
        var loop = new MarkovLoop();
        HandlerNode node = EffectStack.Push(loop);
        try
        {
            for (int step = 0; step < length; step++)
            {
                loop.here = [new LoopFrame(loop, step, history)];
                yield return step;
                EffectStack.RequireInnermost(node);
            }
        }
        finally
        {
            EffectStack.Leave(node);
        }
    }

    /// <inheritdoc/>
    protected internal override void Process(SampleSite site) => Enclose(site);

    /// <inheritdoc/>
    protected internal override void Process(FactorSite site) => Enclose(site);

    private void Enclose(ScoredSite site) => site.Loops = site.Loops.IsEmpty ? here : site.Loops.Add(here[0]);
}
