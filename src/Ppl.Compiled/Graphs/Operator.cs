namespace Ppl.Compilation;

/// <summary>Functions of one, two or three numbers. Conditions are numbers: 1 where they hold, else 0.</summary>
internal enum Operator
{
    // Of one number.
    /// <summary>-x.</summary>
    Negate,
    /// <summary>|x|.</summary>
    Abs,
    /// <summary>1, 0 or -1.</summary>
    Sign,
    /// <summary>1 / x.</summary>
    Reciprocal,
    /// <summary>√x.</summary>
    Sqrt,
    /// <summary>eˣ.</summary>
    Exp,
    /// <summary>eˣ - 1.</summary>
    Expm1,
    /// <summary>log x.</summary>
    Log,
    /// <summary>log(1 + x).</summary>
    Log1p,
    /// <summary>sin x.</summary>
    Sin,
    /// <summary>cos x.</summary>
    Cos,
    /// <summary>tanh x.</summary>
    Tanh,
    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Sigmoid,
    /// <summary>log(1 + eˣ).</summary>
    Softplus,
    /// <summary>log |Γ(x)|.</summary>
    Lgamma,
    /// <summary>ψ(x).</summary>
    Digamma,
    /// <summary>ψ'(x).</summary>
    Trigamma,
    /// <summary>erf x.</summary>
    Erf,
    /// <summary>1 - erf x.</summary>
    Erfc,
    /// <summary>e^-|x| I₀(x).</summary>
    I0e,
    /// <summary>e^-|x| I₁(x).</summary>
    I1e,
    /// <summary>The largest whole number not above x.</summary>
    Floor,
    /// <summary>1 where x is 0, else 0.</summary>
    Not,
    /// <summary>x, whose gradient stops here. Lowering drops it.</summary>
    Detach,

    // Of two numbers.
    /// <summary>x + y.</summary>
    Add,
    /// <summary>x - y.</summary>
    Subtract,
    /// <summary>x y.</summary>
    Multiply,
    /// <summary>x / y.</summary>
    Divide,
    /// <summary>x to the power y.</summary>
    Power,
    /// <summary>The larger.</summary>
    Maximum,
    /// <summary>The smaller.</summary>
    Minimum,
    /// <summary>The angle of the point (y, x).</summary>
    Atan2,
    /// <summary>x &gt; y.</summary>
    Greater,
    /// <summary>x ≥ y.</summary>
    GreaterOrEqual,
    /// <summary>x = y.</summary>
    Equal,
    /// <summary>Do both hold?</summary>
    And,
    /// <summary>Does one hold?</summary>
    Or,

    // Of three numbers.
    /// <summary>y where x holds, else z.</summary>
    Select,
    /// <summary>x y + z, rounded once where the processor can. Lowering makes it.</summary>
    MultiplyAdd,
}
