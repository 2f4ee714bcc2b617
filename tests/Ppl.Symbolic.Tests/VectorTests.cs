extern alias Twin;

using Twin::Ppl.Core.Tests;
using Twin::Ppl.Symbolic.Tests;

namespace Ppl.Symbolic.Tests;

/// <summary>Every distribution of symbolic tensors against values of 80 digits.</summary>
public sealed class VectorTests
{
    private static IEnumerable<Fixture> Cases => Fixture.Read("distributions.json");

    private static IEnumerable<Fixture> Differentiable => Cases.Where(one => one.Has("grad_params"));

    [TestCaseSource(nameof(Cases))]
    public void The_log_probability_is_right_as_an_expression_of_the_arguments(object reference)
    {
        var one = (Fixture)reference;
        AssertClose(SymbolicVectors.Of(one).LogProb, one);
    }

    /// <summary>To the tolerances of the gradients by TorchSharp.</summary>
    [TestCaseSource(nameof(Differentiable))]
    public void The_gradient_is_right(object reference)
    {
        var one = (Fixture)reference;
        double tolerance = Array.Exists(one.Tags, tag => tag is "huge_factor" or "tiny_diag") ? 1e-4 : one.IsExtreme ? 1e-7 : 1e-9;
        Fixture expected = one.Inner("grad_params");
        foreach ((string name, double[] gradient) in SymbolicVectors.Of(one).Gradients)
        {
            if (!expected.Has(name)) continue;
            double[] numbers = expected.Numbers(name);
            for (int i = 0; i < numbers.Length; i++)
                if (!gradient[i].Equals(numbers[i])) Assert.That(gradient[i], Is.EqualTo(numbers[i]).Within(tolerance * (1 + Math.Abs(numbers[i]))), $"d log_prob / d {name}[{i}]");
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void The_log_probability_is_right_as_a_constant(object reference) => AssertClose(SymbolicVectors.LogProbOfNumbers((Fixture)reference), (Fixture)reference);

    /// <summary>The tolerances of the densities in TorchSharp: rounding, and that of the arguments where it matters.</summary>
    private static void AssertClose(double[] numbers, Fixture reference)
    {
        double[] expected = reference.Numbers("log_prob"), condition = reference.Has("condition") ? reference.Numbers("condition") : new double[expected.Length];
        Assert.That(numbers, Has.Length.EqualTo(expected.Length));
        for (int i = 0; i < numbers.Length; i++)
        {
            double tolerance = reference.IsExtreme ? 1e-11 + (1e-15 * condition[i]) : 1e-12;
            if (!numbers[i].Equals(expected[i])) Assert.That(numbers[i], Is.EqualTo(expected[i]).Within(tolerance * (1 + Math.Abs(expected[i]))), $"value {i}");
        }
    }
}
