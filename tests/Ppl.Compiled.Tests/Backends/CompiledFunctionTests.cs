using System.Collections.Immutable;

namespace Ppl.Compilation.Tests;

/// <summary>Machine code, piece by piece, and the manners of the function that holds it.</summary>
internal sealed class CompiledFunctionTests
{
    private static readonly Register A = new(0), B = new(1), C = new(2), D = new(3), E = new(4);

    private static readonly double[] Numbers = [.. Enumerable.Range(0, 33).Select(i => i < 5 ? new[] { 0, -1.5, 2, 1, 0.5 }[i] : 3 * Math.Sin(i))];

    [Test]
    public void Every_operator_alone_and_in_a_loop([Values] Operator @operator, [Values] VectorWidth width)
    {
        int count = Functions.Operands(@operator), length = Numbers.Length;
        Register[] operands = [A, B, C];
        ImmutableArray<Operand> used = [.. operands.Take(count)];
        var statements = new List<Statement>();
        for (int k = 0; k < 3; k++) statements.Add(new Load(new Register(10 + k), new Address(Memory.Point, k)));
        statements.Add(new Compute(new Register(13), @operator, [.. Enumerable.Range(10, count).Select(k => new Register(k))]));
        statements.Add(new Store(new Address(Memory.Result, length), new Register(13)));
        statements.Add(new Loop(length, true,
        [
            .. operands.Select((register, k) => new Load(register, new Address(Memory.Constants, k * length, Stride: 1))),
            new Compute(D, @operator, used),
            new Store(new Address(Memory.Result, 0, Stride: 1), D),
        ]));
        var code = new Code([.. statements], 0.0, 14, 3, length + 1, 0, [.. Numbers, .. Numbers.Reverse(), .. Numbers.Select(x => x + 1)], []);
        double[] result = new double[length + 1];
        CompiledFunction.Of(code, width).Evaluate([0.75, -2, 3], result);
        double[] expected = [.. Enumerable.Range(0, length).Select(i => Functions.Apply(@operator, Numbers[i], Numbers[length - 1 - i], Numbers[i] + 1)), Functions.Apply(@operator, 0.75, -2, 3)];
        Assert.That(result, Is.EqualTo(expected));     // to the bit: every width computes the same formula
    }

    [Test]
    public void Loops_of_every_length_sum_find_the_largest_and_scatter([Values(0, 1, 3, 4, 7, 8, 12, 17, 31, 32, 33, 63, 64, 65, 1001)] int length, [Values] VectorWidth width)
    {
        double[] data = [.. Enumerable.Range(0, length).Select(i => Math.Sin(i) - 2)];
        var code = new Code(
            [
                new Assign(A, 10.0),
                new Assign(B, -100.0),
                new Fill(new Address(Memory.Result, 0), 3, 1),
                new Loop(length, true,
                [
                    new Load(C, new Address(Memory.Constants, 0, Stride: 1)),
                    new Compute(D, Operator.Multiply, [C, C]),
                    new Reduce(A, Meeting.Sum, D),
                    new Reduce(B, Meeting.Maximum, C),
                    new Accumulate(new Address(Memory.Result, 0, Stride: 1, Table: 0), C),
                ]),
                new Compute(E, Operator.Add, [A, B]),
            ],
            E, 5, 0, 3, 0, data, [.. Enumerable.Range(0, length).Select(i => i * i % 3)]);
        double[] sums = new double[3];
        double value = CompiledFunction.Of(code, width).Evaluate([], sums);
        Assert.That(value, Is.EqualTo(10 + data.Sum(x => x * x) + data.Append(-100).Max()).Within(1e-12 * 5000));
        for (int k = 0; k < 3; k++) Assert.That(sums[k], Is.EqualTo(1 + data.Where((_, i) => i * i % 3 == k).Sum()).Within(1e-12 * 3000));
    }

    [Test]
    public void A_maximum_over_a_number_that_is_none_is_none([Values] VectorWidth width)
    {
        double[] data = new double[20];
        data[9] = double.NaN;
        var code = new Code(
            [new Assign(A, 0.0), new Loop(20, true, [new Load(B, new Address(Memory.Constants, 0, Stride: 1)), new Reduce(A, Meeting.Maximum, B)])], A, 2, 0, 0, 0, data, []);
        Assert.That(CompiledFunction.Of(code, width).Evaluate([], []), Is.NaN);
    }

    [Test]
    public void A_product_that_is_read_again_is_not_lost_in_its_sum([Values] VectorWidth width)
    {
        var code = new Code(
            [
                new Assign(A, 0.0),
                new Loop(9, true,
                [
                    new Load(B, new Address(Memory.Point, 0, Stride: 1)),
                    new Compute(C, Operator.Multiply, [B, 2.0]),
                    new Reduce(A, Meeting.Sum, C),
                    new Store(new Address(Memory.Result, 0, Stride: 1), C),
                ]),
            ],
            A, 3, 9, 9, 0, [], []);
        double[] result = new double[9];
        Assert.That(CompiledFunction.Of(code, width).Evaluate([1, 2, 3, 4, 5, 6, 7, 8, 9], result), Is.EqualTo(90));
        Assert.That(result, Is.EqualTo(new double[] { 2, 4, 6, 8, 10, 12, 14, 16, 18 }));
    }

