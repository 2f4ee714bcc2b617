using System.Runtime.InteropServices;

namespace Ppl.Compilation.Tests;

public sealed class PackedArraysTests
{
    [Test]
    public void Equal_arrays_lie_once_and_each_begins_at_a_line()
    {
        var arrays = new PackedArrays(sizeof(double));
        int[] places = [Place(arrays, 1, 2, 3), Place(arrays, 4), Place(arrays, 1, 2, 3), Place(arrays, 1, 2)];
        Assert.That(places, Is.EqualTo(new[] { 0, 8, 0, 16 }));
        Assert.That(MemoryMarshal.Cast<byte, double>(arrays.Bytes).ToArray(), Is.EqualTo(new double[] { 1, 2, 3, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 1, 2 }));
    }

    [Test]
    public void The_two_zeros_stay_apart()
    {
        var arrays = new PackedArrays(sizeof(double));
        Assert.That((Place(arrays, 0.0), Place(arrays, -0.0)), Is.EqualTo((0, 8)));
    }

    private static int Place(PackedArrays arrays, params double[] numbers) => arrays.Find(MemoryMarshal.AsBytes<double>(numbers));
}
