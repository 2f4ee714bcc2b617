namespace Ppl.Infer;

/// <summary>How a chain gets from a draw to the next: settings, of which each chain makes steps of its own. Immutable.</summary>
public abstract record Kernel
{
    private protected Kernel() { }

    /// <summary>The mean acceptance to which the step size is adapted where the options do not say.</summary>
    internal virtual double TargetAcceptance => 0.8;

    /// <summary>Whether the kernel needs gradients, that of the draw included; without them it asks for densities alone.</summary>
    internal virtual bool NeedsGradient => true;

    /// <summary>The kernel and its settings, in the same words wherever it runs.</summary>
    internal abstract string Description { get; }

    /// <summary>The <see cref="SamplerStatistics.Depth"/> at which a trajectory is stopped; null where there is no such limit.</summary>
    internal virtual int? MaxDepth => null;

    /// <summary>The kernel's steps between positions of so many numbers, for one thread.</summary>
    internal abstract KernelSteps In(int dimension);
}
