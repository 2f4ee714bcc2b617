using System.Globalization;
using System.Text;

namespace Ppl.Compilation;

/// <summary>A <see cref="Code"/> as C#: the same statements, number by number, for reading; it compiles where internals of this library can be seen.</summary>
internal sealed class CSharpText
{
    private readonly StringBuilder text = new();
    private readonly HashSet<int> declared = [];
    private string indent = "    ";

    /// <summary>The class Generated, with the method Evaluate(point, result, constants, workspace, tables).</summary>
    public static string Of(Code code) => new CSharpText().Write(code);

    private string Write(Code code)
    {
        text.Append("using Ppl.Compilation;\nusing static Ppl.Compilation.Functions;\n\n");
        text.Append(CultureInfo.InvariantCulture, $"// {code.Dimension} numbers in, {code.Results} out; {code.Constants.Length} constants, {code.Tables.Length} indices, a workspace of {code.WorkspaceLength}.\n");
        text.Append("internal static unsafe class Generated\n{\n");
        Line("public static double Evaluate(double* point, double* result, double* constants, double* workspace, int* tables)");
        Open();
        foreach (Statement statement in code.Statements) Write(statement, "0");
        Line($"return {Of(code.Value)};");
        Close();
        return text.Append("}\n").ToString();
    }

    private void Write(Statement statement, string step)
    {
        switch (statement)
        {
            case Compute compute: Set(compute.Target, Of(compute)); break;
            case Assign assign: Set(assign.Target, Of(assign.Value)); break;
            case Load load: Set(load.Target, Of(load.Place, step)); break;
            case Store store: Line($"{Of(store.Place, step)} = {Of(store.Value)};"); break;
            case Accumulate accumulate: Line($"{Of(accumulate.Place, step)} += {Of(accumulate.Value)};"); break;
            case Reduce { Meeting: Meeting.Sum } reduce: Line($"{Of(reduce.Total)} += {Of(reduce.Value)};"); break;
            case Reduce reduce: Line($"{Of(reduce.Total)} = Maximum({Of(reduce.Total)}, {Of(reduce.Value)});"); break;
            case Fill fill: Line($"new Span<double>({Start(fill.Place, step)}, {fill.Count}).Fill({Of(fill.Number)});"); break;
            case Invoke invoke: Write(invoke, step); break;
            case Loop loop: Write(loop); break;
        }
    }

    private void Write(Invoke invoke, string step)
    {
        string second = invoke.Arguments.Length == 2 ? Start(invoke.Arguments[1], step) : "null";
        Open();
        Line($"int* sizes = stackalloc int[] {{ {string.Join(", ", invoke.Sizes)} }};");
        Line($"Kernels.Invoke(Kernel.{invoke.Kernel}, sizes, {invoke.Sizes.Length}, {Start(invoke.Result, step)}, {Start(invoke.Arguments[0], step)}, {second});");
        Close();
    }

    private void Write(Loop loop)
    {
        if (loop.Before.IsEmpty && loop.After.IsEmpty)
        {
            WriteSteps(loop, "0", $"{loop.Count}");
            return;
        }
        int panel = Loop.PanelRows;
        Line($"for (int start = 0; start < {loop.Count}; start += {panel})");
        Open();
        Line($"int end = Math.Min(start + {panel}, {loop.Count});");
        foreach (PanelProduct product in loop.Before) Line($"Panels.Multiply<Lanes1>({Panel(product)}, {product.Columns}, {Start(product.Entries, "0")}, {Start(product.Rows with { Stride = 1 }, "start")});");
        WriteSteps(loop, "start", "end");
        foreach (PanelProduct product in loop.After)
        {
            Line($"new Span<double>({Start(product.Rows with { Stride = 1 }, "end")}, start + {panel} - end).Clear();");
            Line($"Panels.AddTransposed<Lanes1>({Panel(product)}, {product.Columns}, {Start(product.Rows with { Stride = 1 }, "start")}, {Start(product.Entries, "0")});");
        }
        Close();
    }

    // What a vector loop sets is unknown after it, what another sets is not.
    private void WriteSteps(Loop loop, string first, string end)
    {
        if (!loop.IsVector) foreach (Statement statement in loop.Body) Declare(statement);
        HashSet<int> outer = [.. declared];
        Line($"for (int i = {first}; i < {end}; i++)");
        Open();
        foreach (Statement statement in loop.Body) Write(statement, "i");
        Close();
        declared.IntersectWith(outer);
    }

    private void Declare(Statement statement)
    {
        Register? target = statement switch { Compute compute => compute.Target, Assign assign => assign.Target, Load load => load.Target, _ => null };
        if (target is not null && declared.Add(target.Number)) Line($"double {Of(target)} = 0;");
    }

    private void Set(Register target, string value) => Line($"{(declared.Add(target.Number) ? "double " : "")}{Of(target)} = {value};");

    private static string Of(Compute compute)
    {
        string? sign = compute.Operator switch { Operator.Add => "+", Operator.Subtract => "-", Operator.Multiply => "*", Operator.Divide => "/", _ => null };
        if (compute.Operator == Operator.Detach) return Of(compute.Operands[0]);
        return sign is null ? $"{compute.Operator}({string.Join(", ", compute.Operands.Select(Of))})" : $"{Of(compute.Operands[0])} {sign} {Of(compute.Operands[1])}";
    }

    private static string Of(Operand operand) => operand switch
    {
        Register register => $"r{register.Number}",
        Literal { Number: double.NaN } => "double.NaN",
        Literal { Number: double.PositiveInfinity } => "double.PositiveInfinity",
        Literal { Number: double.NegativeInfinity } => "double.NegativeInfinity",
        Literal { Number: < 0 } literal => $"({literal.Number.ToString("R", CultureInfo.InvariantCulture)}d)",
        Literal literal => literal.Number.ToString("R", CultureInfo.InvariantCulture) + "d",
        _ => throw new ArgumentException($"an operand of kind {operand.GetType().Name}", nameof(operand)),
    };

    private static string Of(Address place, string step) => $"{Name(place.Memory)}[{Index(place, step)}]";

    private static string Start(Address place, string step) => $"{Name(place.Memory)} + {(place.HasTable || place.Stride != 0 ? $"({Index(place, step)})" : Index(place, step))}";

    private static string Panel(PanelProduct product) => $"constants + ({product.Matrix} + start * {product.Columns})";

    private static string Index(Address place, string step) =>
        place.HasTable ? Sum(place.Offset, $"tables[{Sum(place.Table, Times(place.Stride, step))}]") : Sum(place.Offset, Times(place.Stride, step));

    private static string Times(int stride, string step) => step == "0" ? "0" : stride switch { 0 => "0", 1 => step, -1 => $"-{step}", _ => $"{stride} * {step}" };

    private static string Sum(int offset, string rest) => rest == "0" ? $"{offset}" : offset == 0 ? rest : $"{offset} + {rest}";

    private static string Name(Memory memory) => memory switch { Memory.Point => "point", Memory.Result => "result", Memory.Constants => "constants", _ => "workspace" };

    private void Open()
    {
        Line("{");
        indent += "    ";
    }

    private void Close()
    {
        indent = indent[4..];
        Line("}");
    }

    private void Line(string line) => text.Append(indent).Append(line).Append('\n');
}
