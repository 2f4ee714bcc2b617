using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ppl.Compilation;

/// <summary>
/// A <see cref="Code"/> ready to run: as machine code made at run time, or interpreted where none can be made. An instance belongs to one thread; those for others share all but the
/// workspace. Nothing is to be disposed of.
/// </summary>
internal sealed class CompiledFunction
{
    private readonly Code code;
    private readonly Program? program;
    private readonly AlignedArray? workspace;
    private readonly Interpreter? interpreter;

    private CompiledFunction(Code code, Program? program)
    {
        (this.code, this.program) = (code, program);
        if (program is null) interpreter = new Interpreter(code);
        else workspace = new AlignedArray(program.WorkspaceLength);
    }

    /// <summary>Is it machine code? Else it is interpreted.</summary>
    public bool IsDynamic => program is not null;

    /// <summary>How many numbers its vector instructions work on.</summary>
    public VectorWidth Width => program?.Width ?? VectorWidth.Scalar;

    /// <summary>How many numbers the point has.</summary>
    public int Dimension => code.Dimension;

    /// <summary>How many numbers it gives beside its value.</summary>
    public int Results => code.Results;

    /// <summary>Makes a function of statements.</summary>
    /// <param name="code">The statements; held to their rules before anything is made of them.</param>
    /// <param name="width">How many numbers at once; default: what the processor does best.</param>
    /// <exception cref="ArgumentException">The statements break a rule: a place outside its memory, a register that is read before it is set.</exception>
    public static CompiledFunction Of(Code code, VectorWidth? width = null)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (!RuntimeFeature.IsDynamicCodeSupported) return Interpreted(code);
        Verifier.Check(code);
        return new CompiledFunction(code, Program.Of(code, width ?? Best));
    }

    /// <summary>The function as it is where no code can be made at run time.</summary>
    internal static CompiledFunction Interpreted(Code code)
    {
        Verifier.Check(code);
        return new CompiledFunction(code, program: null);
    }

    /// <summary>The same function with a workspace of its own: code, constants and tables are shared.</summary>
    public CompiledFunction ForAnotherThread() => new(code, program);

    /// <summary>The function's value, and its results.</summary>
    /// <param name="point">As many numbers as <see cref="Dimension"/> says.</param>
    /// <param name="result">As many numbers as <see cref="Results"/> says: all are written.</param>
    /// <exception cref="ArgumentException">A length is another.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe double Evaluate(ReadOnlySpan<double> point, Span<double> result)
    {
        if (point.Length != code.Dimension) throw WrongLength(point.Length, code.Dimension, nameof(point));
        if (result.Length != code.Results) throw WrongLength(result.Length, code.Results, nameof(result));
        if (program is null) return interpreter!.Evaluate(point, result);
        fixed (double* from = point, to = result)
        {
            double value = program.Run(from, to, workspace!.Start);
            GC.KeepAlive(this);    // and with it all that the pointers point to
            return value;
        }
    }

    private static ArgumentException WrongLength(int length, int expected, string name) => new($"{length} numbers; {expected} expected", name);

    /// <summary>The statements as C# that compiles: for reading.</summary>
    public string ToCSharp() => CSharpText.Of(code);

    internal static VectorWidth Best => Vector512.IsHardwareAccelerated ? VectorWidth.V512 : Vector256.IsHardwareAccelerated ? VectorWidth.V256 : VectorWidth.Scalar;

    /// <summary>What serves all threads: methods, constants and tables.</summary>
    private sealed class Program
    {
        private readonly CompiledChunk[] chunks;
        private readonly AlignedArray constants;
        private readonly AlignedArray tables;

        private Program(VectorWidth width, CompiledChunk[] chunks, AlignedArray constants, AlignedArray tables, int workspaceLength) =>
            (Width, this.chunks, this.constants, this.tables, WorkspaceLength) = (width, chunks, constants, tables, workspaceLength);

        public VectorWidth Width { get; }

        public int WorkspaceLength { get; }

        public static unsafe Program Of(Code code, VectorWidth width)
        {
            ImmutableArray<Chunk> chunks = Chunk.Cut(code, width);
            Dictionary<int, int> slots = [];
            foreach (Chunk chunk in chunks)
                foreach (int register in chunk.Leaving) slots.TryAdd(register, code.WorkspaceLength + slots.Count);

            List<int> tables = [.. code.Tables];
            Dictionary<Invoke, int> sizes = new(ReferenceEqualityComparer.Instance);
            foreach (Statement statement in code.Statements)
            {
                if (statement is not Loop loop) Add(statement);
                else foreach (Statement step in loop.Body) Add(step);
            }
            var compiled = new CompiledChunk[chunks.Length];
            for (int i = 0; i < chunks.Length; i++) compiled[i] = new ChunkWriter(code, width, slots, sizes).Compile(chunks[i], isLast: i == chunks.Length - 1);
            AlignedArray constants = new(code.Constants.Length), indices = new((tables.Count + 1) / 2);
            Marshal.Copy(code.Constants, 0, (nint)constants.Start, code.Constants.Length);
            Marshal.Copy(tables.ToArray(), 0, (nint)indices.Start, tables.Count);
            return new Program(width, compiled, constants, indices, code.WorkspaceLength + slots.Count);

            void Add(Statement statement)
            {
                if (statement is Invoke invoke && sizes.TryAdd(invoke, tables.Count)) tables.AddRange(invoke.Sizes);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public unsafe double Run(double* point, double* result, double* workspace)
        {
            double value = 0;
            foreach (CompiledChunk chunk in chunks) value = chunk(point, result, constants.Start, workspace, (int*)tables.Start);
            return value;
        }
    }
}
