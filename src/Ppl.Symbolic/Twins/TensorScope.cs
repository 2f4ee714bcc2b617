namespace Ppl;

/// <summary>Stands where tensors are owned: symbolic ones are managed memory, and nothing is freed.</summary>
public readonly ref struct TensorScope
{
    /// <summary>Of no effect.</summary>
    public static TensorScope Begin() => default;

    /// <summary>The tensor.</summary>
    public Tensor Keep(Tensor tensor) => tensor;

    /// <summary>Of no effect.</summary>
    public void Dispose() { }
}
