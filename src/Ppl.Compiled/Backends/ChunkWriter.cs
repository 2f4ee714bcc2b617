using System.Reflection;
using System.Reflection.Emit;

namespace Ppl.Compilation;

/// <summary>A chunk of a function as machine code.</summary>
/// <returns>The function's value, from its last chunk.</returns>
internal unsafe delegate double CompiledChunk(double* point, double* result, double* constants, double* workspace, int* tables);

/// <summary>Writes the statements of a chunk as IL. The arguments stand in the order of <see cref="Memory"/>, the tables after them.</summary>
/// <param name="code">The function.</param>
/// <param name="width">How wide vector loops are to be.</param>
/// <param name="slots">Where in the workspace the registers lie that go from chunk to chunk.</param>
/// <param name="sizes">Where in the tables the sizes of kernels lie.</param>
internal sealed class ChunkWriter(Code code, VectorWidth width, IReadOnlyDictionary<int, int> slots, IReadOnlyDictionary<Invoke, int> sizes)
{
    private const int TablesArgument = 4;

    private static readonly Type[] Parameters = [typeof(double*), typeof(double*), typeof(double*), typeof(double*), typeof(int*)];

    private readonly DynamicMethod method = new("Chunk", typeof(double), Parameters, typeof(ChunkWriter).Module, skipVisibility: true) { InitLocals = false };
    private readonly Dictionary<int, LocalBuilder> numbers = [];

    private ILGenerator Il => field ??= method.GetILGenerator();

    /// <summary>Makes a method of a chunk.</summary>
    /// <param name="chunk">The statements.</param>
    /// <param name="isLast">Does it return the function's value?</param>
    public CompiledChunk Compile(Chunk chunk, bool isLast)
    {
        foreach (int register in chunk.Arriving)
        {
            PushPlace(new Address(Memory.Workspace, slots[register]), null, 0);
            Il.Emit(OpCodes.Ldind_R8);
            Il.Emit(OpCodes.Stloc, NumberOf(register));
        }
        var alone = new Steps(LaneWriter.One, null, 0);
        foreach (Statement statement in chunk.Statements)
        {
            if (statement is Loop loop) Write(loop);
            else Write(statement, alone);
        }
        foreach (int register in chunk.Leaving)
        {
            PushPlace(new Address(Memory.Workspace, slots[register]), null, 0);
            Il.Emit(OpCodes.Ldloc, NumberOf(register));
            Il.Emit(OpCodes.Stind_R8);
        }
        if (isLast) Push(code.Value, alone);
        else Il.Emit(OpCodes.Ldc_R8, 0.0);
        Il.Emit(OpCodes.Ret);
        return method.CreateDelegate<CompiledChunk>();
    }

