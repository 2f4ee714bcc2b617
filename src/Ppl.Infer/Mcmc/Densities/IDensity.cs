namespace Ppl.Infer;

/// <summary>A log density over all of R^n with its gradient: what samplers move in. An instance serves one thread.</summary>
public interface IDensity
{
    /// <summary>n.</summary>
    int Dimension { get; }

    /// <summary>log p(u) up to a constant, and ∂ log p / ∂u.</summary>
    /// <param name="position">u: n numbers.</param>
    /// <param name="gradient">To be filled with the n partial derivatives; what is there says nothing where the density is 0.</param>
    /// <returns>log p(u), in nats; -∞ where the density is 0 or has no value.</returns>
    double Evaluate(ReadOnlySpan<double> position, Span<double> gradient);

    /// <summary>log p(u) alone, for kernels that need no gradient; by default the gradient is taken, and left.</summary>
    /// <param name="position">u: n numbers.</param>
    /// <returns>As of <see cref="Evaluate(ReadOnlySpan{double}, Span{double})"/>.</returns>
    double Evaluate(ReadOnlySpan<double> position) => Evaluate(position, Dimension <= 256 ? stackalloc double[Dimension] : new double[Dimension]);

    /// <summary>The same density for another thread. Whoever asked for it disposes it, where it can be disposed.</summary>
    IDensity Clone();
}
