namespace Ppl.Compilation.Tests;

/// <summary>The reference, on codes whose answers are known.</summary>
public sealed class InterpreterTests
{
    private static readonly Register A = new(0), B = new(1), C = new(2);

    [Test]
    public void A_normal_density_and_its_gradient()
    {
        double[] data = [1, 2, 4];
        var code = new Code(
            [
                new Load(A, new Address(Memory.Point, 0)),
                new Assign(B, 0.0),
                new Assign(C, 0.0),
                new Loop(3, isVector: true,
                [
                    new Load(new Register(3), new Address(Memory.Constants, 0, Stride: 1)),
                    new Compute(new Register(4), Operator.Subtract, [new Register(3), A]),
                    new Compute(new Register(5), Operator.Multiply, [new Register(4), new Register(4)]),
                    new Reduce(B, Meeting.Sum, new Register(5)),
                    new Reduce(C, Meeting.Sum, new Register(4)),
                ]),
                new Store(new Address(Memory.Result, 0), C),
                new Compute(B, Operator.Multiply, [-0.5, B]),
            ],
            B, Registers: 6, Dimension: 1, Results: 1, WorkspaceLength: 0, data, []);
        double[] gradient = [double.NaN];
        Assert.Multiple(() =>
        {
            Assert.That(new Interpreter(code).Evaluate([0.5], gradient), Is.EqualTo(-0.5 * (0.25 + 2.25 + 12.25)));
            Assert.That(gradient[0], Is.EqualTo(5.5));
        });
    }

    [Test]
    public void A_recursion_keeps_its_registers_from_step_to_step()
    {
        var code = new Code(
            [
                new Assign(A, 0.0),
                new Assign(B, 1.0),
                new Loop(10, isVector: false,
                [
                    new Compute(C, Operator.Add, [A, B]),
                    new Assign(A, B),
                    new Assign(B, C),
                ]),
            ],
            A, Registers: 3, Dimension: 0, Results: 0, WorkspaceLength: 0, [], []);
        Assert.That(new Interpreter(code).Evaluate([], []), Is.EqualTo(55));
    }

    [Test]
    public void Accumulated_numbers_meet_where_the_table_says()
    {
        var code = new Code(
            [
                new Fill(new Address(Memory.Result, 0), 3, 0),
                new Loop(5, isVector: true, [new Load(A, new Address(Memory.Point, 0, Stride: 1)), new Accumulate(new Address(Memory.Result, 0, Stride: 1, Table: 0), A)]),
            ],
            0.0, Registers: 1, Dimension: 5, Results: 3, WorkspaceLength: 0, [], [0, 2, 0, 2, 2]);
        double[] sums = new double[3];
        new Interpreter(code).Evaluate([1, 2, 3, 4, 5], sums);
        Assert.That(sums, Is.EqualTo(new double[] { 4, 0, 11 }));
    }

    [Test]
    public void Products_go_by_panels_whose_missing_rows_add_nothing()
    {
        const int Rows = 33;
        double[] panels = new double[64 * 2];     // 33 rows (i, 1)
        for (int i = 0; i < Rows; i++) (panels[i / 32 * 64 + i % 32], panels[i / 32 * 64 + 32 + i % 32]) = (i, 1);
        var product = new PanelProduct(0, 2, new Address(Memory.Workspace, 0), new Address(Memory.Point, 0));
        var back = new PanelProduct(0, 2, new Address(Memory.Workspace, 64), new Address(Memory.Result, 0));
        var code = new Code(
            [
                new Fill(new Address(Memory.Result, 0), 2, 0),
                new Fill(new Address(Memory.Workspace, 64), 64, double.NaN),
                new Loop(Rows, true, [new Load(A, new Address(Memory.Workspace, 0, 1)), new Store(new Address(Memory.Workspace, 64, 1), A)], [product], [back]),
            ],
            0.0, Registers: 1, Dimension: 2, Results: 2, WorkspaceLength: 128, panels, []);
        double[] result = new double[2];
        new Interpreter(code).Evaluate([2, 3], result);
        // Σ i (2 i + 3) and Σ (2 i + 3) for i = 0 .. 32
        Assert.That(result, Is.EqualTo(new double[] { 2 * 11440 + 3 * 528, 2 * 528 + 3 * 33 }));
    }

    [Test]
    public void A_place_outside_its_memory_is_an_error()
    {
        var code = new Code([new Load(A, new Address(Memory.Workspace, 1))], A, Registers: 1, Dimension: 0, Results: 0, WorkspaceLength: 1, [], []);
        Assert.That(() => new Interpreter(code).Evaluate([], []), Throws.InstanceOf<IndexOutOfRangeException>());
    }
}
