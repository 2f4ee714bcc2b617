namespace Ppl.Compilation;

/// <summary>The operators as functions of one, four and eight numbers: each has the operator's name.</summary>
internal static partial class Functions
{
    /// <summary>How many operands an operator has.</summary>
    public static int Operands(Operator @operator) => @operator switch { <= Operator.Detach => 1, <= Operator.Or => 2, _ => 3 };

    /// <summary>An operator's value; operands that it does not have are not read.</summary>
    public static double Apply(Operator @operator, double x, double y = 0, double z = 0) => @operator switch
    {
        Operator.Negate => Negate(x),
        Operator.Abs => Abs(x),
        Operator.Sign => Sign(x),
        Operator.Reciprocal => Reciprocal(x),
        Operator.Sqrt => Sqrt(x),
        Operator.Exp => Exp(x),
        Operator.Expm1 => Expm1(x),
        Operator.Log => Log(x),
        Operator.Log1p => Log1p(x),
        Operator.Sin => Sin(x),
        Operator.Cos => Cos(x),
        Operator.Tanh => Tanh(x),
        Operator.Sigmoid => Sigmoid(x),
        Operator.Softplus => Softplus(x),
        Operator.Lgamma => Lgamma(x),
        Operator.Digamma => Digamma(x),
        Operator.Trigamma => Trigamma(x),
        Operator.Erf => Erf(x),
        Operator.Erfc => Erfc(x),
        Operator.I0e => I0e(x),
        Operator.I1e => I1e(x),
        Operator.Floor => Floor(x),
        Operator.Not => Not(x),
        Operator.Detach => x,
        Operator.Add => Add(x, y),
        Operator.Subtract => Subtract(x, y),
        Operator.Multiply => Multiply(x, y),
        Operator.Divide => Divide(x, y),
        Operator.Power => Power(x, y),
        Operator.Maximum => Maximum(x, y),
        Operator.Minimum => Minimum(x, y),
        Operator.Atan2 => Atan2(x, y),
        Operator.Greater => Greater(x, y),
        Operator.GreaterOrEqual => GreaterOrEqual(x, y),
        Operator.Equal => Equal(x, y),
        Operator.And => And(x, y),
        Operator.Or => Or(x, y),
        Operator.Select => Select(x, y, z),
        Operator.MultiplyAdd => MultiplyAdd(x, y, z),
        _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, "no such operator"),
    };
}