    [Test]
    public void Where_no_code_can_be_made_the_statements_are_interpreted()
    {
        Code code = RandomCode.Of(seed: 4, pieces: 5);
        double[] point = [.. Enumerable.Range(0, code.Dimension).Select(i => Math.Sin(i))], interpreted = new double[code.Results], compiled = new double[code.Results];
        CompiledFunction function = CompiledFunction.Interpreted(code).ForAnotherThread();
        Assert.That(function.IsDynamic, Is.False);
        Assert.That(CompiledFunction.Of(code).IsDynamic, Is.True);
        double value = function.Evaluate(point, interpreted);
        Assert.That(CompiledFunction.Of(code).Evaluate(point, compiled), Is.EqualTo(value).Within(1e-12 * Math.Max(1, Math.Abs(value))));
        Assert.That(compiled, Is.EqualTo(interpreted).Within(1e-12));
    }

    [Test]
    public void A_function_for_another_thread_has_a_workspace_of_its_own()
    {
        var code = new Code(
            [new Load(A, new Address(Memory.Point, 0)), new Store(new Address(Memory.Workspace, 0), A), new Load(B, new Address(Memory.Workspace, 0))], B, 2, 1, 0, 1, [], []);
        CompiledFunction first = CompiledFunction.Of(code);
        CompiledFunction[] all = [first, first.ForAnotherThread(), first.ForAnotherThread()];
        Parallel.For(0, all.Length, i =>
        {
            for (int k = 0; k < 10_000; k++)
                if (all[i].Evaluate([i], []) != i) throw new InvalidOperationException("a workspace was shared");
        });
    }

    [Test]
    public void Evaluating_allocates_nothing([Values] VectorWidth width)
    {
        Code code = RandomCode.Of(seed: 3, pieces: 12);
        CompiledFunction function = CompiledFunction.Of(code, width);
        double[] point = new double[code.Dimension], result = new double[code.Results];
        function.Evaluate(point, result);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) function.Evaluate(point, result);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void Wrong_lengths_are_told()
    {
        CompiledFunction function = CompiledFunction.Of(new Code([], 0.0, 0, 2, 1, 0, [], []));
        Assert.That(() => function.Evaluate([1], new double[1]), Throws.ArgumentException.With.Message.Contains("1 numbers; 2 expected"));
        Assert.That(() => function.Evaluate([1, 2], []), Throws.ArgumentException.With.Message.Contains("0 numbers; 1 expected"));
    }

    [TestCaseSource(nameof(Broken))]
    public void Statements_that_break_a_rule_are_not_compiled(string fault, Statement[] statements)
    {
        var code = new Code([.. statements], 0.0, Registers: 5, Dimension: 4, Results: 4, WorkspaceLength: 40, new double[4], [0, 9]);
        Assert.That(() => CompiledFunction.Of(code), Throws.ArgumentException.With.Message.Contains(fault));
    }

    private static IEnumerable<TestCaseData> Broken
    {
        get
        {
            yield return Case("outside the 4 numbers of Point", new Load(A, new Address(Memory.Point, 4)));
            yield return Case("outside the 4 numbers of Constants", new Loop(3, true, [new Load(A, new Address(Memory.Constants, 0, Stride: 2))]));
            yield return Case("outside the 4 numbers of Point", new Loop(2, true, [new Load(A, new Address(Memory.Point, 0, Stride: 1, Table: 0))]));
            yield return Case("outside the tables", new Loop(3, true, [new Load(A, new Address(Memory.Point, 0, Stride: 1, Table: 0))]));
            yield return Case("Constants is read only", new Store(new Address(Memory.Constants, 0), 1.0));
            yield return Case("read before it is set", new Assign(A, B));
            yield return Case("read before it is set", new Loop(3, true, [new Assign(A, 1.0)]), new Assign(B, A));
            yield return Case("number of operands", new Compute(A, Operator.Add, [1.0]));
            yield return Case("lane by lane", new Assign(A, 1.0), new Loop(3, true, [new Assign(A, 2.0)]));
            yield return Case("side by side", new Loop(2, true, [new Store(new Address(Memory.Workspace, 0, Stride: 2), 1.0)]));
            yield return Case("a loop in a loop", new Loop(2, false, [new Loop(2, false, [])]));
            yield return Case("outside the 40 numbers of Workspace", new Invoke(Kernel.Cholesky, new Address(Memory.Workspace, 30), [new Address(Memory.Workspace, 0)], [1, 4]));
            yield return Case("outside the 4 numbers of Constants", new Loop(2, true, [], [new PanelProduct(0, 1, new Address(Memory.Workspace, 0), new Address(Memory.Point, 0))], []));

            static TestCaseData Case(string fault, params Statement[] statements) => new(fault, statements);
        }
    }
}
