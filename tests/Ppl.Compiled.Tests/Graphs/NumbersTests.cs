namespace Ppl.Compilation.Tests;

internal sealed class NumbersTests
{
    // Reference values to 17 digits: mpmath.
    [TestCase(Operator.Log1p, 1e-10, 9.9999999995e-11)]
    [TestCase(Operator.Expm1, 1e-10, 1.00000000005e-10)]
    [TestCase(Operator.Softplus, -40, 4.2483542552915890e-18)]
    [TestCase(Operator.Digamma, 1, -0.57721566490153286)]
    [TestCase(Operator.Digamma, 0.25, -4.2274535333762654)]
    [TestCase(Operator.Digamma, -0.5, 0.036489973978576520)]
    [TestCase(Operator.Trigamma, 1, 1.6449340668482264)]
    [TestCase(Operator.Trigamma, 0.5, 4.9348022005446793)]
    [TestCase(Operator.Trigamma, -0.5, 8.9348022005446793)]
    [TestCase(Operator.Lgamma, -0.5, 1.2655121234846454)]
    [TestCase(Operator.Lgamma, 0.25, 1.2880225246980774)]
    [TestCase(Operator.I0e, 1, 0.46575960759364043)]
    [TestCase(Operator.I1e, 1, 0.20791041534970845)]
    [TestCase(Operator.I1e, -1e-5, -4.9999500003124989e-06)]
    public void Special_functions_keep_their_digits(Operator @operator, double x, double expected) =>
        Assert.That(Numbers.Apply(@operator, x), Is.EqualTo(expected).Within(2e-14 * Math.Abs(expected)));

    // I₀(x) = I₁'(x) and, scaled, i0e' = i1e - i0e: holds where the formulas change, too.
    [TestCase(1.9999), TestCase(2.0001), TestCase(30), TestCase(499.9), TestCase(500.1), TestCase(4000)]
    public void Bessel_functions_follow_their_differential_equation(double x)
    {
        static double F(double y) => Numbers.Apply(Operator.I0e, y);

        double h = 1e-3 * x;
        double slope = (8 * (F(x + h) - F(x - h)) - (F(x + 2 * h) - F(x - 2 * h))) / (12 * h);
        Assert.That(slope, Is.EqualTo(Numbers.Apply(Operator.I1e, x) - F(x)).Within(1e-10 * F(x) / Math.Min(x, 10)));
    }
}
