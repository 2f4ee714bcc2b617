using System.Reflection.Emit;

namespace Ppl.Compilation;

/// <summary>Pushes addresses. The arguments of a method stand in the order of <see cref="Memory"/>, the tables after them.</summary>
internal sealed class PlaceWriter(ILGenerator il)
{
    private const int TablesArgument = 4;

    /// <summary>The address of a number at the step counter + shift.</summary>
    public void Place(Address place, LocalBuilder? counter, int shift)
    {
        il.Emit(OpCodes.Ldarg, (short)place.Memory);
        if (place.HasTable)
        {
            Table(place.Table, place.Stride, counter, shift);
            il.Emit(OpCodes.Ldind_I4);
            il.Emit(OpCodes.Conv_I);
            Scale(sizeof(double));
            AddBytes((long)place.Offset * sizeof(double));
        }
        else AddSteps(place.Offset, place.Stride, counter, shift, sizeof(double));
    }

    /// <summary>For gathers: where i = 0 lies, or what the indices are added to and where they begin.</summary>
    public void Start(Address place, Steps steps)
    {
        if (!place.HasTable) Place(place, steps.Counter, steps.Shift);
        else
        {
            Place(new Address(place.Memory, place.Offset), null, 0);
            Table(place.Table, place.Stride, steps.Counter, steps.Shift);
        }
    }

    /// <summary>The address of an index at the step counter + shift.</summary>
    public void Table(int table, int stride, LocalBuilder? counter, int shift)
    {
        il.Emit(OpCodes.Ldarg, (short)TablesArgument);
        AddSteps(table, stride, counter, shift, sizeof(int));
    }

    private void AddSteps(int offset, int stride, LocalBuilder? counter, int shift, int size)
    {
        if (counter is not null && stride != 0)
        {
            il.Emit(OpCodes.Ldloc, counter);
            Scale((long)stride * size);
        }
        AddBytes((offset + (long)stride * shift) * size);
    }

    private void Scale(long factor)
    {
        Offset(factor);
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Add);
    }

    private void AddBytes(long bytes)
    {
        if (bytes == 0) return;
        Offset(bytes);
        il.Emit(OpCodes.Add);
    }

    /// <summary>A number of the size of pointers.</summary>
    public void Offset(long number)
    {
        if (number == (int)number) il.Emit(OpCodes.Ldc_I4, (int)number);
        else il.Emit(OpCodes.Ldc_I8, number);
        il.Emit(OpCodes.Conv_I);
    }

    /// <summary>A counter and a number.</summary>
    public void Sum(LocalBuilder counter, int number)
    {
        il.Emit(OpCodes.Ldloc, counter);
        Offset(number);
        il.Emit(OpCodes.Add);
    }
}
