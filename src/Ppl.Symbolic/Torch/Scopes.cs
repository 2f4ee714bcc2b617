namespace TorchSharp;

/// <summary>Without effect: symbolic tensors are managed memory.</summary>
public sealed class DisposeScope : IDisposable
{
    public void Dispose()
    {
    }
}

public static partial class torch
{
    public static DisposeScope NewDisposeScope() => new();

    /// <summary>Without effect: what is computed on data has no gradient anyway.</summary>
    public static IDisposable no_grad() => new DisposeScope();

    public static IDisposable enable_grad(bool enabled = true) => new DisposeScope();

    public static bool is_grad_enabled() => true;
}
