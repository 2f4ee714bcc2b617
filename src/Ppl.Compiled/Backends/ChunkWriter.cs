using System.Reflection.Emit;

namespace Ppl.Compilation;

/// <summary>A chunk of a function as machine code.</summary>
/// <returns>The function's value, from its last chunk.</returns>
internal unsafe delegate double CompiledChunk(double* point, double* result, double* constants, double* workspace, int* tables);

/// <summary>Makes a method of a chunk.</summary>
/// <param name="code">The function.</param>
/// <param name="width">How wide vector loops are to be.</param>
/// <param name="slots">Where in the workspace the registers lie that go from chunk to chunk.</param>
/// <param name="sizes">Where in the tables the sizes of kernels lie.</param>
internal sealed class ChunkWriter(Code code, VectorWidth width, IReadOnlyDictionary<int, int> slots, IReadOnlyDictionary<Invoke, int> sizes)
{
    private static readonly Type[] Parameters = [typeof(double*), typeof(double*), typeof(double*), typeof(double*), typeof(int*)];

    /// <summary>The method.</summary>
    /// <param name="chunk">The statements.</param>
    /// <param name="isLast">Does it return the function's value?</param>
    public CompiledChunk Compile(Chunk chunk, bool isLast)
    {
        var method = new DynamicMethod("Chunk", typeof(double), Parameters, typeof(ChunkWriter).Module, skipVisibility: true) { InitLocals = false };
        ILGenerator il = method.GetILGenerator();
        var places = new PlaceWriter(il);
        var statements = new StatementWriter(il, places, sizes);
        var loops = new LoopWriter(il, places, statements, width);
        foreach (int register in chunk.Arriving)
        {
            places.Place(new Address(Memory.Workspace, slots[register]), null, 0);
            il.Emit(OpCodes.Ldind_R8);
            il.Emit(OpCodes.Stloc, statements.NumberOf(register));
        }
        var alone = new Steps(LaneWriter.One, null, 0);
        foreach (Statement statement in chunk.Statements)
        {
            if (statement is Loop loop) loops.Write(loop);
            else statements.Write(statement, alone);
        }
        foreach (int register in chunk.Leaving)
        {
            places.Place(new Address(Memory.Workspace, slots[register]), null, 0);
            il.Emit(OpCodes.Ldloc, statements.NumberOf(register));
            il.Emit(OpCodes.Stind_R8);
        }
        if (isLast) statements.Push(code.Value, alone);
        else il.Emit(OpCodes.Ldc_R8, 0.0);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<CompiledChunk>();
    }
}