    private void Write(Loop loop)
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
            Count(stage, () => PushOffset(from), () => PushOffset(end), isOnce: taken == lanes.Count * unroll);
            End(stage);
            from = end;
        }
    }

    private void WritePanels(Loop loop)
    {
        int full = loop.Count - loop.Count % Loop.PanelRows, rest = loop.Count - full;
        if (full > 0)
        {
            LocalBuilder start = Il.DeclareLocal(typeof(nint));
            LaneWriter lanes = LaneWriter.Of(width);
            var shape = LoopShape.Of(loop);
            Stage stage = Begin(loop, shape, lanes, Math.Min(LoopShape.Unroll(loop, lanes.Count), Loop.PanelRows / lanes.Count), shape.RoomForFormulas(full, lanes, rest > 0 ? 2 : 1));
            PushOffset(0);
            Il.Emit(OpCodes.Stloc, start);
            Label top = Il.DefineLabel();
            Il.MarkLabel(top);
            foreach (PanelProduct product in loop.Before) WriteProduct(product, start, 0, isBefore: true);
            Count(stage, () => Il.Emit(OpCodes.Ldloc, start), () => PushSum(start, Loop.PanelRows), isOnce: false);
            foreach (PanelProduct product in loop.After) WriteProduct(product, start, 0, isBefore: false);
            PushSum(start, Loop.PanelRows);
            Il.Emit(OpCodes.Stloc, start);
            Il.Emit(OpCodes.Ldloc, start);
            PushOffset(full);
            Il.Emit(OpCodes.Blt, top);
            End(stage);
        }
        if (rest == 0) return;
        foreach (PanelProduct product in loop.Before) WriteProduct(product, null, full, isBefore: true);
        WriteRange(loop, full, rest);
        foreach (PanelProduct product in loop.After)
        {
            WriteFill(product.Rows with { Offset = product.Rows.Offset + loop.Count }, Loop.PanelRows - rest, 0, null);
            WriteProduct(product, null, full, isBefore: false);
        }
    }

    private void WriteProduct(PanelProduct product, LocalBuilder? start, int shift, bool isBefore)
    {
        PushPlace(new Address(Memory.Constants, product.Matrix, product.Columns), start, shift);
        Il.Emit(OpCodes.Ldc_I4, product.Columns);
        Address rows = product.Rows with { Stride = 1 };
        if (!isBefore) PushPlace(rows, start, shift);
        PushPlace(product.Entries, null, 0);
        if (isBefore) PushPlace(rows, start, shift);
        MethodInfo multiply = typeof(Panels).GetMethod(isBefore ? nameof(Panels.Multiply) : nameof(Panels.AddTransposed))!;
        Il.Emit(OpCodes.Call, multiply.MakeGenericMethod(LaneWriter.Of(width).Lanes));
    }

    // Steps of a vector loop that are written one way: what is broadcast before them, and what is summed after them.
    private Stage Begin(Loop loop, LoopShape shape, LaneWriter lanes, int unroll, int room)
    {
        var stage = new Stage(loop, shape, lanes, unroll, room);
        if (lanes.Count == 1) return stage;
        foreach (int register in stage.Shape.Broadcasts)
        {
            LocalBuilder broadcast = Il.DeclareLocal(lanes.Type);
            Il.Emit(OpCodes.Ldloc, NumberOf(register));
            lanes.Broadcast(Il);
            Il.Emit(OpCodes.Stloc, broadcast);
            stage.Broadcasts.Add(register, broadcast);
        }
        foreach (Reduce reduce in stage.Shape.Reductions)
        {
            for (int copy = 0; copy < unroll; copy++)
            {
                LocalBuilder total = Il.DeclareLocal(lanes.Type);
                lanes.Literal(Il, reduce.Meeting == Meeting.Sum ? 0 : double.NegativeInfinity);
                Il.Emit(OpCodes.Stloc, total);
                stage.Totals.Add((reduce, copy), total);
            }
        }
        return stage;
    }

    private void Count(Stage stage, Action pushFirst, Action pushEnd, bool isOnce)
    {
        LocalBuilder counter = Il.DeclareLocal(typeof(nint));
        pushFirst();
        Il.Emit(OpCodes.Stloc, counter);
        Label top = Il.DefineLabel();
        Il.MarkLabel(top);
        for (int copy = 0; copy < stage.Unroll; copy++)
        {
            var steps = new Steps(stage.Lanes, counter, copy * stage.Lanes.Count, stage, copy);
            for (int i = 0; i < stage.Loop.Body.Length; i++)
            {
                Write(stage.Loop.Body[i], steps);
                steps.End(stage.Shape.EndingAt(i));
            }
        }
        if (isOnce) return;
        PushSum(counter, stage.Lanes.Count * stage.Unroll);
        Il.Emit(OpCodes.Stloc, counter);
        Il.Emit(OpCodes.Ldloc, counter);
        pushEnd();
        Il.Emit(OpCodes.Blt, top);
    }

    private void End(Stage stage)
    {
        if (stage.Lanes.Count == 1) return;
        foreach (Reduce reduce in stage.Shape.Reductions)
        {
            Operator meet = reduce.Meeting == Meeting.Sum ? Operator.Add : Operator.Maximum;
            LocalBuilder total = NumberOf(reduce.Total.Number);
            Il.Emit(OpCodes.Ldloc, total);
            Il.Emit(OpCodes.Ldloc, stage.Totals[(reduce, 0)]);
            for (int copy = 1; copy < stage.Unroll; copy++)
            {
                Il.Emit(OpCodes.Ldloc, stage.Totals[(reduce, copy)]);
                stage.Lanes.Apply(Il, meet);
            }
            stage.Lanes.Meet(Il, reduce.Meeting);
            LaneWriter.One.Apply(Il, meet);
            Il.Emit(OpCodes.Stloc, total);
        }
    }

    private void Write(Statement statement, Steps steps)
    {
        switch (statement)
        {
            case Compute compute when steps.Stage?.Shape.IsFused(compute) == true: break;
            case Compute compute:
                for (int i = 0; i < compute.Operands.Length; i++)
                {
                    Push(compute.Operands[i], steps);
                    if (i == 0 && compute.Operator == Operator.Select) steps.Lanes.Condition(Il);
                }
                steps.Lanes.Apply(Il, compute.Operator, isInPlace: steps.Stage?.TakesInPlace(compute.Operator) == true);
                Il.Emit(OpCodes.Stloc, TargetOf(compute.Target, steps));
                break;
            case Assign assign:
                Push(assign.Value, steps);
                Il.Emit(OpCodes.Stloc, TargetOf(assign.Target, steps));
                break;
            case Load load:
                WriteLoad(load.Place, steps);
                Il.Emit(OpCodes.Stloc, TargetOf(load.Target, steps));
                break;
            case Store store:
                PushPlace(store.Place, steps.Counter, steps.Shift);
                Push(store.Value, steps);
                steps.Lanes.Store(Il);
                break;
            case Accumulate accumulate: WriteAccumulate(accumulate, steps); break;
            case Reduce reduce: WriteReduce(reduce, steps); break;
            case Fill fill: WriteFill(fill.Place, fill.Count, fill.Number, steps.Counter); break;
            case Invoke invoke: WriteInvoke(invoke, steps); break;
        }
    }

    private void WriteLoad(Address place, Steps steps)
    {
        LaneWriter lanes = steps.Lanes;
        if (lanes.Count == 1 || (place.Stride == 1 && !place.HasTable))
        {
            PushPlace(place, steps.Counter, steps.Shift);
            lanes.Load(Il);
        }
        else if (place.Stride == 0)
        {
            PushPlace(place, null, 0);
            Il.Emit(OpCodes.Ldind_R8);
            lanes.Broadcast(Il);
        }
        else
        {
            PushStart(place, steps);
            if (!place.HasTable || place.Stride != 1) PushOffset(place.Stride);
            lanes.Gather(Il, place.HasTable, place.Stride != 1);
        }
    }

    private void WriteAccumulate(Accumulate accumulate, Steps steps)
    {
        Address place = accumulate.Place;
        if (steps.Lanes.Count == 1 || (place.Stride == 1 && !place.HasTable))
        {
            PushPlace(place, steps.Counter, steps.Shift);
            Il.Emit(OpCodes.Dup);
            steps.Lanes.Load(Il);
            Push(accumulate.Value, steps);
            steps.Lanes.Apply(Il, Operator.Add);
            steps.Lanes.Store(Il);
        }
        else
        {
            Push(accumulate.Value, steps);
            PushStart(place, steps);
            PushOffset(place.Stride);
            steps.Lanes.Add(Il, place.HasTable);
        }
    }

    private void WriteReduce(Reduce reduce, Steps steps)
    {
        LocalBuilder total = steps.Stage is { Lanes.Count: > 1 } stage ? stage.Totals[(reduce, steps.Copy)] : NumberOf(reduce.Total.Number);
        if (steps.Stage?.Shape.FactorsOf(reduce) is { } product)
        {
            foreach (Operand operand in product.Operands) Push(operand, steps);
            Il.Emit(OpCodes.Ldloc, total);
            steps.Lanes.Apply(Il, Operator.MultiplyAdd);
        }
        else
        {
            Il.Emit(OpCodes.Ldloc, total);
            Push(reduce.Value, steps);
            steps.Lanes.Apply(Il, reduce.Meeting == Meeting.Sum ? Operator.Add : Operator.Maximum);
        }
        Il.Emit(OpCodes.Stloc, total);
    }

    private void WriteFill(Address place, int count, double number, LocalBuilder? counter)
    {
        PushPlace(place, counter, 0);
        Il.Emit(OpCodes.Ldc_I4, count);
        Il.Emit(OpCodes.Ldc_R8, number);
        Il.Emit(OpCodes.Call, typeof(Rows).GetMethod(nameof(Rows.Fill))!);
    }

    private void WriteInvoke(Invoke invoke, Steps steps)
    {
        Il.Emit(OpCodes.Ldc_I4, (int)invoke.Kernel);
        PushTable(sizes[invoke], 0, null, 0);
        Il.Emit(OpCodes.Ldc_I4, invoke.Sizes.Length);
        PushPlace(invoke.Result, steps.Counter, 0);
        foreach (Address argument in invoke.Arguments) PushPlace(argument, steps.Counter, 0);
        if (invoke.Arguments.Length == 1)
        {
            Il.Emit(OpCodes.Ldc_I4_0);
            Il.Emit(OpCodes.Conv_U);
        }
        Il.Emit(OpCodes.Call, typeof(Kernels).GetMethod(nameof(Kernels.Invoke), [typeof(Kernel), typeof(int*), typeof(int), typeof(double*), typeof(double*), typeof(double*)])!);
    }

    private void Push(Operand operand, Steps steps)
    {
        if (operand is Literal literal) steps.Lanes.Literal(Il, literal.Number);
        else Il.Emit(OpCodes.Ldloc, steps.Find(((Register)operand).Number) ?? NumberOf(((Register)operand).Number));
    }

    private LocalBuilder TargetOf(Register register, Steps steps)
    {
        if (steps.Stage is not { Loop.IsVector: true } stage) return NumberOf(register.Number);
        if (!steps.Own.TryGetValue(register.Number, out LocalBuilder? local))
            steps.Own.Add(register.Number, local = stage.Unused.TryPop(out LocalBuilder? unused) ? unused : Il.DeclareLocal(steps.Lanes.Type));
        return local;
    }

    private LocalBuilder NumberOf(int register)
    {
        if (!numbers.TryGetValue(register, out LocalBuilder? local)) numbers.Add(register, local = Il.DeclareLocal(typeof(double)));
        return local;
    }

    // The address of a number at the step counter + shift.
    private void PushPlace(Address place, LocalBuilder? counter, int shift)
    {
        Il.Emit(OpCodes.Ldarg, (short)place.Memory);
        if (place.HasTable)
        {
            PushTable(place.Table, place.Stride, counter, shift);
            Il.Emit(OpCodes.Ldind_I4);
            Il.Emit(OpCodes.Conv_I);
            Scale(sizeof(double));
            AddBytes((long)place.Offset * sizeof(double));
        }
        else AddSteps(place.Offset, place.Stride, counter, shift, sizeof(double));
    }

    // For gathers: where i = 0 lies, or what the indices are added to and where they begin.
    private void PushStart(Address place, Steps steps)
    {
        if (!place.HasTable) PushPlace(place, steps.Counter, steps.Shift);
        else
        {
            PushPlace(new Address(place.Memory, place.Offset), null, 0);
            PushTable(place.Table, place.Stride, steps.Counter, steps.Shift);
        }
    }

    private void PushTable(int table, int stride, LocalBuilder? counter, int shift)
    {
        Il.Emit(OpCodes.Ldarg, (short)TablesArgument);
        AddSteps(table, stride, counter, shift, sizeof(int));
    }

    private void AddSteps(int offset, int stride, LocalBuilder? counter, int shift, int size)
    {
        if (counter is not null && stride != 0)
        {
            Il.Emit(OpCodes.Ldloc, counter);
            Scale((long)stride * size);
        }
        AddBytes((offset + (long)stride * shift) * size);
    }

    private void Scale(long factor)
    {
        PushOffset(factor);
        Il.Emit(OpCodes.Mul);
        Il.Emit(OpCodes.Add);
    }

    private void AddBytes(long bytes)
    {
        if (bytes == 0) return;
        PushOffset(bytes);
        Il.Emit(OpCodes.Add);
    }

    private void PushOffset(long number)
    {
        if (number == (int)number) Il.Emit(OpCodes.Ldc_I4, (int)number);
        else Il.Emit(OpCodes.Ldc_I8, number);
        Il.Emit(OpCodes.Conv_I);
    }

    private void PushSum(LocalBuilder counter, int number)
    {
        Il.Emit(OpCodes.Ldloc, counter);
        PushOffset(number);
        Il.Emit(OpCodes.Add);
    }

    private sealed class Stage(Loop loop, LoopShape shape, LaneWriter lanes, int unroll, int room)
    {
        private int room = room;

        public Loop Loop => loop;

        public LoopShape Shape => shape;

        public LaneWriter Lanes => lanes;

        public int Unroll => unroll;


        public Dictionary<int, LocalBuilder> Broadcasts { get; } = [];

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

    // Where statements stand: alone, or at a step of a loop, of so many lanes.
    private sealed record Steps(LaneWriter Lanes, LocalBuilder? Counter, int Shift, Stage? Stage = null, int Copy = 0)
    {
        public Dictionary<int, LocalBuilder> Own { get; } = [];

        public LocalBuilder? Find(int register) => Own.GetValueOrDefault(register) ?? Stage?.Broadcasts.GetValueOrDefault(register);

        public void End(IEnumerable<int> registers)
        {
            foreach (int register in registers)
                if (Own.Remove(register, out LocalBuilder? local)) Stage!.Unused.Push(local);
        }
    }
}
