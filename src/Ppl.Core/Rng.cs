namespace Ppl;

/// <summary>
/// A source of randomness of its own: one seed gives tensor draws, through one torch generator a device, and plain numbers for samplers.
/// </summary>
/// <remarks>
/// <para>Nothing global is seeded or read. On the CPU the tensor draws are those of PyTorch after <c>manual_seed(seed)</c>; torch reads
/// the lower 32 bits of the seed. Not safe for use by two threads at once: give each a <see cref="Fork"/>.</para>
/// <para>Whoever makes one disposes it; until then it owns its generators. A draw lives in the caller's tensor scope.</para>
/// </remarks>
/// <param name="seed">The seed, from which all draws follow.</param>
/// <param name="dtype">The dtype of draws that no tensor decides.</param>
/// <param name="device">The device of draws that no tensor decides; the CPU by default.</param>
public sealed partial class Rng(ulong seed, torch.ScalarType dtype = torch.ScalarType.Float32, torch.Device? device = null) : IDisposable
{
    private readonly Dictionary<(int Type, int Index), torch.Generator> generators = [];
    private Xoshiro256 numbers = new(seed);
    private double? spareGaussian;

    /// <summary>The seed, from which all draws follow.</summary>
    public ulong Seed { get; private set; } = seed;

    /// <summary>The dtype of draws that no tensor decides.</summary>
    public torch.ScalarType Dtype { get; } = dtype;

    /// <summary>The device of draws that no tensor decides.</summary>
    public torch.Device Device { get; } = device ?? torch.CPU;

    /// <summary>
    /// A source for one of many streams (a chain, a particle, an epoch): it depends on this one's seed and on <paramref name="stream"/>
    /// alone, not on what was drawn, and leaves this one as it was. The caller disposes it.
    /// </summary>
    public Rng Fork(ulong stream) => new(SplitMix64.Output(SplitMix64.Mix(Seed), stream), Dtype, Device);

    /// <summary>A number uniform on [0, 1), of 53 bits.</summary>
    public double NextDouble() => numbers.NextDouble();

    /// <summary>A number of the normal distribution with mean 0 and variance 1, by Marsaglia's polar method.</summary>
    public double NextGaussian()
    {
        if (spareGaussian is { } spare)
        {
            spareGaussian = null;
            return spare;
        }
        double x, y, square;
        do
        {
            (x, y) = ((2 * NextDouble()) - 1, (2 * NextDouble()) - 1);
            square = (x * x) + (y * y);
        }
        while (square is >= 1 or 0);
        double radius = Math.Sqrt(-2 * Math.Log(square) / square);
        spareGaussian = y * radius;
        return x * radius;
    }

    /// <summary>
    /// Fills with numbers of the normal distribution with mean 0 and variance 1, by the ziggurat method (Marsaglia and Tsang 2000): a few nanoseconds each, for samplers that need many. They
    /// are others than those of <see cref="NextGaussian"/>, from the same stream of bits.
    /// </summary>
    public void FillGaussian(Span<double> numbers) => Ziggurat.Fill(numbers, ref this.numbers);

    /// <summary>A whole number uniform on 0, 1, ..., <paramref name="count"/> - 1, without bias.</summary>
    public long NextInt64(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        // Lemire, Fast random integer generation in an interval (2019): the high half of a product; the few low ones that tip the balance are refused.
        ulong range = (ulong)count, refused = (0 - range) % range;
        ulong high, low;
        do high = Math.BigMul(numbers.Next(), range, out low);
        while (low < refused);
        return (long)high;
    }

    /// <summary>Puts the items into an order drawn uniformly (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = (int)NextInt64(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The numbers 0, 1, ..., <paramref name="count"/> - 1 in an order drawn uniformly.</summary>
    public long[] Permutation(int count)
    {
        var order = new long[count];
        for (int i = 0; i < count; i++) order[i] = i;
        Shuffle<long>(order);
        return order;
    }

    /// <summary>Numbers uniform on [0, 1).</summary>
    /// <param name="shape">The shape of the draw.</param>
    /// <param name="like">The first tensor of these decides dtype and device; without one, <see cref="Dtype"/> and <see cref="Device"/> do.</param>
    public Tensor Rand(Shape shape, params ReadOnlySpan<TensorLike> like)
    {
        (torch.ScalarType dtype, torch.Device device) = DtypeAndDevice(like);
        return torch.rand(shape.AsSpan(), dtype, device, generator: Generator(device));
    }

    /// <summary>Numbers of the normal distribution with mean 0 and variance 1.</summary>
    /// <param name="shape">The shape of the draw.</param>
    /// <param name="like">The first tensor of these decides dtype and device; without one, <see cref="Dtype"/> and <see cref="Device"/> do.</param>
    public Tensor Randn(Shape shape, params ReadOnlySpan<TensorLike> like)
    {
        (torch.ScalarType dtype, torch.Device device) = DtypeAndDevice(like);
        return torch.randn(shape.AsSpan(), dtype, device, generator: Generator(device));
    }

    /// <summary>The torch generator for a device, owned by this source; made at its first use.</summary>
    public torch.Generator Generator(torch.Device? device = null)
    {
        device ??= Device;
        if (!generators.TryGetValue(KeyOf(device), out torch.Generator? generator))
            generators[KeyOf(device)] = generator = new torch.Generator(Seed, device);
        return generator;
    }

    /// <summary>Gives the torch generators back.</summary>
    public void Dispose()
    {
        foreach (torch.Generator generator in generators.Values) generator.Dispose();
        generators.Clear();
    }

    private static (int Type, int Index) KeyOf(torch.Device device) => ((int)device.type, device.index);

    /// <summary>What a draw is made of: the dtype and device of the first tensor, else this source's own.</summary>
    internal (torch.ScalarType Dtype, torch.Device Device) DtypeAndDevice(ReadOnlySpan<TensorLike> like)
    {
        foreach (TensorLike argument in like)
            if (argument.Tensor is { } tensor) return (tensor.is_floating_point() ? tensor.dtype : Dtype, tensor.device);
        return (Dtype, Device);
    }
}
