namespace Ppl.Compilation;

/// <summary>A program whose source was compiled a second time, against symbolic tensors.</summary>
/// <param name="Program">The program as its users have it: found again by equality.</param>
/// <param name="Trace">Runs the symbolic copy once, with the program's data.</param>
public sealed record CompiledModel(Delegate Program, Func<object, DensityGraph> Trace);
