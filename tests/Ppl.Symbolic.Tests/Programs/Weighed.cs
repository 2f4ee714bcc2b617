namespace Ppl.Symbolic.Tests;

/// <summary>Makes a number of a tensor, in which each element counts for something else.</summary>
public static class Weighed
{
    /// <summary>Σ yᵢ cos i.</summary>
    public static Tensor Sum(Tensor y) => (y.reshape(-1) * torch.tensor(Enumerable.Range(0, (int)y.numel()).Select(static i => Math.Cos(i)).ToArray())).sum();
}
