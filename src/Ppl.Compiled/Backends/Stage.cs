using System.Reflection.Emit;

namespace Ppl.Compilation;

/// <summary>Steps of a loop that are written one way.</summary>
/// <param name="loop">The loop.</param>
/// <param name="shape">What its body says.</param>
/// <param name="lanes">How many steps at once.</param>
/// <param name="unroll">How many times over.</param>
/// <param name="room">How many variables there may be for formulas compiled in place.</param>
internal sealed class Stage(Loop loop, LoopShape shape, LaneWriter lanes, int unroll, int room)
{
    private int room = room;

    public Loop Loop => loop;

    public LoopShape Shape => shape;

    public LaneWriter Lanes => lanes;

    public int Unroll => unroll;

    /// <summary>Registers of one number, in all lanes.</summary>
    public Dictionary<int, LocalBuilder> Broadcasts { get; } = [];

    /// <summary>What is summed so far, for each time over.</summary>
    public Dictionary<(Reduce Reduce, int Copy), LocalBuilder> Totals { get; } = [];

    /// <summary>Variables whose vectors nothing reads any more: the compiler takes its time for each, and gives up where there are many.</summary>
    public Stack<LocalBuilder> Unused { get; } = [];

    /// <summary>Is the next operator compiled in place? It is as long as there is room.</summary>
    public bool TakesInPlace(Operator @operator)
    {
        int variables = LoopShape.VariablesOf(@operator);
        if (variables == 0 || variables > room) return false;
        room -= variables;
        return true;
    }
}
