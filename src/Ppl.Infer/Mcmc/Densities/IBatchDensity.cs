namespace Ppl.Infer;

/// <summary>A log density and its gradient at many positions at once: what chains in lockstep move in. An instance serves one thread.</summary>
public interface IBatchDensity
{
    /// <summary>n: how many numbers a position has.</summary>
    int Dimension { get; }

    /// <summary>m: how many positions there are.</summary>
    int Count { get; }

    /// <summary>log p(u_i) up to a constant, and ∂ log p / ∂u at each u_i; as <see cref="IDensity.Evaluate(ReadOnlySpan{double}, Span{double})"/> at each by itself.</summary>
    /// <param name="positions">m n numbers, position by position.</param>
    /// <param name="logDensities">To be filled with m numbers, in nats.</param>
    /// <param name="gradients">To be filled with m n numbers.</param>
    void Evaluate(ReadOnlySpan<double> positions, Span<double> logDensities, Span<double> gradients);
}
