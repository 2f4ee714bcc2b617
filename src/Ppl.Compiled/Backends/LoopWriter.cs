using System.Reflection;
using System.Reflection.Emit;

namespace Ppl.Compilation;

/// <summary>Writes loops: their steps by as many lanes as there are, by panels where there are products, and what is left by narrower ones.</summary>
/// <param name="il">Where they are written.</param>
/// <param name="places">Writes addresses there.</param>
/// <param name="statements">Writes the steps' statements there.</param>
/// <param name="width">How wide vector loops are to be.</param>
internal sealed class LoopWriter(ILGenerator il, PlaceWriter places, StatementWriter statements, VectorWidth width)
{
    /// <summary>Writes a loop.</summary>
    public void Write(Loop loop)
    {
        if (loop.Count == 0) return;
        if (loop.Before.IsEmpty && loop.After.IsEmpty) WriteRange(loop, 0, loop.Count);
        else WritePanels(loop);
    }

    // The steps from one on: as many as can be by the full width, unrolled; what is left by narrower ones.
    private void WriteRange(Loop loop, int from, int count)
    {
        VectorWidth widest = loop.IsVector ? width : VectorWidth.Scalar;
        var shape = LoopShape.Of(loop);
        List<(LaneWriter, int, int)> stages = LoopShape.Stages(loop, widest, count);
        foreach ((LaneWriter lanes, int unroll, int taken) in stages)
        {
            Stage stage = Begin(loop, shape, lanes, unroll, shape.RoomForFormulas(taken, lanes, stages.Count));
            int end = from + taken;
            Count(stage, () => places.Offset(from), () => places.Offset(end), isOnce: taken == lanes.Count * unroll);
            End(stage);
            from = end;
        }
    }

    private void WritePanels(Loop loop)
    {
        int full = loop.Count - loop.Count % Loop.PanelRows, rest = loop.Count - full;
        if (full > 0)
        {
            LocalBuilder start = il.DeclareLocal(typeof(nint));
            LaneWriter lanes = LaneWriter.Of(width);
            var shape = LoopShape.Of(loop);
            Stage stage = Begin(loop, shape, lanes, Math.Min(LoopShape.Unroll(loop, lanes.Count), Loop.PanelRows / lanes.Count), shape.RoomForFormulas(full, lanes, rest > 0 ? 2 : 1));
            places.Offset(0);
            il.Emit(OpCodes.Stloc, start);
            Label top = il.DefineLabel();
            il.MarkLabel(top);
            foreach (PanelProduct product in loop.Before) WriteProduct(product, start, 0, isBefore: true);
            Count(stage, () => il.Emit(OpCodes.Ldloc, start), () => places.Sum(start, Loop.PanelRows), isOnce: false);
            foreach (PanelProduct product in loop.After) WriteProduct(product, start, 0, isBefore: false);
            places.Sum(start, Loop.PanelRows);
            il.Emit(OpCodes.Stloc, start);
            il.Emit(OpCodes.Ldloc, start);
            places.Offset(full);
            il.Emit(OpCodes.Blt, top);
            End(stage);
        }
        if (rest == 0) return;
        foreach (PanelProduct product in loop.Before) WriteProduct(product, null, full, isBefore: true);
        WriteRange(loop, full, rest);
        foreach (PanelProduct product in loop.After)
        {
            statements.WriteFill(product.Rows with { Offset = product.Rows.Offset + loop.Count }, Loop.PanelRows - rest, 0, null);
            WriteProduct(product, null, full, isBefore: false);
        }
    }

    private void WriteProduct(PanelProduct product, LocalBuilder? start, int shift, bool isBefore)
    {
        places.Place(new Address(Memory.Constants, product.Matrix, product.Columns), start, shift);
        il.Emit(OpCodes.Ldc_I4, product.Columns);
        Address rows = product.Rows with { Stride = 1 };
        if (!isBefore) places.Place(rows, start, shift);
        places.Place(product.Entries, null, 0);
        if (isBefore) places.Place(rows, start, shift);
        MethodInfo multiply = typeof(Panels).GetMethod(isBefore ? nameof(Panels.Multiply) : nameof(Panels.AddTransposed))!;
        il.Emit(OpCodes.Call, multiply.MakeGenericMethod(LaneWriter.Of(width).Lanes));
    }

    // Steps of a vector loop that are written one way: what is broadcast before them, and what is summed after them.
    private Stage Begin(Loop loop, LoopShape shape, LaneWriter lanes, int unroll, int room)
    {
        var stage = new Stage(loop, shape, lanes, unroll, room);
        if (lanes.Count == 1) return stage;
        foreach (int register in stage.Shape.Broadcasts)
        {
            LocalBuilder broadcast = il.DeclareLocal(lanes.Type);
            il.Emit(OpCodes.Ldloc, statements.NumberOf(register));
            lanes.Broadcast(il);
            il.Emit(OpCodes.Stloc, broadcast);
            stage.Broadcasts.Add(register, broadcast);
        }
        foreach (Reduce reduce in stage.Shape.Reductions)
        {
            for (int copy = 0; copy < unroll; copy++)
            {
                LocalBuilder total = il.DeclareLocal(lanes.Type);
                lanes.Literal(il, reduce.Meeting == Meeting.Sum ? 0 : double.NegativeInfinity);
                il.Emit(OpCodes.Stloc, total);
                stage.Totals.Add((reduce, copy), total);
            }
        }
        return stage;
    }

    private void Count(Stage stage, Action pushFirst, Action pushEnd, bool isOnce)
    {
        LocalBuilder counter = il.DeclareLocal(typeof(nint));
        pushFirst();
        il.Emit(OpCodes.Stloc, counter);
        Label top = il.DefineLabel();
        il.MarkLabel(top);
        for (int copy = 0; copy < stage.Unroll; copy++)
        {
            var steps = new Steps(stage.Lanes, counter, copy * stage.Lanes.Count, stage, copy);
            for (int i = 0; i < stage.Loop.Body.Length; i++)
            {
                statements.Write(stage.Loop.Body[i], steps);
                steps.End(stage.Shape.EndingAt(i));
            }
        }
        if (isOnce) return;
        places.Sum(counter, stage.Lanes.Count * stage.Unroll);
        il.Emit(OpCodes.Stloc, counter);
        il.Emit(OpCodes.Ldloc, counter);
        pushEnd();
        il.Emit(OpCodes.Blt, top);
    }

    private void End(Stage stage)
    {
        if (stage.Lanes.Count == 1) return;
        foreach (Reduce reduce in stage.Shape.Reductions)
        {
            Operator meet = reduce.Meeting == Meeting.Sum ? Operator.Add : Operator.Maximum;
            LocalBuilder total = statements.NumberOf(reduce.Total.Number);
            il.Emit(OpCodes.Ldloc, total);
            il.Emit(OpCodes.Ldloc, stage.Totals[(reduce, 0)]);
            for (int copy = 1; copy < stage.Unroll; copy++)
            {
                il.Emit(OpCodes.Ldloc, stage.Totals[(reduce, copy)]);
                stage.Lanes.Apply(il, meet);
            }
            stage.Lanes.Meet(il, reduce.Meeting);
            LaneWriter.One.Apply(il, meet);
            il.Emit(OpCodes.Stloc, total);
        }
    }
}
