using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;

namespace Ppl.Compilation;

/// <summary>The instructions for one, four or eight numbers: what differs between the widths.</summary>
internal sealed class LaneWriter
{
    private readonly Type container;

    // By operator, once it is asked for. Threads that ask at once find the same.
    private readonly MethodInfo?[] operators = new MethodInfo?[(int)Operator.MultiplyAdd + 1], formulas = new MethodInfo?[(int)Operator.MultiplyAdd + 1];

    private MethodInfo? and, complement;

    private LaneWriter(Type type, Type lanes, Type container, int count) => (Type, Lanes, this.container, Count) = (type, lanes, container, count);

    /// <summary>One number.</summary>
    public static LaneWriter One { get; } = new(typeof(double), typeof(Lanes1), typeof(double), 1);

    /// <summary>Four numbers.</summary>
    public static LaneWriter Four { get; } = new(typeof(Vector256<double>), typeof(Lanes4), typeof(Vector256), 4);

    /// <summary>Eight numbers.</summary>
    public static LaneWriter Eight { get; } = new(typeof(Vector512<double>), typeof(Lanes8), typeof(Vector512), 8);

    /// <summary>What a local holds.</summary>
    public Type Type { get; }

    /// <summary>The <see cref="ILanes{T}"/> of these.</summary>
    public Type Lanes { get; }

    /// <summary>How many numbers there are.</summary>
    public int Count { get; }

    /// <summary>The writer of a width.</summary>
    public static LaneWriter Of(VectorWidth width) => width switch
    {
        VectorWidth.Scalar => One,
        VectorWidth.V256 => Four,
        VectorWidth.V512 => Eight,
        _ => throw new ArgumentOutOfRangeException(nameof(width), width, "no such width"),
    };

    /// <summary>Pushes a number, in every lane.</summary>
    public void Literal(ILGenerator il, double number)
    {
        il.Emit(OpCodes.Ldc_R8, number);
        Broadcast(il);
    }

    /// <summary>Puts the number on the stack into every lane.</summary>
    public void Broadcast(ILGenerator il)
    {
        if (Count > 1) il.Emit(OpCodes.Call, Method(container, "Create", typeof(double)));
    }

    /// <summary>Loads from the place on the stack.</summary>
    public void Load(ILGenerator il)
    {
        if (Count == 1) il.Emit(OpCodes.Ldind_R8);
        else
        {
            il.Emit(OpCodes.Unaligned, (byte)1);
            il.Emit(OpCodes.Ldobj, Type);
        }
    }

    /// <summary>Stores the value on the stack in the place under it.</summary>
    public void Store(ILGenerator il)
    {
        if (Count == 1) il.Emit(OpCodes.Stind_R8);
        else
        {
            il.Emit(OpCodes.Unaligned, (byte)1);
            il.Emit(OpCodes.Stobj, Type);
        }
    }

    /// <summary>Applies an operator to what is on the stack.</summary>
    /// <param name="il">Where it is written.</param>
    /// <param name="operator">The function.</param>
    /// <param name="isInPlace">Is it a formula to be compiled in place? Else it is called.</param>
    public void Apply(ILGenerator il, Operator @operator, bool isInPlace = false)
    {
        if (@operator == Operator.Detach) return;
        if (isInPlace)
        {
            il.Emit(OpCodes.Call, Method(Lanes, "op_Implicit", Type));
            il.Emit(OpCodes.Call, formulas[(int)@operator] ??= typeof(Formulas).GetMethod(@operator.ToString())!.MakeGenericMethod(Lanes));
            il.Emit(OpCodes.Call, Method(Lanes, "op_Implicit", Lanes));
            return;
        }
        switch (@operator)
        {
            case Operator.Negate when Count == 1: il.Emit(OpCodes.Neg); break;
            case Operator.Add when Count == 1: il.Emit(OpCodes.Add); break;
            case Operator.Subtract when Count == 1: il.Emit(OpCodes.Sub); break;
            case Operator.Multiply when Count == 1: il.Emit(OpCodes.Mul); break;
            case Operator.Divide when Count == 1: il.Emit(OpCodes.Div); break;
            default: il.Emit(OpCodes.Call, operators[(int)@operator] ??= Find(@operator)); break;
        }
        if (Count > 1 && @operator is Operator.Greater or Operator.GreaterOrEqual or Operator.Equal)
        {
            Literal(il, 1);
            il.Emit(OpCodes.Call, and ??= Instruction("BitwiseAnd"));
        }
    }

