using System.Collections.Immutable;

namespace Ppl.Compilation.Tests;

/// <summary>
/// A function of random statements that keeps to the rules: straight lines, vector loops of odd lengths with all kinds of places, recursions, sums, maxima, tables, accumulation with
/// collisions, panels, kernels. Numbers stay small: each is brought back by tanh or a weight, so that rounding does not grow.
/// </summary>
internal sealed class RandomCode
{
    private const int Dimension = 40, Results = 48, Constants = 4096;

    private static readonly int[] Lengths = [1, 2, 3, 7, 8, 17, 31, 33, 64, 100, 1001];

    private static readonly Operator[] Unary =
    [
        Operator.Negate, Operator.Abs, Operator.Sign, Operator.Exp, Operator.Expm1, Operator.Sin, Operator.Cos, Operator.Tanh, Operator.Sigmoid, Operator.Softplus, Operator.Erf, Operator.Erfc,
        Operator.I0e, Operator.I1e, Operator.Floor, Operator.Not, Operator.Detach,
    ];

    // Of |x| + 0.7 only.
    private static readonly Operator[] OfPositive = [Operator.Log, Operator.Log1p, Operator.Sqrt, Operator.Reciprocal, Operator.Lgamma, Operator.Digamma, Operator.Trigamma];

    private static readonly Operator[] Binary =
    [
        Operator.Add, Operator.Subtract, Operator.Multiply, Operator.Maximum, Operator.Minimum, Operator.Atan2, Operator.Greater, Operator.GreaterOrEqual, Operator.Equal, Operator.And, Operator.Or,
    ];

    private readonly Random random;
    private readonly List<Statement> statements = [];
    private readonly List<Operand> known = [0.5, -1.25, 2.0];
    private readonly List<int> tables = [];
    private int registers, workspace;

    private RandomCode(int seed) => random = new Random(seed);

    /// <summary>A function.</summary>
    /// <param name="seed">Which.</param>
    /// <param name="pieces">How many loops and stretches it has.</param>
    public static Code Of(int seed, int pieces) => new RandomCode(seed).Make(pieces);

    private Code Make(int pieces)
    {
        Add(new Fill(new Address(Memory.Result, 0), Results, 0.25));
        for (int piece = 0; piece < pieces; piece++)
        {
            switch (random.Next(6))
            {
                case 0: Straight(5 + random.Next(60)); break;
                case 1 or 2: VectorLoop(); break;
                case 3: Recursion(); break;
                case 4: Panels(); break;
                default: Kernel(); break;
            }
        }
        Register sum = New();
        Add(new Assign(sum, 0.0));
        foreach (Operand operand in known.OfType<Register>().ToList()) Add(new Compute(sum, Operator.Add, [sum, operand]));
        double[] constants = [.. Enumerable.Range(0, Constants).Select(_ => 2 * random.NextDouble() - 1)];
        return new Code([.. statements], sum, registers, Dimension, Results, workspace, constants, [.. tables]);
    }

    private void Straight(int count)
    {
        var operands = new List<Operand>(known);
        for (int i = 0; i < count; i++)
        {
            if (random.Next(5) == 0) operands.Add(Set(statements, target => new Load(target, new Address(Memory.Point, random.Next(Dimension)))));
            else Work(statements, operands);
        }
        Add(new Accumulate(new Address(Memory.Result, random.Next(Results)), Tame(statements, operands[^1])));
        known.Add(Tame(statements, operands[^1]));
    }

