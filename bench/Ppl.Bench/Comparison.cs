namespace Ppl.Bench;

/// <summary>Something of Ppl's (A) beside something to judge it by (B).</summary>
internal abstract class Comparison : IDisposable
{
    /// <summary>What is compared: A, to B.</summary>
    public abstract string Name { get; }

    /// <summary>The ratio that the project promises to keep below, if it promises any.</summary>
    public abstract double? Target { get; }

    /// <summary>Warms both up, and measures.</summary>
    public abstract PairedRatio Measure();

    public abstract void Dispose();
}
