namespace Ppl.Distributions;

// The normal cdf Φ in logarithms, whose derivative φ / Φ keeps its digits in the far lower tail, too.
internal static partial class Stable
{
    private const double FarTail = -6;

    /// <summary>
    /// log Φ(x): by erfc, and below -6, where erfc would underflow in Float32, as -x²/2 + log(erfcx(-x/√2) / 2). The absolute error is that of
    /// x²/2, which is a few 1e-16 of it.
    /// </summary>
    /// <remarks>Each branch sees a harmless argument where the other is taken.</remarks>
    public static Tensor LogNdtr(Tensor x)
    {
        Tensor isFar = x < FarTail, border = torch.zeros_like(x) + FarTail;
        Tensor near = (0.5 * (torch.where(isFar, border, x) * -Math.Sqrt(0.5)).erfc()).log();
        Tensor tail = torch.where(isFar, x, border);
        return torch.where(isFar, LogHalfErfcx(tail * -Math.Sqrt(0.5)) - 0.5 * tail.square(), near);
    }

    /// <summary>
    /// log(Φ(b) - Φ(a)) for a &lt; b. Both are mirrored where the upper tail is meant, so that Φ(a) ≤ 1/2; the difference is one of erf
    /// near 0, of logarithms elsewhere.
    /// </summary>
    public static Tensor LogNdtrDifference(Tensor a, Tensor b)
    {
        Tensor isMirrored = a + b > 0, lower = torch.where(isMirrored, -b, a), upper = torch.where(isMirrored, -a, b);
        Tensor isCentral = lower > -1, zero = torch.zeros_like(lower);

        Tensor from = torch.where(isCentral, lower, zero - 1), to = torch.where(isCentral, upper, zero);
        Tensor central = (0.5 * ((to * Math.Sqrt(0.5)).erf() - (from * Math.Sqrt(0.5)).erf())).log();

        Tensor log = LogNdtr(torch.where(isCentral, zero, upper));
        Tensor tail = log + Log1mExp(LogNdtr(torch.where(isCentral, zero - 1, lower)) - log);
        return torch.where(isCentral, central, tail);
    }

    /// <summary>log(exp(y²) erfc(y) / 2) for y ≥ 4, the rational function within 6e-18.</summary>
    /// <remarks>W. J. Cody, Rational Chebyshev approximations for the error function, Mathematics of Computation 23 (1969).</remarks>
    private static Tensor LogHalfErfcx(Tensor y)
    {
        Tensor s = 1 / y.square();
        Tensor p = 6.58749161529837803e-4 + s * (1.60837851487422766e-2 + s * (1.25781726111229246e-1
            + s * (3.60344899949804439e-1 + s * (3.05326634961232344e-1 + s * 1.63153871373020978e-2))));
        Tensor q = 2.33520497626869185e-3 + s * (6.05183413124413191e-2 + s * (5.27905102951428412e-1
            + s * (1.87295284992346725 + s * (2.56852019228982242 + s))));
        return ((0.5 / Math.Sqrt(Math.PI) - 0.5 * s * p / q) / y).log();
    }
}
