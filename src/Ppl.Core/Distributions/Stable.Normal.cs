using MathNet.Numerics;

namespace Ppl.Distributions;

// The normal cdf Φ in logarithms, whose derivative φ / Φ keeps its digits in the far lower tail, too.
internal static partial class Stable
{
    private const double FarTail = 12;

    // The first five numerators of Laplace's continued fraction for Mills' ratio, 1, 2, 3, 4 and 5, moved so that the largest relative
    // error of five terms from 12 on is least: 5.4e-14, which is 1e-15 of the logarithm that it enters.
    private const double Mills1 = 0.999999999829462143, Mills2 = 1.99999957002489839, Mills3 = 2.99984268468075112,
        Mills4 = 3.98389745088109482, Mills5 = 4.44913790770247718;

    /// <summary>
    /// log Φ(x): by erfc, and below -12, where erfc would underflow in Float32, by Mills' ratio as -x²/2 - log(2π)/2 - log(|x| + 1/(|x| + 2/(|x| + ...))).
    /// The absolute error is that of x²/2, which is a few 1e-16 of it.
    /// </summary>
    /// <remarks>Each branch sees a harmless argument where the other is taken.</remarks>
    public static Tensor LogNdtr(Tensor x)
    {
        Tensor near = (x.clamp_min(-FarTail) * -Math.Sqrt(0.5)).erfc().log() - Log2;
        Tensor t = (-x).clamp_min(FarTail), inverseRatio = t + Mills1 / (t + Mills2 / (t + Mills3 / (t + Mills4 / (t + Mills5 / t))));
        Tensor far = -Normal.HalfLogTwoPi - inverseRatio.log().add(t.square(), 0.5);
        return torch.where(x < -FarTail, far, near);
    }

    /// <summary>
    /// log(Φ(b) - Φ(a)) for a &lt; b. Both are mirrored where the upper tail is meant, so that Φ(a) ≤ 1/2; the difference is one of erf
    /// near 0, of logarithms elsewhere.
    /// </summary>
    public static Tensor LogNdtrDifference(Tensor a, Tensor b)
    {
        Tensor isMirrored = a + b > 0, lower = torch.where(isMirrored, -b, a), upper = torch.where(isMirrored, -a, b);
        Tensor isCentral = lower > -1;

        Tensor twice = (upper * Math.Sqrt(0.5)).erf() - (lower * Math.Sqrt(0.5)).erf();
        Tensor central = twice.masked_fill(~isCentral, 1).log() - Log2;

        Tensor[] logs = LogNdtr(torch.stack([lower, upper])).unbind();
        Tensor logUpper = logs[1], logRatio = logs[0] - logUpper;
        return torch.where(isCentral, central, logUpper + Log1mExp(logRatio.masked_fill(isCentral, -1)));
    }

    /// <inheritdoc cref="LogNdtr(Tensor)"/>
    public static double LogNdtr(double x)
    {
        double t = -x;
        return t < FarTail
            ? Math.Log(0.5 * SpecialFunctions.Erfc(t * Math.Sqrt(0.5)))
            : -Normal.HalfLogTwoPi - 0.5 * t * t - Math.Log(t + Mills1 / (t + Mills2 / (t + Mills3 / (t + Mills4 / (t + Mills5 / t)))));
    }

    /// <inheritdoc cref="LogNdtrDifference(Tensor, Tensor)"/>
    public static double LogNdtrDifference(double a, double b)
    {
        if (a + b > 0) (a, b) = (-b, -a);
        if (a > -1) return Math.Log(0.5 * (SpecialFunctions.Erf(b * Math.Sqrt(0.5)) - SpecialFunctions.Erf(a * Math.Sqrt(0.5))));
        double upper = LogNdtr(b);
        return upper + Log1mExp(LogNdtr(a) - upper);
    }
}
