namespace Ppl.Compilation;

/// <summary>What a statement works on: a number that is known, or a register.</summary>
internal abstract record Operand
{
    private protected Operand() { }

    /// <summary>A number that is known.</summary>
    public static implicit operator Operand(double number) => new Literal(number);
}

/// <summary>A number that is known.</summary>
/// <param name="Number">The number.</param>
internal sealed record Literal(double Number) : Operand;

/// <summary>
/// A local variable. One that is first set in the body of a vector loop holds a number for each lane of it and is unknown outside; any other holds one number, which a vector
/// loop reads in all lanes.
/// </summary>
/// <param name="Number">Counted from 0.</param>
internal sealed record Register(int Number) : Operand;
