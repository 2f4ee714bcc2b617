namespace Ppl.Compilation;

/// <summary>
/// Does what a <see cref="Code"/> says, statement by statement, on arrays whose bounds are checked: the reference for the other back ends, and what is left where no code can be
/// made at run time. Belongs to one thread.
/// </summary>
internal sealed class Interpreter(Code code)
{
    private readonly double[] registers = new double[code.Registers];
    private readonly double[] workspace = new double[code.WorkspaceLength];

    /// <summary>The function's value, and its results.</summary>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> result)
    {
        var run = new Run(code, registers, workspace, point, result);
        foreach (Statement statement in code.Statements) run.Do(statement, step: 0);
        return run[code.Value];
    }

    private readonly ref struct Run(Code code, double[] registers, double[] workspace, ReadOnlySpan<double> point, Span<double> result)
    {
        private readonly ReadOnlySpan<double> point = point;
        private readonly Span<double> result = result;

        public double this[Operand operand] => operand switch
        {
            Register register => registers[register.Number],
            Literal literal => literal.Number,
            _ => throw new ArgumentException($"an operand of kind {operand.GetType().Name}", nameof(operand)),
        };

        public void Do(Statement statement, int step)
        {
            switch (statement)
            {
                case Compute compute: registers[compute.Target.Number] = Apply(compute); break;
                case Assign assign: registers[assign.Target.Number] = this[assign.Value]; break;
                case Load load: registers[load.Target.Number] = Readable(load.Place.Memory)[IndexOf(load.Place, step)]; break;
                case Store store: Writable(store.Place.Memory)[IndexOf(store.Place, step)] = this[store.Value]; break;
                case Accumulate accumulate: Writable(accumulate.Place.Memory)[IndexOf(accumulate.Place, step)] += this[accumulate.Value]; break;
                case Reduce reduce: Meet(reduce); break;
                case Fill fill: Writable(fill.Place.Memory).Slice(fill.Place.Offset, fill.Count).Fill(fill.Number); break;
                case Invoke invoke: Call(invoke); break;
                case Loop loop: Repeat(loop); break;
                default: throw new ArgumentException($"a statement of kind {statement.GetType().Name}", nameof(statement));
            }
        }

        private double Apply(Compute compute) => compute.Operands.Length switch
        {
            1 => Functions.Apply(compute.Operator, this[compute.Operands[0]]),
            2 => Functions.Apply(compute.Operator, this[compute.Operands[0]], this[compute.Operands[1]]),
            _ => Functions.Apply(compute.Operator, this[compute.Operands[0]], this[compute.Operands[1]], this[compute.Operands[2]]),
        };

        private void Meet(Reduce reduce)
        {
            ref double total = ref registers[reduce.Total.Number];
            total = reduce.Meeting == Meeting.Sum ? total + this[reduce.Value] : Math.Max(total, this[reduce.Value]);
        }

        private void Repeat(Loop loop)
        {
            int panel = loop.Before.IsEmpty && loop.After.IsEmpty ? loop.Count : Loop.PanelRows;
            for (int start = 0; start < loop.Count; start += panel)
            {
                int end = Math.Min(start + panel, loop.Count);
                foreach (PanelProduct product in loop.Before) Multiply(product, start);
                for (int step = start; step < end; step++)
                    foreach (Statement statement in loop.Body) Do(statement, step);
                foreach (PanelProduct product in loop.After)
                {
                    Rows(product, end, start + panel - end).Clear();
                    AddTransposed(product, start);
                }
            }
        }

        private unsafe void Multiply(PanelProduct product, int start)
        {
            fixed (double* panel = PanelOf(product, start), entries = Readable(product.Entries.Memory).Slice(product.Entries.Offset, product.Columns), rows = Rows(product, start, Loop.PanelRows))
                Panels.Multiply<Lanes1>(panel, product.Columns, entries, rows);
        }

        private unsafe void AddTransposed(PanelProduct product, int start)
        {
            fixed (double* panel = PanelOf(product, start), entries = Writable(product.Entries.Memory).Slice(product.Entries.Offset, product.Columns), rows = Rows(product, start, Loop.PanelRows))
                Panels.AddTransposed<Lanes1>(panel, product.Columns, rows, entries);
        }

        private ReadOnlySpan<double> PanelOf(PanelProduct product, int start) => code.Constants.AsSpan(product.Matrix + start * product.Columns, Loop.PanelRows * product.Columns);

        private Span<double> Rows(PanelProduct product, int start, int count) => Writable(product.Rows.Memory).Slice(product.Rows.Offset + start, count);

        private void Call(Invoke invoke)
        {
            ReadOnlySpan<int> sizes = invoke.Sizes.AsSpan();
            Kernels.Invoke(
                invoke.Kernel, sizes, Writable(invoke.Result.Memory).Slice(invoke.Result.Offset, Kernels.ResultLength(invoke.Kernel, sizes)),
                Argument(invoke, 0), invoke.Arguments.Length == 1 ? [] : Argument(invoke, 1));
        }

        private ReadOnlySpan<double> Argument(Invoke invoke, int i) =>
            Readable(invoke.Arguments[i].Memory).Slice(invoke.Arguments[i].Offset, Kernels.ArgumentLength(invoke.Kernel, invoke.Sizes.AsSpan(), i));

        private int IndexOf(Address place, int step) =>
            place.HasTable ? place.Offset + code.Tables[place.Table + place.Stride * step] : place.Offset + place.Stride * step;

        private ReadOnlySpan<double> Readable(Memory memory) => memory switch { Memory.Point => point, Memory.Constants => code.Constants, _ => Writable(memory) };

        private Span<double> Writable(Memory memory) => memory switch
        {
            Memory.Result => result,
            Memory.Workspace => workspace,
            _ => throw new ArgumentException($"{memory} is read only", nameof(memory)),
        };
    }
}
