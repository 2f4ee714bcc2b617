using System.Reflection.Emit;

namespace Ppl.Compilation;

/// <summary>Writes statements that are no loops, alone or at the steps of one.</summary>
/// <param name="il">Where they are written.</param>
/// <param name="places">Writes addresses there.</param>
/// <param name="sizes">Where in the tables the sizes of kernels lie.</param>
internal sealed class StatementWriter(ILGenerator il, PlaceWriter places, IReadOnlyDictionary<Invoke, int> sizes)
{
    private readonly Dictionary<int, LocalBuilder> numbers = [];

    /// <summary>Writes a statement that is no loop.</summary>
    public void Write(Statement statement, Steps steps)
    {
        switch (statement)
        {
            case Compute compute when steps.Stage?.Shape.IsFused(compute) == true: break;
            case Compute compute:
                for (int i = 0; i < compute.Operands.Length; i++)
                {
                    Push(compute.Operands[i], steps);
                    if (i == 0 && compute.Operator == Operator.Select) steps.Lanes.Condition(il);
                }
                steps.Lanes.Apply(il, compute.Operator, isInPlace: steps.Stage?.TakesInPlace(compute.Operator) == true);
                il.Emit(OpCodes.Stloc, TargetOf(compute.Target, steps));
                break;
            case Assign assign:
                Push(assign.Value, steps);
                il.Emit(OpCodes.Stloc, TargetOf(assign.Target, steps));
                break;
            case Load load:
                WriteLoad(load.Place, steps);
                il.Emit(OpCodes.Stloc, TargetOf(load.Target, steps));
                break;
            case Store store:
                places.Place(store.Place, steps.Counter, steps.Shift);
                Push(store.Value, steps);
                steps.Lanes.Store(il);
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
            places.Place(place, steps.Counter, steps.Shift);
            lanes.Load(il);
        }
        else if (place.Stride == 0)
        {
            places.Place(place, null, 0);
            il.Emit(OpCodes.Ldind_R8);
            lanes.Broadcast(il);
        }
        else
        {
            places.Start(place, steps);
            if (!place.HasTable || place.Stride != 1) places.Offset(place.Stride);
            lanes.Gather(il, place.HasTable, place.Stride != 1);
        }
    }

    private void WriteAccumulate(Accumulate accumulate, Steps steps)
    {
        Address place = accumulate.Place;
        if (steps.Lanes.Count == 1 || (place.Stride == 1 && !place.HasTable))
        {
            places.Place(place, steps.Counter, steps.Shift);
            il.Emit(OpCodes.Dup);
            steps.Lanes.Load(il);
            Push(accumulate.Value, steps);
            steps.Lanes.Apply(il, Operator.Add);
            steps.Lanes.Store(il);
        }
        else
        {
            Push(accumulate.Value, steps);
            places.Start(place, steps);
            places.Offset(place.Stride);
            steps.Lanes.Add(il, place.HasTable);
        }
    }

    private void WriteReduce(Reduce reduce, Steps steps)
    {
        LocalBuilder total = steps.Stage is { Lanes.Count: > 1 } stage ? stage.Totals[(reduce, steps.Copy)] : NumberOf(reduce.Total.Number);
        if (steps.Stage?.Shape.FactorsOf(reduce) is { } product)
        {
            foreach (Operand operand in product.Operands) Push(operand, steps);
            il.Emit(OpCodes.Ldloc, total);
            steps.Lanes.Apply(il, Operator.MultiplyAdd);
        }
        else
        {
            il.Emit(OpCodes.Ldloc, total);
            Push(reduce.Value, steps);
            steps.Lanes.Apply(il, reduce.Meeting == Meeting.Sum ? Operator.Add : Operator.Maximum);
        }
        il.Emit(OpCodes.Stloc, total);
    }

    /// <summary>Sets numbers that lie side by side.</summary>
    public void WriteFill(Address place, int count, double number, LocalBuilder? counter)
    {
        places.Place(place, counter, 0);
        il.Emit(OpCodes.Ldc_I4, count);
        il.Emit(OpCodes.Ldc_R8, number);
        il.Emit(OpCodes.Call, typeof(Rows).GetMethod(nameof(Rows.Fill))!);
    }

    private void WriteInvoke(Invoke invoke, Steps steps)
    {
        il.Emit(OpCodes.Ldc_I4, (int)invoke.Kernel);
        places.Table(sizes[invoke], 0, null, 0);
        il.Emit(OpCodes.Ldc_I4, invoke.Sizes.Length);
        places.Place(invoke.Result, steps.Counter, 0);
        foreach (Address argument in invoke.Arguments) places.Place(argument, steps.Counter, 0);
        if (invoke.Arguments.Length == 1)
        {
            il.Emit(OpCodes.Ldc_I4_0);
            il.Emit(OpCodes.Conv_U);
        }
        il.Emit(OpCodes.Call, typeof(Kernels).GetMethod(nameof(Kernels.Invoke), [typeof(Kernel), typeof(int*), typeof(int), typeof(double*), typeof(double*), typeof(double*)])!);
    }

    /// <summary>Pushes what a statement works on.</summary>
    public void Push(Operand operand, Steps steps)
    {
        if (operand is Literal literal) steps.Lanes.Literal(il, literal.Number);
        else il.Emit(OpCodes.Ldloc, steps.Find(((Register)operand).Number) ?? NumberOf(((Register)operand).Number));
    }

    private LocalBuilder TargetOf(Register register, Steps steps)
    {
        if (steps.Stage is not { Loop.IsVector: true } stage) return NumberOf(register.Number);
        if (!steps.Own.TryGetValue(register.Number, out LocalBuilder? local))
            steps.Own.Add(register.Number, local = stage.Unused.TryPop(out LocalBuilder? unused) ? unused : il.DeclareLocal(steps.Lanes.Type));
        return local;
    }

    /// <summary>The variable of a register of one number.</summary>
    public LocalBuilder NumberOf(int register)
    {
        if (!numbers.TryGetValue(register, out LocalBuilder? local)) numbers.Add(register, local = il.DeclareLocal(typeof(double)));
        return local;
    }
}
