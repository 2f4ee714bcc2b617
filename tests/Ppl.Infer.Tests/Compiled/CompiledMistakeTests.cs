using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>What is wrong with a program or its data is told by a compiled density as by a traced one: the same code, and the same words but for numbers that a graph does not know.</summary>
public sealed class CompiledMistakeTests
{
    private TorchSharp.DisposeScope scope = null!;

    [SetUp]
    public void Begin() => scope = torch.NewDisposeScope();

    [TearDown]
    public void End() => scope.Dispose();

    /// <summary>A compiled density reads its data once, and says so at once; a traced one finds no start, and names the site.</summary>
    [TestCase(-2, "PPL019"), TestCase(double.NaN, "PPL203")]
    public void Data_outside_the_support(double number, string code)
    {
        Tensor data = torch.tensor(new[] { 1.0, number, 3 });
        Assert.That(() => ProgramDensity.Of(CompiledPrograms.Rates, data, Engine.Compiled), Raises.Code(code).With.Message.Contains("site \"y\"").And.Message.Contains("hint:"));
        Assert.That(() => new Mcmc(new McmcOptions { Engine = Engine.Traced, Chains = 1 }).Run(CompiledPrograms.Rates, data), Throws.TypeOf<PplException>().With.Message.Contains("\"y\""));
    }

    [Test]
    public void Data_of_another_shape() => AssertAlike(CompiledPrograms.Rates, torch.tensor(new[] { 1.0, 2 }), "y");

    [Test]
    public void A_subsampled_plate() => AssertAlike(CompiledPrograms.SomeRows, torch.tensor(new[] { 1.0, 2 }), "rows");

    [Test]
    public void A_program_without_continuous_latents() => AssertAlike(CompiledPrograms.Coin, torch.tensor(0.3), "no continuous latents");

    [Test]
    public void A_sum_over_the_values_of_what_is_summed_out() => AssertAlike(CompiledPrograms.Total, torch.tensor(1.5), "y");

    [Test]
    public void A_sum_over_the_values_of_each_state_of_a_long_chain() => AssertAlike(CompiledPrograms.MixedChain, torch.linspace(-1, 2, 40, dtype: torch.float64), "y0");

    [Test]
    public void A_sum_over_the_values_of_the_last_state_of_a_long_chain() => AssertAlike(CompiledPrograms.MixedEnd, torch.linspace(-1, 2, 40, dtype: torch.float64), "end");

    [Test]
    public void A_long_chain_of_terms_of_one_value_each_is_no_mistake()
    {
        Tensor y = torch.linspace(-1, 2, 40, dtype: torch.float64);
        using ProgramDensity compiled = ProgramDensity.Of(CompiledPrograms.Chain, y, Engine.Compiled), traced = ProgramDensity.Of(CompiledPrograms.Chain, y, Engine.Traced);
        Assert.That(compiled.Evaluate([0.4], new double[1]), Is.EqualTo(traced.Evaluate([0.4], new double[1])).Within(1e-10));
    }

    private static void AssertAlike(Program<Tensor> model, Tensor data, string named)
    {
        Exception compiled = Assert.Catch(() => ProgramDensity.Of(model, data, Engine.Compiled))!, traced = Assert.Catch(() => ProgramDensity.Of(model, data, Engine.Traced))!;
        Assert.That(compiled.GetType(), Is.EqualTo(traced.GetType()));
        Assert.That((compiled as PplException)?.Code, Is.EqualTo((traced as PplException)?.Code));
        Assert.That(compiled.Message, Does.Contain(named));
        Assert.That(Line(compiled), Is.EqualTo(Line(traced)));
        Assert.That(compiled.Message.Contains("hint:"), Is.EqualTo(traced.Message.Contains("hint:")));
    }

    /// <summary>What went wrong, and where.</summary>
    private static string Line(Exception error) => error.Message.Split('\n')[0];
}
