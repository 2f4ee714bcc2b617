using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>Something to be done.</summary>
internal abstract record Statement
{
    private protected Statement() { }
}

/// <summary>target = operator(operands).</summary>
/// <param name="Target">The register to set.</param>
/// <param name="Operator">The function.</param>
/// <param name="Operands">One, two or three.</param>
internal sealed record Compute(Register Target, Operator Operator, ImmutableArray<Operand> Operands) : Statement;

/// <summary>target = value.</summary>
/// <param name="Target">The register to set.</param>
/// <param name="Value">The number.</param>
internal sealed record Assign(Register Target, Operand Value) : Statement;

/// <summary>target = memory[place].</summary>
/// <param name="Target">The register to set.</param>
/// <param name="Place">Where the number lies.</param>
internal sealed record Load(Register Target, Address Place) : Statement;

/// <summary>memory[place] = value.</summary>
/// <param name="Place">Where the number goes; in a vector loop with a stride of 1 and without a table.</param>
/// <param name="Value">The number.</param>
internal sealed record Store(Address Place, Operand Value) : Statement;

/// <summary>memory[place] += value. In a vector loop lanes may meet in one place.</summary>
/// <param name="Place">Where the number is added.</param>
/// <param name="Value">The number.</param>
internal sealed record Accumulate(Address Place, Operand Value) : Statement;

/// <summary>In a loop: total = total + value, or the larger of the two, over all its steps. The total is set before the loop and read after it only.</summary>
/// <param name="Total">A register of one number.</param>
/// <param name="Meeting">Sum or maximum.</param>
/// <param name="Value">The number of this step.</param>
internal sealed record Reduce(Register Total, Meeting Meeting, Operand Value) : Statement;

/// <summary>Sets numbers that lie side by side.</summary>
/// <param name="Place">Where the first lies.</param>
/// <param name="Count">How many.</param>
/// <param name="Number">To what.</param>
internal sealed record Fill(Address Place, int Count, double Number) : Statement;

/// <summary>Calls a function of whole arrays that lie side by side.</summary>
/// <param name="Kernel">The function.</param>
/// <param name="Result">Where its result begins.</param>
/// <param name="Arguments">Where its arguments begin.</param>
/// <param name="Sizes">The lengths that it is told.</param>
internal sealed record Invoke(Kernel Kernel, Address Result, ImmutableArray<Address> Arguments, ImmutableArray<int> Sizes) : Statement;

/// <summary>The body for i = 0, 1, ..., count - 1.</summary>
/// <remarks>
/// The steps of a vector loop do not depend on each other but through <see cref="Reduce"/> and <see cref="Accumulate"/>, and may be done many at once, in any order.
/// Those of another are done in order, and registers keep their values from one to the next: a recursion. Loops are not nested.
/// With products, a vector loop goes by panels of <see cref="PanelRows"/> steps: for each panel first the products before, then the steps, then the products after.
/// </remarks>
/// <param name="Count">How many steps.</param>
/// <param name="IsVector">May steps be done at once?</param>
/// <param name="Body">What each does.</param>
/// <param name="Before">X v, for the rows of a panel.</param>
/// <param name="After">Xᵀ r, what the rows of a panel add to it.</param>
internal sealed record Loop(int Count, bool IsVector, ImmutableArray<Statement> Body, ImmutableArray<PanelProduct> Before, ImmutableArray<PanelProduct> After) : Statement
{
    /// <summary>How many rows of a matrix stand together.</summary>
    public const int PanelRows = 32;

    /// <summary>A loop without products.</summary>
    public Loop(int count, bool isVector, ImmutableArray<Statement> body) : this(count, isVector, body, [], []) { }
}

/// <summary>
/// The product of a matrix X of data with a vector, for the rows of one panel. X lies in <see cref="Memory.Constants"/> by panels of <see cref="Loop.PanelRows"/> rows, column
/// after column in each, the last one filled up with zeros.
/// </summary>
/// <param name="Matrix">Where X begins.</param>
/// <param name="Columns">How many columns it has.</param>
/// <param name="Rows">Where the vector with a number for each row lies, filled up to whole panels: X v is stored there, r is read there.</param>
/// <param name="Entries">Where the vector with a number for each column lies: v is read there, Xᵀ r is added to it.</param>
internal sealed record PanelProduct(int Matrix, int Columns, Address Rows, Address Entries);
