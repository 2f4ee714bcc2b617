namespace Ppl.Infer;

/// <summary>A function of n numbers that is to be made small.</summary>
/// <param name="position">Where, n numbers.</param>
/// <param name="gradient">To be filled with the n partial derivatives.</param>
/// <returns>The value there. What is not a finite number says that the function has none there: a search steps back.</returns>
public delegate double DifferentiableFunction(ReadOnlySpan<double> position, Span<double> gradient);
