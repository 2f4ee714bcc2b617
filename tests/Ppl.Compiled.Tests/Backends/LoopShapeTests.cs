using System.Collections.Immutable;

namespace Ppl.Compilation.Tests;

/// <summary>Loops with formulas in place: the compiler inlines nothing more in a method of more than 512 variables, which would make them ten times slower.</summary>
internal sealed class LoopShapeTests
{
    [Test]
    public void A_long_loop_with_formulas_has_a_method_to_itself()
    {
        ImmutableArray<Chunk> chunks = Chunk.Cut(Exponentials(count: 1001, formulas: 2), VectorWidth.V512);
        Assert.That(chunks.Select(chunk => chunk.Statements.Length), Is.EqualTo(new[] { 2, 1, 1 }));
        Assert.That(chunks[1].Statements[0], Is.InstanceOf<Loop>());
    }

    [TestCase(100, 2, VectorWidth.V512, TestName = "A short one stays where it is")]
    [TestCase(1001, 0, VectorWidth.V512, TestName = "One without formulas stays where it is")]
    [TestCase(1001, 2, VectorWidth.Scalar, TestName = "One of single numbers calls them and stays where it is")]
    public void Others_stay(int count, int formulas, VectorWidth width) => Assert.That(Chunk.Cut(Exponentials(count, formulas), width), Has.Length.EqualTo(1));

    [Test]
    public void The_more_vectors_wait_the_less_room_is_left_for_formulas()
    {
        int[] rooms = [.. new[] { 1, 10, 100, 500 }.Select(vectors => LoopShape.Of(Waiting(vectors)).RoomForFormulas(1024, LaneWriter.Eight, stages: 1))];
        Assert.That(rooms, Is.Ordered.Descending.And.Unique);
        Assert.That(rooms[0], Is.GreaterThanOrEqualTo(2 * LoopShape.VariablesOf(Operator.Log)), "a short one has room");
        Assert.That(rooms[^1], Is.LessThan(LoopShape.VariablesOf(Operator.Exp)), "a long one has none");
        Assert.That(LoopShape.Of(Waiting(1)).RoomForFormulas(100, LaneWriter.Eight, stages: 1), Is.Zero, "few steps do not pay for it");
    }

    [Test]
    public void A_register_ends_where_nothing_reads_it_any_more()
    {
        var shape = LoopShape.Of(Waiting(2));
        Assert.That(Enumerable.Range(0, 4).Select(shape.EndingAt), Is.EqualTo(new int[][] { [], [], [1], [2] }));
    }

    [Test]
    public void Formulas_in_place_and_called_agree([Values(2, 10, 30)] int formulas, [Values] VectorWidth width) => BackendAgreementTests.AssertAgree(Exponentials(1001, formulas), width, seed: 1);

    // The sum over i of exp(x c[i]) + exp(exp(x c[i]) c[i]) + ...
    private static Code Exponentials(int count, int formulas)
    {
        Register x = new(0), total = new(1), data = new(2), last = x;
        var body = new List<Statement> { new Load(data, new Address(Memory.Constants, 0, Stride: 1)) };
        int registers = 3;
        for (int i = 0; i < formulas; i++)
        {
            Register product = new(registers++), power = new(registers++);
            body.Add(new Compute(product, Operator.Multiply, [last, data]));
            body.Add(new Compute(power, Operator.Exp, [product]));
            body.Add(new Reduce(total, Meeting.Sum, power));
            last = power;
        }
        if (formulas == 0) body.Add(new Reduce(total, Meeting.Sum, data));
        double[] constants = [.. Enumerable.Range(0, count).Select(i => 0.3 * Math.Sin(i))];
        return new Code(
            [new Load(x, new Address(Memory.Point, 0)), new Assign(total, 0.0), new Loop(count, true, [.. body]), new Store(new Address(Memory.Result, 0), total)],
            total, registers, 1, 1, 0, constants, []);
    }

    // So many vectors are loaded, and then summed one by one.
    private static Loop Waiting(int vectors)
    {
        var total = new Register(0);
        IEnumerable<Register> loaded = Enumerable.Range(1, vectors).Select(number => new Register(number));
        return new Loop(
            1024, true, [.. loaded.Select(register => new Load(register, new Address(Memory.Constants, 0, Stride: 1))), .. loaded.Select(register => new Reduce(total, Meeting.Sum, register))]);
    }
}
