using MathNet.Numerics;

namespace Ppl.Compilation;

/// <summary>What each <see cref="Operator"/> makes of numbers.</summary>
internal static class Numbers
{
    private const double SeriesFrom = 12;

    /// <summary>The operator's value; operands that it does not have are not looked at.</summary>
    public static double Apply(Operator @operator, double x, double y = 0, double z = 0) => @operator switch
    {
        Operator.Negate => -x,
        Operator.Abs => Math.Abs(x),
        Operator.Sign => double.IsNaN(x) ? x : Math.Sign(x),
        Operator.Reciprocal => 1 / x,
        Operator.Sqrt => Math.Sqrt(x),
        Operator.Exp => Math.Exp(x),
        Operator.Expm1 => Expm1(x),
        Operator.Log => Math.Log(x),
        Operator.Log1p => Log1p(x),
        Operator.Sin => Math.Sin(x),
        Operator.Cos => Math.Cos(x),
        Operator.Tanh => Math.Tanh(x),
        Operator.Sigmoid => Sigmoid(x),
        Operator.Softplus => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x))),
        Operator.Lgamma => Lgamma(x),
        Operator.Digamma => Digamma(x),
        Operator.Trigamma => Trigamma(x),
        Operator.Erf => SpecialFunctions.Erf(x),
        Operator.Erfc => SpecialFunctions.Erfc(x),
        Operator.I0e => BesselScaled(0, x),
        Operator.I1e => BesselScaled(1, x),
        Operator.Floor => Math.Floor(x),
        Operator.Not => x == 0 ? 1 : 0,
        Operator.Detach => x,
        Operator.Add => x + y,
        Operator.Subtract => x - y,
        Operator.Multiply => x * y,
        Operator.Divide => x / y,
        Operator.Power => Math.Pow(x, y),
        Operator.Maximum => Math.Max(x, y),
        Operator.Minimum => Math.Min(x, y),
        Operator.Atan2 => Math.Atan2(x, y),
        Operator.Greater => x > y ? 1 : 0,
        Operator.GreaterOrEqual => x >= y ? 1 : 0,
        Operator.Equal => x == y ? 1 : 0,
        Operator.And => x != 0 && y != 0 ? 1 : 0,
        Operator.Or => x != 0 || y != 0 ? 1 : 0,
        Operator.Select => x != 0 ? y : z,
        Operator.MultiplyAdd => Math.FusedMultiplyAdd(x, y, z),
        _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, null),
    };

    /// <summary>log(1 + x): the error of rounding 1 + x is divided out.</summary>
    public static double Log1p(double x)
    {
        double sum = 1 + x;
        return sum == 1 || double.IsInfinity(sum) ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>eˣ - 1: the error of rounding eˣ is divided out.</summary>
    public static double Expm1(double x)
    {
        double power = Math.Exp(x);
        return power == 1 ? x : power is 0 or double.PositiveInfinity ? power - 1 : (power - 1) * (x / Math.Log(power));
    }

    private static double Sigmoid(double x)
    {
        double power = Math.Exp(-Math.Abs(x));
        return (x >= 0 ? 1 : power) / (1 + power);
    }

    // MathNet gives log Γ for x > 0 with all digits; below, the reflection Γ(x) Γ(1 - x) = π / sin πx.
    private static double Lgamma(double x) =>
        double.IsInfinity(x) ? double.PositiveInfinity
        : x > 0.5 ? SpecialFunctions.GammaLn(x)
        : x <= 0 && x == Math.Floor(x) ? double.PositiveInfinity
        : Math.Log(Math.PI / Math.Abs(Math.Sin(Math.PI * (x - 2 * Math.Round(x / 2))))) - SpecialFunctions.GammaLn(1 - x);

    /// <summary>ψ(x): by ψ(x) = ψ(x + 1) - 1/x up to where Stirling's series has all digits, and below 0 by ψ(1 - x) - π cot πx; infinite at 0, NaN at its other poles.</summary>
    private static double Digamma(double x)
    {
        if (x == 0) return double.CopySign(double.PositiveInfinity, -x);
        if (x < 0) return x == Math.Floor(x) ? double.NaN : Digamma(1 - x) - Math.PI / Math.Tan(Math.PI * (x - Math.Round(x)));
        double shift = 0;
        for (; x < SeriesFrom; x++) shift -= 1 / x;
        double inverse = 1 / x, square = inverse * inverse;
        return shift + Math.Log(x) - 0.5 * inverse
            - square * (1.0 / 12 - square * (1.0 / 120 - square * (1.0 / 252 - square * (1.0 / 240 - square * (1.0 / 132 - square * (691.0 / 32760 - square / 12))))));
    }

    /// <summary>ψ'(x), likewise; below 0 by (π / sin πx)² - ψ'(1 - x).</summary>
    private static double Trigamma(double x)
    {
        if (x <= 0) return x == Math.Floor(x) ? double.PositiveInfinity : Square(Math.PI / Math.Sin(Math.PI * (x - Math.Round(x)))) - Trigamma(1 - x);
        double shift = 0;
        for (; x < SeriesFrom; x++) shift += 1 / (x * x);
        double inverse = 1 / x, square = inverse * inverse;
        return shift + inverse + 0.5 * square
            + square * inverse * (1.0 / 6 - square * (1.0 / 30 - square * (1.0 / 42 - square * (1.0 / 30 - square * (5.0 / 66 - square * (691.0 / 2730 - square * (7.0 / 6)))))));
    }

    // Iₙ(x) = (1/π) ∫₀^π e^(x cos t) cos nt dt. The integrand is periodic, so the trapezium rule converges geometrically once its points resolve it; what is
    // summed for the scaled function lies within a width of about 1/√x. Near 0 the power series, which keeps the digits of I₁; far out the asymptotic one.
    private static double BesselScaled(int order, double x)
    {
        double size = Math.Abs(x), total;
        if (double.IsNaN(x)) return x;
        if (size > 500)
        {
            double term = total = 1;
            for (int k = 1; k <= 12; k++) total += term *= -(4.0 * order * order - Square(2 * k - 1)) / (8 * k * size);
            total /= Math.Sqrt(2 * Math.PI * size);
        }
        else if (size < 2)
        {
            double term = total = order == 0 ? 1 : 0.5 * size;
            for (int k = 1; k <= 20; k++) total += term *= 0.25 * size * size / (k * (k + order));
            total *= Math.Exp(-size);
        }
        else
        {
            total = 0;
            const int Points = 256;
            for (int i = 0; i < 2 * Points; i++)
            {
                double t = Math.PI * i / Points, half = Math.Sin(0.5 * t);
                total += Math.Exp(-2 * size * half * half) * Math.Cos(order * t);
            }
            total /= 2 * Points;
        }
        return order == 1 && x < 0 ? -total : total;
    }

    private static double Square(double x) => x * x;
}
