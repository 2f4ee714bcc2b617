namespace Ppl.Core.Tests;

/// <summary>Counts tensors, and with them tensor operations: each makes one.</summary>
public static class TensorCount
{
    /// <summary>How many tensors a second run of the action makes; what earlier tests left to the finalizers is gone before.</summary>
    public static long Of(Action action)
    {
        using var scope = torch.NewDisposeScope();
        action();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = torch.Tensor.TotalCount;
        action();
        return torch.Tensor.TotalCount - before;
    }
}
