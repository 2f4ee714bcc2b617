using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>The statements so far, and where each number is: known, in a register, in memory, or in what a rolled loop has stored.</summary>
internal sealed class CodeBuilder(MemoryPlan memory, int items)
{
    private readonly List<Statement> statements = [];
    private readonly Dictionary<int, RolledLoop> unfinished = [];         // by place in the statements
    private readonly Register?[] registers = new Register?[items];
    private readonly Dictionary<Lane, int> slots = [];
    private readonly Rolled[] rolled = new Rolled[items];

    /// <summary>The loop that computes a number, and where in the list of its steps.</summary>
    private readonly record struct Rolled(RolledLoop? Loop, int Index);

    public MemoryPlan Memory => memory;

    public int Registers { get; private set; }

    public Register NewRegister() => new(Registers++);

    public void Add(Statement statement) => statements.Add(statement);

    /// <summary>A loop whose body is complete once all that follows is known, which may ask for what it computes.</summary>
    public void Add(RolledLoop loop)
    {
        unfinished.Add(statements.Count, loop);
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
    public void Define(Lane lane, RolledLoop loop, int index) => rolled[lane.Id] = new(loop, index);

    /// <summary>The index of a number in the list of a loop's steps; -1 where the loop does not compute it.</summary>
    public int IndexIn(RolledLoop loop, Lane lane)
    {
        Rolled place = rolled[lane.Id];
        return place.Loop == loop ? place.Index : -1;
    }

    /// <summary>A number as an operand; it is loaded here if it must be.</summary>
    public Operand Number(Lane lane)
    {
        if (lane is Known known) return new Literal(known.Number);
        if (registers[lane.Id] is { } register) return register;
        if (rolled[lane.Id] is { Loop: { } loop, Index: var index } && loop.LastOf(index) is { } last) return last;
        Add(new Load(register = NewRegister(), Place(lane)));
        return registers[lane.Id] = register;
    }

    /// <summary>Where a number lies; it is stored here if it must be.</summary>
    public Address Place(Lane lane) =>
        lane is Read read ? read.Address : rolled[lane.Id] is { Loop: { } loop, Index: var index } ? loop.PlaceOf(index) : Slot(lane);

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
