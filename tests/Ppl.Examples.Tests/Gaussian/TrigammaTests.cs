using MathNet.Numerics;

namespace Ppl.Examples.Tests;

public sealed class TrigammaTests
{
    [Test]
    public void Known_values_are_met()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Trigamma.At(1), Is.EqualTo(Math.PI * Math.PI / 6).Within(1e-12).Percent);
            Assert.That(Trigamma.At(0.5), Is.EqualTo(Math.PI * Math.PI / 2).Within(1e-12).Percent);
            Assert.That(Trigamma.At(2.5), Is.EqualTo(Math.PI * Math.PI / 2 - 4 - 4.0 / 9).Within(1e-12).Percent);
            Assert.That(Trigamma.At(1e8), Is.EqualTo(1e-8 + 0.5e-16).Within(1e-12).Percent);
        });
    }

    [TestCase(0.01)]
    [TestCase(1.3)]
    [TestCase(19.9)]
    [TestCase(20.1)]
    [TestCase(500)]
    public void It_is_the_slope_of_the_digamma_function(double x) =>
        Assert.That(Trigamma.At(x), Is.EqualTo(Differentiate.FirstDerivative(SpecialFunctions.DiGamma, x)).Within(1e-4).Percent);
}
