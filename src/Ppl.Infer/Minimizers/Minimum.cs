namespace Ppl.Infer;

/// <summary>Where a minimiser ended, and how it came there.</summary>
/// <param name="Position">The best position that was found.</param>
/// <param name="Value">The function there.</param>
/// <param name="GradientNorm">‖g‖₂ there.</param>
/// <param name="Evaluations">How often the function was evaluated.</param>
/// <param name="End">Why it ended.</param>
/// <param name="History">One entry an iteration.</param>
public sealed partial record Minimum(
    IReadOnlyList<double> Position, double Value, double GradientNorm, int Evaluations, MinimumEnd End, IReadOnlyList<MinimizerStep> History)
{
    /// <summary>The changes of position and gradient from which the curvature is known, oldest first.</summary>
    internal IReadOnlyList<(double[] S, double[] Y)> Changes { get; init; } = [];

    /// <summary>Whether the gradient is as short as was asked for.</summary>
    public bool HasConverged => End == MinimumEnd.Converged;

    /// <summary>The report in one line.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Reason}: value {Value:G10}, gradient norm {GradientNorm:G3}, after {History.Count} iterations and {Evaluations} evaluations");

    private string Reason => End switch
    {
        MinimumEnd.Converged => "converged",
        MinimumEnd.Iterations => "not converged, as many iterations as allowed",
        MinimumEnd.Stalled => "not converged, no lower point along the line: the value's rounding, a kink, or a gradient that is not its derivative",
        MinimumEnd.Unbounded => "not converged, the function falls without end",
        _ => "no finite value or gradient at the start",
    };
}

/// <summary>One iteration of a minimiser.</summary>
/// <param name="Value">The function at its end.</param>
/// <param name="GradientNorm">‖g‖₂ at its end.</param>
/// <param name="StepLength">How much of the direction was gone; 1 is all of it.</param>
/// <param name="Evaluations">How often the function was evaluated.</param>
public readonly record struct MinimizerStep(double Value, double GradientNorm, double StepLength, int Evaluations);

/// <summary>Why a minimiser ended.</summary>
public enum MinimumEnd
{
    /// <summary>The gradient is as short as was asked for.</summary>
    Converged,

    /// <summary>As many iterations as are allowed have passed.</summary>
    Iterations,

    /// <summary>
    /// No point along the direction is lower by what the slope promises: the value's rounding is larger, there is a kink, or the gradient is not
    /// the value's derivative.
    /// </summary>
    Stalled,

    /// <summary>The function falls without end along a line.</summary>
    Unbounded,

    /// <summary>There is no finite value or gradient at the start.</summary>
    NotFiniteAtStart,
}
