using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>The statements so far, and where each number is: known, in a register, in memory, or in what a rolled loop has stored.</summary>
internal sealed class CodeBuilder(MemoryPlan memory, int items)
{
    private readonly List<Statement> statements = [];
    private readonly List<(int Position, RolledLoop Loop)> unfinished = [];
    private readonly Register?[] registers = new Register?[items];
    private readonly Dictionary<Lane, int> slots = [];
    private readonly (RolledLoop Loop, int Index)?[] inLoops = new (RolledLoop, int)?[items];

    public MemoryPlan Memory => memory;

    public int Registers { get; private set; }

    public Register NewRegister() => new(Registers++);

    public void Add(Statement statement) => statements.Add(statement);

    /// <summary>A loop whose body is complete once all that follows is known, which may ask for what it computes.</summary>
    public void Add(RolledLoop loop)
    {
        unfinished.Add((statements.Count, loop));
        statements.Add(new Loop(0, false, []));
    }

    public ImmutableArray<Statement> Finish()
    {
        foreach ((int position, RolledLoop loop) in unfinished) statements[position] = loop.Finish();
        return [.. statements];
    }

    /// <summary>The register in which a number is from here on.</summary>
    public Register Define(Lane lane) => registers[lane.Id] = NewRegister();

    /// <summary>Says that a rolled loop computes the number, at an index of the list of its steps.</summary>
    public void Define(Lane lane, RolledLoop loop, int index) => inLoops[lane.Id] = (loop, index);

    /// <summary>The loop that computes a number, and the index in the list of its steps.</summary>
    public (RolledLoop Loop, int Index)? LoopOf(Lane lane) => inLoops[lane.Id];

    /// <summary>A number as an operand; it is loaded here if it must be.</summary>
    public Operand Number(Lane lane)
    {
        if (lane is Known known) return new Literal(known.Number);
        if (registers[lane.Id] is { } register) return register;
        if (LoopOf(lane) is var (loop, index) && loop.LastOf(index) is { } last) return last;
        Add(new Load(register = NewRegister(), Place(lane)));
        return registers[lane.Id] = register;
    }

    /// <summary>Where a number lies; it is stored here if it must be.</summary>
    public Address Place(Lane lane) => lane is Read read ? read.Address : LoopOf(lane) is var (loop, index) ? loop.PlaceOf(index) : Slot(lane);

    /// <summary>Where a number lies in the workspace; it is stored there here if it must be.</summary>
    public Address PlaceInWorkspace(Lane lane) => Place(lane) is { Memory: Compilation.Memory.Workspace } place ? place : Slot(lane);

    private Address Slot(Lane lane)
    {
        if (!slots.TryGetValue(lane, out int offset))
        {
            slots.Add(lane, offset = memory.Workspace(1));
            Add(new Store(new(Compilation.Memory.Workspace, offset), Number(lane)));
        }
        return new(Compilation.Memory.Workspace, offset);
    }
}
