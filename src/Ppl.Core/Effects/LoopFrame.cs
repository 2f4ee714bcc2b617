using System.Collections.Immutable;

namespace Ppl;

/// <summary>The stay of a site inside a loop that forgets: Markov, or a plate whose elements come one after another.</summary>
/// <param name="Loop">Which loop, by identity: one object for each time that a loop runs.</param>
/// <param name="Step">At which step.</param>
/// <param name="History">How many steps further on the site is still in reach.</param>
internal readonly record struct LoopFrame(object Loop, long Step, int History)
{
    /// <summary>
    /// Is what was sampled inside <paramref name="earlier"/> loops in reach of a site inside the loops <paramref name="here"/>? It is if the site
    /// is still in every one of them, and no more steps further on than their history says.
    /// </summary>
    public static bool Reaches(ImmutableArray<LoopFrame> earlier, ImmutableArray<LoopFrame> here)
    {
        foreach (LoopFrame frame in earlier)
            if (Of(frame.Loop, here) is not { } now || now.Step - frame.Step > frame.History) return false;
        return true;
    }

    /// <summary>
    /// Is it, or might a mistaken program take it to be? So it may until one step more has been taken, and after the end of the loop until another begins.
    /// </summary>
    public static bool SeemsToReach(ImmutableArray<LoopFrame> earlier, ImmutableArray<LoopFrame> here)
    {
        bool hasEnded = false;
        foreach (LoopFrame frame in earlier)
        {
            if (Of(frame.Loop, here) is not { } now) hasEnded = true;
            else if (now.Step - frame.Step > frame.History + 1) return false;
        }
        return !hasEnded || here.All(frame => Of(frame.Loop, earlier) is not null);
    }

    private static LoopFrame? Of(object loop, ImmutableArray<LoopFrame> frames)
    {
        foreach (LoopFrame frame in frames)
            if (ReferenceEquals(frame.Loop, loop)) return frame;
        return null;
    }
}
