namespace Ppl.Compilation;

/// <summary>A mistake found while the symbolic copy of a program ran. Whoever asked for the density throws it on as an error of its own kind.</summary>
/// <param name="code">The code of <c>docs/errors/</c>; null where there is none.</param>
/// <param name="message">The whole text.</param>
/// <param name="inner">What was thrown.</param>
public sealed class SymbolicProgramException(string? code, string message, Exception inner) : Exception(message, inner)
{
    /// <summary>The code, such as <c>PPL401</c>; null where there is none.</summary>
    public string? Code { get; } = code;
}
