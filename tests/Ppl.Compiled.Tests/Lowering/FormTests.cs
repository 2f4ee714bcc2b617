namespace Ppl.Compilation.Tests;

/// <summary>What makes compiled densities fast, read off the statements.</summary>
public sealed class FormTests
{
    [Test]
    public void A_logistic_regression_is_one_pass_over_its_data()
    {
        Code code = Of(Densities.Logistic(1000, 20));
        Loop[] loops = [.. Loops(code).Where(static loop => loop.Count == 1000)];
        Assert.That(loops, Has.Length.EqualTo(1));
        Assert.Multiple(() =>
        {
            Assert.That(loops[0].Before, Has.Length.EqualTo(1));
            Assert.That(loops[0].After, Has.Length.EqualTo(1));
            Assert.That(loops[0].After[0].Matrix, Is.EqualTo(loops[0].Before[0].Matrix), "X lies once");
            Assert.That(Count(loops[0].Body, Operator.Exp), Is.EqualTo(1), "softplus and its derivative share an exponential");
        });
    }

    [Test]
    public void A_matrix_of_few_columns_is_lanes()
    {
        Loop[] loops = [.. Loops(Of(Densities.Logistic(1000, 3)))];
        Assert.That(loops, Has.Length.EqualTo(1));
        Assert.That(loops[0].Before, Is.Empty);
    }

    [Test]
    public void An_observed_normal_costs_a_difference_a_square_and_a_sum_a_point()
    {
        Loop loop = Loops(Of(Densities.Normal(1000))).Single();
        Assert.That(loop.Body.Select(static statement => statement.GetType().Name), Is.EqualTo(new[] { "Load", "Compute", "Compute", "Reduce" }));
    }

    [Test]
    public void A_mixture_is_one_loop() => Assert.That(Loops(Of(Densities.Mixture(1000, 3))).Select(static loop => loop.Count), Is.EqualTo(new[] { 1000 }));

    [Test]
    public void What_data_give_is_not_computed_again_where_they_lie_beside_a_parameter()
    {
        var f = new Notation(500);
        Code code = Lowered.AssertResults(f, f.Exp(f.Stack([f.Data(Densities.Numbers(500, 1)), f.Parameter(500)])));
        Assert.That(Loops(code).Sum(static loop => Count(loop.Body, Operator.Exp)), Is.EqualTo(1));
    }

    [Test]
    public void Eight_schools_have_no_loop_and_no_workspace()
    {
        Code code = Of(Densities.EightSchools());
        Assert.That((Loops(code).Count(), code.WorkspaceLength), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Groups_are_looked_up_and_added_to_by_one_table()
    {
        Code code = Of(Densities.Groups(919, 85));
        Loop loop = Loops(code).Single(static loop => loop.Count == 919);
        int read = loop.Body.OfType<Load>().Single(static load => load.Place.HasTable).Place.Table;
        Assert.That(loop.Body.OfType<Accumulate>().Single().Place.Table, Is.EqualTo(read));
        Assert.That(code.Tables, Has.Length.EqualTo(919));
    }

    [Test]
    public void A_hidden_Markov_model_is_as_long_for_twice_the_steps()
    {
        Code code = Of(Densities.HiddenMarkov(600, 3)), twice = Of(Densities.HiddenMarkov(1200, 3));
        Assert.Multiple(() =>
        {
            Assert.That(Size(code), Is.LessThan(500));
            Assert.That(Size(twice), Is.EqualTo(Size(code)));
            Assert.That(Loops(code).Where(static loop => !loop.IsVector).Select(static loop => loop.Count), Is.All.InRange(590, 600));
        });
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Recursions_of_one_number_are_loops(bool isVolatility)
    {
        (Notation, Node) density = isVolatility ? Densities.Volatility(1000) : Densities.Autoregression(1000);
        Assert.That(Size(Of(density)), Is.LessThan(250));
    }

    [Test]
    public void Long_recursions_are_lowered_in_linear_work()
    {
        (Notation notation, Node density) = Densities.HiddenMarkov(5000, 3);
        Node gradient = notation.Gradient(density);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Lowering.Of(notation.Point, density, gradient);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        (notation, density) = Densities.HiddenMarkov(500, 3);
        gradient = notation.Gradient(density);
        before = GC.GetAllocatedBytesForCurrentThread();
        Lowering.Of(notation.Point, density, gradient);
        Assert.That(allocated, Is.LessThan(13 * (GC.GetAllocatedBytesForCurrentThread() - before)), "ten times the steps, and tables that double as they grow");
    }

    [Test]
    public void What_is_not_needed_leaves_no_trace()
    {
        var f = new Notation(40);
        Node unused = f.Parameter(20), used = f.Parameter(20);
        _ = f.Sum(f.Exp(unused));
        Code code = Lowering.Of(f.Point, f.Sum(f.Exp(used)));
        Assert.That(Size(code), Is.EqualTo(5), "a total, a loop that loads, computes and adds");
    }

    private static Code Of((Notation Notation, Node Density) density) => Lowering.Of(density.Notation.Point, density.Density, density.Notation.Gradient(density.Density));

    private static IEnumerable<Loop> Loops(Code code) => code.Statements.OfType<Loop>();

    private static int Size(Code code) => code.Statements.Length + Loops(code).Sum(static loop => loop.Body.Length);

    private static int Count(IEnumerable<Statement> statements, Operator @operator) => statements.OfType<Compute>().Count(compute => compute.Operator == @operator);
}
