extern alias Twin;

using Ppl.Compilation;
using Twin::Ppl.Core.Tests;
using Twin::Ppl.Symbolic.Tests;

namespace Ppl.Symbolic.Tests;

/// <summary>Every distribution of symbolic tensors against values of 80 digits.</summary>
public sealed class VectorTests
{
    private static IEnumerable<Fixture> Cases => Fixture.Read("distributions.json");

    [TestCaseSource(nameof(Cases))]
    public void The_log_probability_is_right_as_an_expression_of_the_arguments(object reference)
    {
        var one = (Fixture)reference;
        (Node logProb, double[] point) = SymbolicVectors.LogProb(one);
        AssertClose(GraphInterpreter.Evaluate(logProb, point), one);
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