    /// <summary>Makes of the condition on the stack, the first operand of a choice, what chooses.</summary>
    public void Condition(ILGenerator il)
    {
        if (Count == 1) return;
        Literal(il, 0);
        il.Emit(OpCodes.Call, operators[(int)Operator.Equal] ??= Find(Operator.Equal));
        il.Emit(OpCodes.Call, complement ??= Instruction("OnesComplement"));
    }

    /// <summary>Makes one number of the lanes on the stack: their sum or their maximum.</summary>
    public void Meet(ILGenerator il, Meeting meeting)
    {
        if (Count > 1) il.Emit(OpCodes.Call, Method(typeof(Meetings), meeting.ToString(), Type));
    }

    /// <summary>Gathers from a source, by strides (a pointer and a stride on the stack) or indices (two pointers and, where they do not lie side by side, a stride).</summary>
    public void Gather(ILGenerator il, bool hasTable, bool isStrided) =>
        il.Emit(OpCodes.Call, Method(typeof(Gathers), Count == 4 ? "Four" : "Eight", hasTable ? isStrided ? [typeof(double*), typeof(int*), typeof(nint)] : [typeof(double*), typeof(int*)] : [typeof(double*), typeof(nint)]));

    /// <summary>Adds lanes to numbers that do not lie side by side: the lanes, a pointer, indices if there are, and a stride are on the stack.</summary>
    public void Add(ILGenerator il, bool hasTable) =>
        il.Emit(OpCodes.Call, Method(typeof(Gathers), "Add", hasTable ? [Type, typeof(double*), typeof(int*), typeof(nint)] : [Type, typeof(double*), typeof(nint)]));

    // What the processor does itself is called without a way round, so that the compiler has less to inline.
    private MethodInfo Find(Operator @operator)
    {
        Type[] operands = Functions.Operands(@operator) switch { 1 => [Type], 2 => [Type, Type], _ => [Type, Type, Type] };
        string? sign = Count == 1 ? null : @operator switch
        {
            Operator.Add => "op_Addition",
            Operator.Subtract => "op_Subtraction",
            Operator.Multiply => "op_Multiply",
            Operator.Divide => "op_Division",
            Operator.Negate => "op_UnaryNegation",
            _ => null,
        };
        if (sign is not null) return Method(Type, sign, operands);
        string? instruction = @operator switch
        {
            Operator.Abs => "Abs",
            Operator.Sqrt => "Sqrt",
            Operator.Floor => "Floor",
            Operator.Maximum => "Max",
            Operator.Minimum => "Min",
            Operator.MultiplyAdd => "MultiplyAddEstimate",
            Operator.Greater when Count > 1 => "GreaterThan",
            Operator.GreaterOrEqual when Count > 1 => "GreaterThanOrEqual",
            Operator.Equal when Count > 1 => "Equals",
            Operator.Select when Count > 1 => "ConditionalSelect",
            _ => null,
        };
        if (instruction is null) return Method(typeof(Functions), @operator.ToString(), operands);
        return container.GetMethod(instruction, operands) ?? Instruction(instruction);
    }

    private MethodInfo Instruction(string name) =>
        container.GetMethods().Single(method => method.Name == name && method.IsGenericMethodDefinition).MakeGenericMethod(typeof(double));

    private static MethodInfo Method(Type type, string name, params Type[] parameters) =>
        type.GetMethod(name, BindingFlags.Static | BindingFlags.Public, parameters) ?? throw new MissingMethodException(type.Name, name);
}
