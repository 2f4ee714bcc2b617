using Ppl.Compilation;

namespace Ppl.Symbolic.Tests;

/// <summary>What symbolic tensors make of programs.</summary>
public static class SymbolicPrograms
{
    /// <summary>The density of a program of <see cref="ProgramTable"/>.</summary>
    public static DensityGraph Density(string name) => SymbolicDensity.Of(ProgramTable.All[name]);

    /// <summary>The density of a program.</summary>
    public static DensityGraph Density(Action program) => SymbolicDensity.Of(program);
}
