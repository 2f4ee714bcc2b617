namespace Ppl.Infer;

/// <summary>How a chain gets from a draw to the next: settings, of which each chain makes steps of its own. Immutable.</summary>
public abstract record Kernel
{
    private protected Kernel() { }

    /// <summary>The kernel's steps in a density, for one thread.</summary>
    internal abstract KernelSteps In(IDensity density);
}
