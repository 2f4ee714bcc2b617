using TorchSharp;

namespace Ppl;

/// <summary>
/// Owns every tensor that this thread creates until it is disposed: <c>using TensorScope step = TensorScope.Begin();</c>.
/// Only engines, and an example's own loop, open scopes (docs/lifetimes.md). A ref struct, so that it cannot be carried
/// across an <c>await</c>.
/// </summary>
public readonly ref struct TensorScope
{
    private readonly DisposeScope scope;

    private TensorScope(DisposeScope scope) => this.scope = scope;

    /// <summary>Opens a scope on this thread.</summary>
    public static TensorScope Begin() => new(torch.NewDisposeScope());

    /// <summary>Hands a tensor to the scope outside this one, or to the caller when there is none.</summary>
    /// <returns>The tensor.</returns>
    public Tensor Keep(Tensor tensor) => tensor.MoveToOuterDisposeScope();

    /// <summary>Frees the tensors of the scope.</summary>
    public void Dispose() => scope.Dispose();
}