    private void VectorLoop()
    {
        int count = Lengths[random.Next(Lengths.Length)], scratch = Allocate(count), output = Allocate(count);
        var totals = new List<(Register Total, Meeting Meeting)>();
        for (int i = random.Next(4); i >= 0; i--)
        {
            totals.Add((New(), random.Next(3) == 0 ? Meeting.Maximum : Meeting.Sum));
            Add(new Assign(totals[^1].Total, totals[^1].Meeting == Meeting.Sum ? 0.125 : -1e9));
        }
        Add(new Fill(new Address(Memory.Workspace, scratch), count, 0.5));
        var body = new List<Statement>();
        var operands = new List<Operand>(known.TakeLast(4));
        operands.Add(Set(body, target => new Load(target, new Address(Memory.Constants, random.Next(1000), Stride: 1))));
        operands.Add(Set(body, target => new Load(target, new Address(Memory.Constants, random.Next(1000), Stride: random.Next(4)))));
        operands.Add(Set(body, target => new Load(target, new Address(Memory.Constants, 4000, Stride: -random.Next(3)))));
        operands.Add(Set(body, target => new Load(target, Table(Memory.Point, Dimension, count))));
        operands.Add(Set(body, target => new Load(target, new Address(Memory.Workspace, scratch, Stride: 1))));
        for (int i = random.Next(12); i >= 0; i--) Work(body, operands);
        Operand value = Tame(body, operands[^1]);
        body.Add(new Store(new Address(Memory.Workspace, output, Stride: 1), value));
        body.Add(new Accumulate(new Address(Memory.Workspace, scratch, Stride: 1), value));
        body.Add(new Accumulate(Table(Memory.Result, Results, count), Scaled(body, value, 1.0 / count)));
        if (random.Next(2) == 0) body.Add(new Accumulate(new Address(Memory.Result, 3), Scaled(body, value, 1.0 / count)));
        foreach ((Register total, Meeting meeting) in totals) body.Add(new Reduce(total, meeting, Scaled(body, operands[random.Next(operands.Count)], 1.0 / count)));
        Add(new Loop(count, true, [.. body]));
        foreach ((Register total, _) in totals) known.Add(Tame(statements, total));
        known.Add(Set(statements, target => new Load(target, new Address(Memory.Workspace, output + count - 1))));
        known.Add(Set(statements, target => new Load(target, new Address(Memory.Workspace, scratch + count / 2))));
    }

    private void Recursion()
    {
        int count = 1 + random.Next(40), history = Allocate(count);
        Register state = New(), total = New();
        Add(new Assign(state, known[random.Next(known.Count)]));
        Add(new Assign(total, 0.0));
        var body = new List<Statement>();
        var operands = new List<Operand>(known.TakeLast(3)) { state };
        operands.Add(Set(body, target => new Load(target, new Address(Memory.Constants, 7, Stride: 2))));
        operands.Add(Set(body, target => new Load(target, Table(Memory.Constants, 500, count))));
        for (int i = random.Next(6); i >= 0; i--) Work(body, operands);
        body.Add(new Assign(state, Tame(body, operands[^1])));
        body.Add(new Store(new Address(Memory.Workspace, history, Stride: 1), state));
        body.Add(new Reduce(total, Meeting.Sum, Scaled(body, state, 1.0 / count)));
        Add(new Loop(count, false, [.. body]));
        known.Add(total);
        known.Add(state);
    }

    private void Panels()
    {
        int count = Lengths[random.Next(5, 9)], columns = 1 + random.Next(9), panels = (count + 31) / 32;
        int rows = Allocate(32 * panels), residuals = Allocate(32 * panels), back = Allocate(columns);
        Add(new Fill(new Address(Memory.Workspace, back), columns, 0));
        Add(new Fill(new Address(Memory.Workspace, residuals), 32 * panels, double.NaN));
        var body = new List<Statement>();
        var operands = new List<Operand>(known.TakeLast(2));
        operands.Add(Set(body, target => new Load(target, new Address(Memory.Workspace, rows, Stride: 1))));
        Work(body, operands);
        Work(body, operands);
        body.Add(new Store(new Address(Memory.Workspace, residuals, Stride: 1), Scaled(body, Tame(body, operands[^1]), 1.0 / count)));
        Add(new Loop(
            count, true, [.. body], [new PanelProduct(5, columns, new Address(Memory.Workspace, rows), new Address(Memory.Point, 2))],
            [new PanelProduct(5, columns, new Address(Memory.Workspace, residuals), new Address(Memory.Workspace, back))]));
        for (int column = 0; column < columns; column++) known.Add(Set(statements, target => new Load(target, new Address(Memory.Workspace, back + column))));
    }

