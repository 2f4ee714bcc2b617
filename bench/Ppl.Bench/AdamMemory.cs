using System.Numerics;
using System.Runtime.InteropServices;

namespace Ppl.Bench;

/// <summary>The memory that Adam's step on the weights of the VAE cannot do without, and what it takes to go through it.</summary>
internal sealed class AdamMemory : IDisposable
{
    private readonly Tensor[] arrays;
    private readonly Tensor[] copies;

    public AdamMemory()
    {
        using var vae = new Vae();
        long elements = vae.Weights().Sum(weight => weight.numel());
        arrays = Arrays(4);
        copies = Arrays(3);

        Tensor[] Arrays(int count) => [.. Enumerable.Range(0, count).Select(_ => torch.ones([elements], torch.float32))];
    }

    /// <summary>
    /// Reads value, gradient, mean and square and writes value, mean and square in place, a vector at a time, with one addition each:
    /// the least that any step does.
    /// </summary>
    public void ReadAndWriteOnce()
    {
        Span<Vector<float>> values = Vectors(arrays[0]), gradients = Vectors(arrays[1]), means = Vectors(arrays[2]), squares = Vectors(arrays[3]);
        for (int i = 0; i < values.Length; i++)
        {
            Vector<float> gradient = gradients[i];
            values[i] += gradient;
            means[i] += gradient;
            squares[i] += gradient;
        }
    }

    /// <summary>Copies value, mean and square elsewhere, as memcpy does: no gradient is read, but six arrays are gone through in place of four.</summary>
    public void Copy()
    {
        for (int i = 0; i < copies.Length; i++) arrays[i].bytes.CopyTo(copies[i].bytes);
    }

    public void Dispose()
    {
        foreach (Tensor array in arrays.Concat(copies)) array.Dispose();
    }

    private static Span<Vector<float>> Vectors(Tensor array) => MemoryMarshal.Cast<byte, Vector<float>>(array.bytes);
}
