using MathNet.Numerics;

namespace Ppl.Distributions;

/// <summary>Functions in the form that keeps its digits; on numbers and on tensors, both differentiable to all orders that torch has.</summary>
internal static partial class Stable
{
    private const double StirlingFrom = 16;
    private const double Log2 = 0.693147180559945309417232121458;

    /// <summary>log(1 + exp(x)).</summary>
    /// <remarks>torch's own threshold of 20 drops the term exp(-x), which float64 still sees; above 50 no double does.</remarks>
    public static Tensor Softplus(Tensor x) => torch.nn.functional.softplus(x, 1, 50);

    /// <summary>log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|)).</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    /// <summary>log(1 + x): the error of rounding 1 + x is divided out (MathNet's series ends too early).</summary>
    public static double Log1p(double x)
    {
        double sum = 1 + x;
        return sum == 1 || double.IsInfinity(sum) ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>exp(x) - 1: the error of rounding exp(x) is divided out (MathNet's series ends too early).</summary>
    public static double Expm1(double x)
    {
        double power = Math.Exp(x);
        return power == 1 ? x : power is 0 or double.PositiveInfinity ? power - 1 : (power - 1) * (x / Math.Log(power));
    }

    /// <summary>log(1 - exp(x)) for x &lt; 0: by expm1 where exp(x) is near 1, by log1p where it is small.</summary>
    /// <remarks>M. Mächler, Accurately computing log(1 - exp(-|a|)) (2012). Each branch sees a harmless argument where the other is taken.</remarks>
    public static Tensor Log1mExp(Tensor x)
    {
        Tensor isNear = x > -Log2, border = torch.zeros_like(x) - Log2;
        return torch.where(isNear, (-torch.where(isNear, x, border).expm1()).log(), (-torch.where(isNear, border, x).exp()).log1p());
    }

    /// <summary>The log density inside a support that depends on parameters; -∞ outside.</summary>
    public static Tensor Within(Tensor isInside, Tensor logDensity) => torch.where(isInside, logDensity, torch.zeros_like(logDensity) - double.PositiveInfinity);

    /// <summary>The value where the condition holds; ∞ elsewhere.</summary>
    public static Tensor InfiniteUnless(Tensor condition, Tensor value) => torch.where(condition, value, torch.zeros_like(value) + double.PositiveInfinity);

    /// <summary>The larger of x and a number, and no gradient where it is the number.</summary>
    public static Tensor AtLeast(Tensor x, double low) => torch.where(x > low, x, torch.ones_like(x) * low);

    /// <summary>x log y, 0 where x is 0 whatever y is, with a gradient of 0 to y there. <paramref name="y"/> has the larger shape.</summary>
    public static Tensor XLogY(Tensor x, Tensor y) => x * torch.where(x == 0, torch.ones_like(y), y).log();

    /// <summary>log x, but 0 where x and <paramref name="power"/> are both 0: their product is 0 there, as 0⁰ is 1, and has no infinite gradient.</summary>
    public static Tensor LogOfBase(Tensor power, Tensor x) => torch.where((power == 0) & (x == 0), torch.ones_like(x), x).log();

    /// <summary>log(1 - x), but 0 where 1 - x and <paramref name="power"/> are both 0.</summary>
    public static Tensor LogOfBaseComplement(Tensor power, Tensor x) => (-torch.where((power == 0) & (x == 1), torch.zeros_like(x), x)).log1p();

    /// <summary>log((exp(x) + exp(-x)) / 2), also where the cosine overflows.</summary>
    public static Tensor LogCosh(Tensor x) => x + (Softplus(-2 * x) - Math.Log(2));

    /// <summary>
    /// log(aᵃ e⁻ᵃ / Γ(a)) = a log a - a - log Γ(a), whose terms cancel where a is large: from 16 on by Stirling's series,
    /// log(a / 2π) / 2 - 1/(12a) + 1/(360a³) - 1/(1260a⁵) + 1/(1680a⁷) - 1/(1188a⁹), within 1e-16.
    /// </summary>
    public static Tensor LogPowerOverGamma(Tensor a)
    {
        Tensor isLarge = a > StirlingFrom, limit = torch.ones_like(a) * StirlingFrom;
        Tensor small = torch.where(isLarge, limit, a), inverse = 1 / torch.where(isLarge, a, limit);
        Tensor direct = small * small.log() - small - small.lgamma();
        return torch.where(isLarge, -0.5 * (inverse * (2 * Math.PI)).log() - StirlingError(inverse), direct);
    }

    /// <inheritdoc cref="LogPowerOverGamma(Tensor)"/>
    public static double LogPowerOverGamma(double a) => a > StirlingFrom
        ? -0.5 * Math.Log(2 * Math.PI / a) - StirlingError(1 / a)
        : a * Math.Log(a) - a - SpecialFunctions.GammaLn(a);

    /// <summary>log(x₀ᵃ (1 - x₀)ᵇ / B(a, b)) at x₀ = a / (a + b), whose terms cancel where a or b is large.</summary>
    public static TensorLike LogPowersOverBeta(TensorLike a, TensorLike b) => a.LogPowerOverGamma() + b.LogPowerOverGamma() - (a + b).LogPowerOverGamma();

    /// <summary>ψ(a) - log a, the mean of the log of a gamma variable over its mean; from 16 on -1/(2a) - 1/(12a²) + 1/(120a⁴) - 1/(252a⁶) + 1/(240a⁸) - 1/(132a¹⁰), within 1e-16.</summary>
    public static TensorLike MeanLogRatio(TensorLike a) => a.Apply(static a =>
    {
        Tensor isLarge = a > StirlingFrom, limit = torch.ones_like(a) * StirlingFrom;
        Tensor small = torch.where(isLarge, limit, a), inverse = 1 / torch.where(isLarge, a, limit), square = inverse.square();
        Tensor series = inverse * 0.5 + square * (1.0 / 12 - square * (1.0 / 120 - square * (1.0 / 252 - square * (1.0 / 240 - square / 132))));
        return torch.where(isLarge, -series, small.digamma() - small.log());
    });

    /// <summary>log(x / center) - (x / center - 1), with all digits around the center, given x and log x.</summary>
    public static double LogRatioLessOne(double x, double center, double logX)
    {
        double excess = (x - center) / center;
        if (Math.Abs(excess) > 0.5) return logX - Math.Log(center) - excess;
        // log(1 + e) = 2 atanh r with r = e / (2 + e), and 2 r - e = -e r.
        double r = excess / (2 + excess), square = r * r, power = 1, sum = 0;
        for (int n = 3; power > 1e-18; n += 2, power *= square) sum += power / n;
        return r * (2 * square * sum - excess);
    }

    private static Tensor StirlingError(Tensor inverse)
    {
        Tensor square = inverse.square();
        return inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))));
    }

    private static double StirlingError(double inverse)
    {
        double square = inverse * inverse;
        return inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))));
    }
}