    private void Kernel()
    {
        int b = 1 + random.Next(2), n = 1 + random.Next(5), k = 1 + random.Next(5), m = 1 + random.Next(5);
        (Kernel kernel, ImmutableArray<int> sizes) = random.Next(4) switch
        {
            0 => (Compilation.Kernel.Multiply, ImmutableArray.Create(b, n, k, m)),
            1 => (Compilation.Kernel.MultiplyTransposedLeft, ImmutableArray.Create(b, n, k, m)),
            2 => (Compilation.Kernel.MultiplyTransposedRight, ImmutableArray.Create(b, n, k, m)),
            _ => (Compilation.Kernel.CumulativeSum, ImmutableArray.Create(b, n)),
        };
        int count = Kernels.ResultLength(kernel, sizes.AsSpan()), result = Allocate(count);
        Add(new Invoke(kernel, new Address(Memory.Workspace, result), [.. Enumerable.Range(0, Kernels.Arguments(kernel)).Select(i => new Address(Memory.Constants, 100 * i))], sizes));
        known.Add(Set(statements, target => new Load(target, new Address(Memory.Workspace, result + random.Next(count)))));
    }

    private void Work(List<Statement> to, List<Operand> operands)
    {
        Operand Any() => operands[random.Next(operands.Count)];
        operands.Add(random.Next(8) switch
        {
            0 => Set(to, target => new Compute(target, Operator.Select, [Any(), Any(), Any()])),
            1 => Set(to, target => new Compute(target, Operator.MultiplyAdd, [Tame(to, Any()), Tame(to, Any()), Any()])),
            2 => Positive(to, Any()),
            3 or 4 => Set(to, target => new Compute(target, Unary[random.Next(Unary.Length)], [Tame(to, Any())])),
            5 => Set(to, target => new Compute(target, Operator.Divide, [Any(), Positive(to, 1.0)])),
            _ => Set(to, target => new Compute(target, Binary[random.Next(Binary.Length)], [Tame(to, Any()), Any()])),
        });
    }

    private Register Positive(List<Statement> to, Operand x)
    {
        Register tame = Tame(to, x), size = Set(to, target => new Compute(target, Operator.Abs, [tame])), away = Set(to, target => new Compute(target, Operator.Add, [size, 0.7]));
        return Set(to, target => random.Next(6) == 0
            ? new Compute(target, Operator.Power, [away, tame])
            : new Compute(target, OfPositive[random.Next(OfPositive.Length)], [away]));
    }

    private Register Tame(List<Statement> to, Operand x) => Set(to, target => new Compute(target, Operator.Tanh, [x]));

    private Register Scaled(List<Statement> to, Operand x, double factor) => Set(to, target => new Compute(target, Operator.Multiply, [x, factor]));

    private Address Table(Memory memory, int length, int count)
    {
        int stride = random.Next(3), begin = tables.Count;
        for (int i = 0; i <= stride * (count - 1); i++) tables.Add(random.Next(Math.Min(length, 5)));
        return new Address(memory, random.Next(length - 4), stride, begin);
    }

    private Register Set(List<Statement> to, Func<Register, Statement> statement)
    {
        Statement made = statement(new Register(-1));
        Register target = New();
        to.Add(made switch { Compute compute => compute with { Target = target }, Load load => load with { Target = target }, _ => made });
        return target;
    }

    private void Add(Statement statement) => statements.Add(statement);

    private Register New() => new(registers++);

    private int Allocate(int count)
    {
        workspace += count;
        return workspace - count;
    }
}
