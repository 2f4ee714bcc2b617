using MathNet.Numerics;

namespace Ppl.Distributions;

/// <summary>Functions in the form that keeps its digits; on numbers and on tensors, both differentiable to all orders that torch has.</summary>
internal static partial class Stable
{
    private const double StirlingFrom = 20;
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
        Tensor near = (-x.clamp_min(-Log2).expm1()).log(), far = (-x.clamp_max(-Log2).exp()).log1p();
        return torch.where(x > -Log2, near, far);
    }

    /// <inheritdoc cref="Log1mExp(Tensor)"/>
    public static double Log1mExp(double x) => x > -Log2 ? Math.Log(-Expm1(x)) : Log1p(-Math.Exp(x));

    /// <summary>The log density inside a support that depends on parameters; -∞ outside.</summary>
    public static Tensor Within(Tensor isInside, Tensor logDensity) => logDensity.masked_fill(~isInside, double.NegativeInfinity);

    /// <summary>One or the other by a condition; numbers, which stay numbers, take dtype and device from <paramref name="like"/>.</summary>
    public static Tensor Choose(Tensor condition, TensorLike yes, TensorLike no, Tensor like)
    {
        if (!no.IsNumber) return torch.where(condition, yes.Beside(like), no.Beside(like));
        Tensor chosen = yes.IsNumber ? TensorLike.Real(like).masked_fill(condition, yes.Number) : yes.Beside(like);
        return chosen.masked_fill(~condition, no.Number);
    }

    /// <summary>The value where the condition holds; ∞ elsewhere.</summary>
    public static Tensor InfiniteUnless(Tensor condition, Tensor value) => value.masked_fill(~condition, double.PositiveInfinity);

    /// <summary>x log y, 0 where x is 0 whatever y is, with a gradient of 0 to y there.</summary>
    public static TensorLike XLogY(TensorLike x, TensorLike y)
    {
        if (!x.IsTensor && !y.IsTensor) return TensorLike.Fold(x, y, static (u, v) => u == 0 ? 0 : u * Math.Log(v));
        Tensor count = x.Tensor ?? x.Beside(y.ToTensor());
        return count * y.Beside(count).masked_fill(count == 0, 1).log();
    }

    /// <summary>log x, but 0 where x and <paramref name="power"/> are both 0: their product is 0 there, as 0⁰ is 1, and has no infinite gradient.</summary>
    public static Tensor LogOfBase(TensorLike power, Tensor x) => Unless(power, x, end: 0, harmless: 1).log();

    /// <summary>log(1 - x), but 0 where 1 - x and <paramref name="power"/> are both 0.</summary>
    public static Tensor LogOfBaseComplement(TensorLike power, Tensor x) => (-Unless(power, x, end: 1, harmless: 0)).log1p();

    /// <summary>x, but a harmless number where an end is reached whose power is 0.</summary>
    private static Tensor Unless(TensorLike power, Tensor x, double end, double harmless)
    {
        if (power.IsNumber) return power.Number == 0 ? x.masked_fill(x == end, harmless) : x;
        return x.masked_fill((power.Beside(x) == 0) & (x == end), harmless);
    }

    /// <summary>log((exp(x) + exp(-x)) / 2), also where the cosine overflows.</summary>
    public static Tensor LogCosh(Tensor x) => x + (Softplus(-2 * x) - Math.Log(2));

    /// <summary>
    /// log(aᵃ e⁻ᵃ / Γ(a)) = a log a - a - log Γ(a), whose terms cancel where a is large: from 20 on as log(a / 2π) / 2 less
    /// <see cref="StirlingError(Tensor)"/>.
    /// </summary>
    /// <remarks>The gradient of either branch is finite where the other is taken, so that 0 times it is 0.</remarks>
    public static Tensor LogPowerOverGamma(Tensor a)
    {
        Tensor log = a.log();
        Tensor large = -Normal.HalfLogTwoPi - StirlingError(a.clamp_min(StirlingFrom)).add(log, -0.5);
        return torch.where(a > StirlingFrom, large, a * (log - 1) - a.lgamma());
    }

    /// <inheritdoc cref="LogPowerOverGamma(Tensor)"/>
    public static double LogPowerOverGamma(double a) => a > StirlingFrom
        ? 0.5 * Math.Log(a / (2 * Math.PI)) - StirlingError(a)
        : a * Math.Log(a) - a - SpecialFunctions.GammaLn(a);

    /// <summary>
    /// The sum of <see cref="LogPowerOverGamma(Tensor)"/> over some arguments less that over others. Tensors of one shape go through the function
    /// together: it costs as many calls for all of them as for one.
    /// </summary>
    public static TensorLike LogPowersOverGamma(ReadOnlySpan<TensorLike> plus, ReadOnlySpan<TensorLike> minus)
    {
        TensorLike sum = 0;
        var signed = new List<(Tensor Argument, bool IsPlus)>(plus.Length + minus.Length);
        foreach (TensorLike one in plus) Take(one, isPlus: true);
        foreach (TensorLike one in minus) Take(one, isPlus: false);
        while (signed.Count > 0)
        {
            Shape shape = Shape.Of(signed[0].Argument);
            List<(Tensor Argument, bool IsPlus)> alike = signed.FindAll(one => Shape.Of(one.Argument) == shape);
            signed.RemoveAll(one => Shape.Of(one.Argument) == shape);
            Tensor[] values = alike.Count == 1
                ? [LogPowerOverGamma(alike[0].Argument)]
                : LogPowerOverGamma(torch.stack([.. alike.Select(one => one.Argument)])).unbind();
            for (int i = 0; i < values.Length; i++) sum = alike[i].IsPlus ? sum + values[i] : sum - values[i];
        }
        return sum;

        void Take(TensorLike one, bool isPlus)
        {
            if (one.Tensor is { } tensor) signed.Add((tensor, isPlus));
            else sum = isPlus ? sum + one.LogPowerOverGamma() : sum - one.LogPowerOverGamma();
        }
    }

    /// <summary>x₀ + ... + x₍ₙ₋₁₎ - xₙ along the last dim.</summary>
    public static Tensor SumLessLast(Tensor x)
    {
        long last = Shape.Of(x)[^1] - 1;
        return x.narrow(-1, 0, last).sum(dim: -1) - x.narrow(-1, last, 1).squeeze(-1);
    }

    /// <summary>log(x₀ᵃ (1 - x₀)ᵇ / B(a, b)) at x₀ = a / (a + b), whose terms cancel where a or b is large.</summary>
    public static TensorLike LogPowersOverBeta(TensorLike a, TensorLike b) => LogPowersOverGamma([a, b], [a + b]);

    /// <summary>log(e^-x I₀(x)) for x ≥ 0, from 10⁴ on by the first terms of the asymptotic series.</summary>
    public static double LogI0e(double x)
    {
        const double Large = 1e4;
        double s = 0.125 / x;
        return x < Large ? Math.Log(SpecialFunctions.BesselIScaled(0, x)) : Log1p(s * (1 + s * (4.5 + s * 37.5))) - 0.5 * Math.Log(2 * Math.PI * x);
    }

    /// <summary>ψ(a) - log a, the mean of the log of a gamma variable over its mean; from 16 on -1/(2a) - 1/(12a²) + 1/(120a⁴) - 1/(252a⁶) + 1/(240a⁸) - 1/(132a¹⁰), within 1e-16.</summary>
    public static TensorLike MeanLogRatio(TensorLike a) => a.Apply(static a =>
    {
        Tensor isLarge = a > StirlingFrom, limit = torch.ones_like(a) * StirlingFrom;
        Tensor small = torch.where(isLarge, limit, a), inverse = 1 / torch.where(isLarge, a, limit), square = inverse.square();
        Tensor series = inverse * 0.5 + square * (1.0 / 12 - square * (1.0 / 120 - square * (1.0 / 252 - square * (1.0 / 240 - square / 132))));
        return torch.where(isLarge, -series, small.digamma() - small.log());
    });

    /// <inheritdoc cref="MeanLogRatio(TensorLike)"/>
    /// <remarks>By the asymptotic series from 16 on; below, ψ(a) = ψ(a + 1) - 1/a takes it there.</remarks>
    public static double MeanLogRatio(double a)
    {
        double shift = 0, large = a;
        for (; large < StirlingFrom; large++) shift += 1 / large;
        double inverse = 1 / large, square = inverse * inverse;
        double series = 0.5 * inverse + square * (1.0 / 12 - square * (1.0 / 120 - square * (1.0 / 252 - square * (1.0 / 240 - square * (1.0 / 132 - square * (691.0 / 32760))))));
        return large == a ? -series : Math.Log(large / a) - series - shift;
    }

    /// <summary>ψ(a), the mean of the log of a gamma variable.</summary>
    public static double Digamma(double a) => Math.Log(a) + MeanLogRatio(a);

    /// <summary>ψ(a + b) - ψ(a), with all digits where b is small beside a large a.</summary>
    public static double DigammaDifference(double a, double b) => Log1p(b / a) + (MeanLogRatio(a + b) - MeanLogRatio(a));

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

    // The first three coefficients of Stieltjes' fraction for the error of Stirling's formula, 1/12, 1/30 and 53/210, moved so that
    // the largest error of three terms from 20 on is least: 4.5e-15.
    private const double Stirling0 = 0.0833333333327089909, Stirling1 = 0.0333333093203395685, Stirling2 = 0.251803399955273467;

    /// <summary>log Γ(a) - (a - 1/2) log a + a - log(2π) / 2 for a of 20 and above, within 5e-15.</summary>
    private static Tensor StirlingError(Tensor a) => Stirling0 / (a + Stirling1 / (a + Stirling2 / a));

    /// <inheritdoc cref="StirlingError(Tensor)"/>
    private static double StirlingError(double a) => Stirling0 / (a + Stirling1 / (a + Stirling2 / a));
}
