using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>
/// A function of a point as a tree of statements over doubles: what the back ends interpret, print or compile. Immutable; constants and tables serve all chains, and each
/// has a workspace of its own.
/// </summary>
/// <param name="Statements">In order.</param>
/// <param name="Value">What the function returns, once they are done.</param>
/// <param name="Registers">How many registers there are.</param>
/// <param name="Dimension">How many numbers <see cref="Memory.Point"/> has.</param>
/// <param name="Results">How many numbers <see cref="Memory.Result"/> has. Every one is stored at each call.</param>
/// <param name="WorkspaceLength">How many numbers <see cref="Memory.Workspace"/> has. Nothing is to be found there at the start of a call.</param>
/// <param name="Constants">The numbers of <see cref="Memory.Constants"/>.</param>
/// <param name="Tables">The indices that addresses look up.</param>
internal sealed record Code(
    ImmutableArray<Statement> Statements,
    Operand Value,
    int Registers,
    int Dimension,
    int Results,
    int WorkspaceLength,
    double[] Constants,
    int[] Tables);
