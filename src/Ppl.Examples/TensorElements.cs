namespace Ppl.Examples;

/// <summary>The way of numbers out of a tensor.</summary>
internal static class TensorElements
{
    /// <summary>The elements in the order of the dims, the last one fastest; no view of the tensor stays behind.</summary>
    /// <typeparam name="T">The C# type of the tensor's dtype.</typeparam>
    /// <param name="tensor">Of any shape, on any device. What this makes of it lives in the caller's tensor scope.</param>
    public static T[] Elements<T>(this Tensor tensor) where T : unmanaged
    {
        using var elements = tensor.cpu().contiguous().data<T>();
        return elements.ToArray();
    }
}
