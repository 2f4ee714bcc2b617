using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>Holds a <see cref="Code"/> to its rules before machine code is made of it, which checks no bounds.</summary>
internal sealed class Verifier
{
    private readonly Code code;
    private readonly bool[] isSet;

    private Verifier(Code code) => (this.code, isSet) = (code, new bool[code.Registers]);

    /// <summary>Looks at every statement, and at every index of a table that is used.</summary>
    /// <exception cref="ArgumentException">A rule is broken; the message has the statement.</exception>
    public static void Check(Code code)
    {
        var verifier = new Verifier(code);
        foreach (Statement statement in code.Statements)
        {
            if (statement is Loop loop) verifier.Check(loop);
            else verifier.Check(statement, count: 1, isVector: false);
        }
        verifier.Read(code.Value, null);
    }

    private void Check(Loop loop)
    {
        Require(loop.Count >= 0, loop, "a negative count");
        Require(loop.IsVector || (loop.Before.IsEmpty && loop.After.IsEmpty), loop, "products in a loop that goes in order");
        bool[] before = [.. isSet];
        foreach (PanelProduct product in loop.Before.Concat(loop.After)) Check(loop, product);
        foreach (Statement statement in loop.Body)
        {
            Require(statement is not Loop, statement, "a loop in a loop");
            Require(!loop.IsVector || statement is not (Fill or Invoke), statement, "whole arrays in a vector loop");
            if (loop.IsVector && Dataflow.TargetOf(statement) is { } target) Require(!before[target.Number], statement, "a number set lane by lane");
            Check(statement, loop.Count, loop.IsVector);
        }
        if (loop.IsVector) before.CopyTo(isSet, 0);     // what its steps set is unknown after it
    }

    private void Check(Loop loop, PanelProduct product)
    {
        int panels = (loop.Count + Loop.PanelRows - 1) / Loop.PanelRows;
        bool isAfter = loop.After.Contains(product);
        Reach(loop, new Address(Memory.Constants, product.Matrix), panels * Loop.PanelRows * product.Columns, isWritten: false);
        Reach(loop, product.Rows, panels * Loop.PanelRows, isWritten: true);
        Reach(loop, product.Entries, product.Columns, isWritten: isAfter);
    }

    private void Check(Statement statement, int count, bool isVector)
    {
        switch (statement)
        {
            case Compute compute:
                Require(compute.Operands.Length == Functions.Operands(compute.Operator), statement, "a wrong number of operands");
                foreach (Operand operand in compute.Operands) Read(operand, statement);
                break;
            case Assign assign: Read(assign.Value, statement); break;
            case Load load: Touch(statement, load.Place, count, isWritten: false); break;
            case Store store:
                Require(!isVector || (store.Place.Stride == 1 && !store.Place.HasTable), statement, "a vector that does not lie side by side");
                Read(store.Value, statement);
                Touch(statement, store.Place, count, isWritten: true);
                break;
            case Accumulate accumulate:
                Read(accumulate.Value, statement);
                Touch(statement, accumulate.Place, count, isWritten: true);
                break;
            case Reduce reduce:
                Read(reduce.Value, statement);
                Read(reduce.Total, statement);
                break;
            case Fill fill: Reach(statement, fill.Place, fill.Count, isWritten: true); break;
            case Invoke invoke:
                ImmutableArray<int> sizes = invoke.Sizes;
                Reach(statement, invoke.Result, Kernels.ResultLength(invoke.Kernel, sizes.AsSpan()), isWritten: true);
                Require(invoke.Arguments.Length == Kernels.Arguments(invoke.Kernel), statement, "a wrong number of arguments");
                for (int i = 0; i < invoke.Arguments.Length; i++)
                    Reach(statement, invoke.Arguments[i], Kernels.ArgumentLength(invoke.Kernel, sizes.AsSpan(), i), isWritten: false);
                break;
        }
        if (Dataflow.TargetOf(statement) is { } target) isSet[target.Number] = true;
    }

    private void Read(Operand operand, Statement? statement)
    {
        if (operand is Register register && !(register.Number < isSet.Length && isSet[register.Number])) throw Broken(statement, $"register {register.Number} is read before it is set");
    }

    // Numbers that lie side by side.
    private void Reach(Statement statement, Address place, int count, bool isWritten)
    {
        Require(!place.HasTable && place.Stride <= 1, statement, "an array that does not lie side by side");
        Bounds(statement, place, 0, Math.Max(count - 1, 0), isWritten);
    }

    private void Touch(Statement statement, Address place, int count, bool isWritten)
    {
        if (count == 0) return;
        int last = place.Stride * (count - 1);
        if (!place.HasTable)
        {
            Bounds(statement, place, Math.Min(0, last), Math.Max(0, last), isWritten);
            return;
        }
        Require(place.Table + Math.Min(0, last) >= 0 && place.Table + Math.Max(0, last) < code.Tables.Length, statement, "indices outside the tables");
        (int smallest, int largest) = (int.MaxValue, int.MinValue);
        for (int i = 0; i < count; i++)
        {
            int index = code.Tables[place.Table + place.Stride * i];
            (smallest, largest) = (Math.Min(smallest, index), Math.Max(largest, index));
        }
        Bounds(statement, place, smallest, largest, isWritten);
    }

    private void Bounds(Statement statement, Address place, int smallest, int largest, bool isWritten)
    {
        int length = place.Memory switch
        {
            Memory.Point => code.Dimension,
            Memory.Result => code.Results,
            Memory.Constants => code.Constants.Length,
            _ => code.WorkspaceLength,
        };
        if (place.Offset + smallest < 0 || place.Offset + largest >= length) throw Broken(statement, $"a place outside the {length} numbers of {place.Memory}");
        if (isWritten && place.Memory is not (Memory.Result or Memory.Workspace)) throw Broken(statement, $"{place.Memory} is read only");
    }

    private static void Require(bool condition, Statement? statement, string fault)
    {
        if (!condition) throw Broken(statement, fault);
    }

    private static ArgumentException Broken(Statement? statement, string fault) => new($"{fault}: {statement?.ToString() ?? "the value"}", nameof(code));
}
