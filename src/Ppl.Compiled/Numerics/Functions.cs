using MathNet.Numerics;

namespace Ppl.Compilation;

/// <summary>The functions of <see cref="Operator"/>, of numbers.</summary>
internal static class Functions
{
    /// <summary>An operator's value; operands that it does not have are not read.</summary>
    public static double Apply(Operator @operator, double x, double y = 0, double z = 0) => @operator switch
    {
        Operator.Negate => -x,
        Operator.Abs => Math.Abs(x),
        Operator.Sign => x > 0 ? 1 : x < 0 ? -1 : x,
        Operator.Reciprocal => 1 / x,
        Operator.Sqrt => Math.Sqrt(x),
        Operator.Exp => Math.Exp(x),
        Operator.Expm1 => Math.Abs(x) < 1e-5 ? x + x * x / 2 : Math.Exp(x) - 1,
        Operator.Log => Math.Log(x),
        Operator.Log1p => SpecialFunctions.Log1p(x),
        Operator.Sin => Math.Sin(x),
        Operator.Cos => Math.Cos(x),
        Operator.Tanh => Math.Tanh(x),
        Operator.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Operator.Softplus => Math.Max(x, 0) + SpecialFunctions.Log1p(Math.Exp(-Math.Abs(x))),
        Operator.Lgamma => SpecialFunctions.GammaLn(x),
        Operator.Digamma => SpecialFunctions.DiGamma(x),
        Operator.Trigamma => (SpecialFunctions.DiGamma(x + 1e-5) - SpecialFunctions.DiGamma(x - 1e-5)) / 2e-5,
        Operator.Erf => SpecialFunctions.Erf(x),
        Operator.Erfc => SpecialFunctions.Erfc(x),
        Operator.I0e => SpecialFunctions.BesselI0(x) * Math.Exp(-Math.Abs(x)),
        Operator.I1e => SpecialFunctions.BesselI1(x) * Math.Exp(-Math.Abs(x)),
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
        _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, "no such operator"),
    };
}
