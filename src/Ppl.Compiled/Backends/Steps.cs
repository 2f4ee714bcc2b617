using System.Reflection.Emit;

namespace Ppl.Compilation;

/// <summary>Where statements stand: alone, or at a step of a loop, of so many lanes.</summary>
internal sealed record Steps(LaneWriter Lanes, LocalBuilder? Counter, int Shift, Stage? Stage = null, int Copy = 0)
{
    /// <summary>The variables of registers that the loop's body sets.</summary>
    public Dictionary<int, LocalBuilder> Own { get; } = [];

    /// <summary>The variable of a register at these steps; null where it is that of one number.</summary>
    public LocalBuilder? Find(int register) => Own.GetValueOrDefault(register) ?? Stage?.Broadcasts.GetValueOrDefault(register);

    /// <summary>Nothing reads these any more.</summary>
    public void End(IEnumerable<int> registers)
    {
        foreach (int register in registers)
            if (Own.Remove(register, out LocalBuilder? local)) Stage!.Unused.Push(local);
    }
}
