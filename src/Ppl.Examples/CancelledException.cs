namespace Ppl.Examples;

/// <summary>A run that was cancelled and left something to go on from.</summary>
/// <param name="left">What, where, and how to go on.</param>
internal sealed class CancelledException(string left) : OperationCanceledException(left);
