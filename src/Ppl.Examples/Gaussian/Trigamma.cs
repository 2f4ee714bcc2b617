namespace Ppl.Examples;

/// <summary>The derivative of the digamma function, which MathNet does not have.</summary>
internal static class Trigamma
{
    private const double Large = 20;

    /// <summary>
    /// ψ'(x) for x &gt; 0: ψ'(x) = 1/x² + ψ'(x + 1) up to a large x, then 1/x + 1/(2x²) + Σ B₂ₖ/x²ᵏ⁺¹ (Abramowitz and Stegun 1964, 6.4.6 and 6.4.12), to
    /// rounding.
    /// </summary>
    public static double At(double x)
    {
        double sum = 0;
        for (; x < Large; x++) sum += 1 / (x * x);
        double y = 1 / (x * x);
        return sum + 1 / x + y / 2 + y / x * (1.0 / 6 - y * (1.0 / 30 - y * (1.0 / 42 - y * (1.0 / 30 - y * (5.0 / 66)))));
    }
}
