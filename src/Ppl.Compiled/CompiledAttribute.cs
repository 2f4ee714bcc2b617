namespace Ppl;

/// <summary>
/// Asks that the programs of a static class, or a program that is a static method, be compiled: their source is copied against symbolic tensors when the
/// project is built, and their log density becomes machine code when it is first asked for with data. The program itself stays as it is.
/// </summary>
/// <remarks>What cannot be compiled (a captured tensor, a branch on a latent) is an error of the build, at its line.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class CompiledAttribute : Attribute;
