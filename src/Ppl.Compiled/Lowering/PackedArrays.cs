namespace Ppl.Compilation;

/// <summary>Arrays of numbers of one size, one after another: each begins at a whole cache line, equal ones lie once. They are equal by bits, so that 0 and -0 stay apart.</summary>
/// <param name="size">Of a number, in bytes.</param>
internal sealed class PackedArrays(int size)
{
    private const int Line = 8;

    private readonly Dictionary<int, List<Packed>> known = [];        // by hash
    private byte[] bytes = [];
    private int length;

    private sealed record Packed(int Start, int Length);

    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, length);

    /// <summary>Where an array lies: the index of its first number.</summary>
    public int Find(ReadOnlySpan<byte> array)
    {
        var hash = new HashCode();
        hash.AddBytes(array);
        if (!known.TryGetValue(hash.ToHashCode(), out List<Packed>? alike)) known.Add(hash.ToHashCode(), alike = []);
        foreach (Packed other in alike)
            if (bytes.AsSpan(other.Start * size, other.Length).SequenceEqual(array)) return other.Start;
        int start = Append(array);
        alike.Add(new(start, array.Length));
        return start;
    }

    /// <summary>Puts an array at the end, whether it is known or not.</summary>
    public int Append(ReadOnlySpan<byte> array)
    {
        int start = PlaceOf(length / size);
        length = start * size + array.Length;
        if (length > bytes.Length) Array.Resize(ref bytes, Math.Max(length, 2 * bytes.Length));
        array.CopyTo(bytes.AsSpan(start * size));
        return start;
    }

    /// <summary>Where the first whole line begins, after so many numbers.</summary>
    public static int PlaceOf(int count) => (count + Line - 1) / Line * Line;
}
