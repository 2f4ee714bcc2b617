using Ppl.Compilation;

namespace Ppl.Symbolic.Tests;

/// <summary>What symbolic tensors make of programs.</summary>
public static class SymbolicPrograms
{
    /// <summary>The density of a program of <see cref="ProgramTable"/>.</summary>
    public static DensityGraph Density(string name) => SymbolicDensity.Of(ProgramTable.All[name]);

    /// <summary>The density of a program that is put together at random.</summary>
    /// <param name="seed">Which.</param>
    /// <param name="used">Gets the names of what it is made of.</param>
    public static DensityGraph Random(int seed, ISet<string>? used = null) => SymbolicDensity.Of(RandomProgram.Of(seed, used));

    /// <summary>The density of a program.</summary>
    public static DensityGraph Density(Action program) => SymbolicDensity.Of(program);
}
