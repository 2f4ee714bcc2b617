using Ppl.Compilation;
using Ppl.Infer;

namespace Ppl.Symbolic.Tests;

/// <summary>The whole way of a marked program, from the generator to machine code, beside the same program by tensors.</summary>
public sealed class MarkedProgramTests
{
    /// <summary>Both sum some ten terms in float64, in different orders.</summary>
    private const double Tolerance = 1e-10;

    private static readonly Dictionary<string, Func<Engine, ProgramDensity>> Densities = new()
    {
        ["schools"] = engine => ProgramDensity.Of(MarkedPrograms.Schools, Schools(), engine),
        ["schools, rewritten by a handler"] = engine => ProgramDensity.Of(MarkedPrograms.Free, Schools(), engine),
        ["schools, counted twice by a handler"] = engine => ProgramDensity.Of(MarkedPrograms.Twice, Schools(), engine),
        ["a line"] = engine => ProgramDensity.Of(MarkedPrograms.Line, Points(isCurved: false), engine),
        ["a parabola"] = engine => ProgramDensity.Of(MarkedPrograms.Line, Points(isCurved: true), engine),
        ["a mixture"] = engine => ProgramDensity.Of(MarkedPrograms.Mixture, torch.tensor(new[] { -1.2, 0.3, 2.8, 3.1, 2.2 }), engine),
        ["a distribution of one's own"] = engine => ProgramDensity.Of(MarkedPrograms.OfOnesOwn, torch.tensor(0.7), engine),
        ["operators and a handler of one's own, and dtypes"] = engine => ProgramDensity.Of(MarkedPrograms.Pairs, Flagged(), engine),
        ["a handler of one's own around it"] = engine => ProgramDensity.Of(MarkedPrograms.Tempered, Flagged(), engine),
        ["a marked method"] = engine => ProgramDensity.Of<List<Tensor>>(MarkedMethods.Rates, [torch.tensor(new[] { 1.0, 0, 4 }), torch.tensor(new[] { 2.0, 2 })], engine),
    };

    private static IEnumerable<string> Names => Densities.Keys;

    [TestCaseSource(nameof(Names))]
    public void The_compiled_density_has_the_value_and_the_slope_of_the_traced_one(string name)
    {
        using TensorScope scope = TensorScope.Begin();
        using ProgramDensity compiled = Densities[name](Engine.Automatic), traced = Densities[name](Engine.Traced);
        Assert.That((compiled.Engine, traced.Engine), Is.EqualTo((Engine.Compiled, Engine.Traced)));
        Assert.That(compiled.Dimension, Is.EqualTo(traced.Dimension));
        double[] slope = new double[compiled.Dimension], expectedSlope = new double[compiled.Dimension];
        for (int point = 1; point <= 3; point++)
        {
            double[] position = [.. Enumerable.Range(0, compiled.Dimension).Select(i => 0.8 * Math.Sin(point + 2.3 * i))];
            double value = compiled.Evaluate(position, slope), expected = traced.Evaluate(position, expectedSlope);
            AssertClose(value, expected, "value");
            for (int i = 0; i < slope.Length; i++) AssertClose(slope[i], expectedSlope[i], $"slope {i}");
        }
    }

    [Test]
    public void The_branch_is_that_of_the_data()
    {
        using TensorScope scope = TensorScope.Begin();
        using ProgramDensity line = Densities["a line"](Engine.Compiled), parabola = Densities["a parabola"](Engine.Compiled);
        Assert.That((line.Dimension, parabola.Dimension), Is.EqualTo((3, 4)));
    }

    [Test]
    public void Data_of_a_derived_type_are_refused_as_the_copy_would_lose_a_part()
    {
        using TensorScope scope = TensorScope.Begin();
        using ProgramDensity density = ProgramDensity.Of(MarkedLevels.Model, new Level(torch.tensor(0.5)), Engine.Compiled);
        Assert.That(density.Dimension, Is.EqualTo(1));
        Assert.That(() => ProgramDensity.Of(MarkedLevels.Model, new Shifted(torch.tensor(0.5), 3), Engine.Compiled),
            Throws.TypeOf<PplException>().With.Message.Contains("data of type Level are a Shifted, and the copy of a program would lose what that adds"));
    }

    [Test]
    public void A_method_is_found_whatever_the_type_that_its_data_have()
    {
        using TensorScope scope = TensorScope.Begin();
        List<Tensor> list = [torch.tensor(0.5), torch.tensor(1.5)];
        using ProgramDensity ofList = ProgramDensity.Of(MarkedLevels.Many, list), ofArray = ProgramDensity.Of(MarkedLevels.Many, list.ToArray());
        Assert.That((ofList.Engine, ofArray.Engine), Is.EqualTo((Engine.Compiled, Engine.Compiled)));
    }

    [Test]
    public void Two_programs_in_one_delegate_are_neither_of_them()
    {
        Program<Level> once = MarkedLevels.Model;
        Assert.That(CompiledModels.Find(once), Is.Not.Null);
        Assert.That(CompiledModels.Find(once + MarkedLevels.Model), Is.Null);
    }

    [Test]
    public void A_program_that_a_handler_makes_elsewhere_is_not_compiled()
    {
        using TensorScope scope = TensorScope.Begin();
        Program<Estimates> elsewhere = new Program<Estimates>(MarkedPrograms.Schools).Under(new Ppl.Handlers.Prefix("a"));
        using ProgramDensity density = ProgramDensity.Of(elsewhere, Schools());
        Assert.That(density.Engine, Is.EqualTo(Engine.Traced));
        Assert.That(() => ProgramDensity.Of(elsewhere, Schools(), Engine.Compiled), Throws.TypeOf<PplException>().With.Message.StartsWith("PPL404"));
    }

    private static void AssertClose(double actual, double expected, string what) => Assert.That(actual, Is.EqualTo(expected).Within(Tolerance * (1 + Math.Abs(expected))), what);

    private static Estimates Schools() => new(torch.tensor(new[] { 28.0, 8, -3, 7, -1, 1, 18, 12 }), torch.tensor(new[] { 15.0, 10, 16, 11, 9, 11, 10, 18 }));

    private static (Tensor, Tensor) Flagged() => (torch.tensor(new[] { -1.0, 0.5, 1.5 }), torch.tensor(new long[] { 1, 0, 1 }));

    private static (Tensor X, Tensor Y, bool Curved) Points(bool isCurved) => (torch.tensor(new[] { -1.0, 0, 1, 2 }), torch.tensor(new[] { 0.2, 1.1, 1.8, 3.4 }), isCurved);
}
