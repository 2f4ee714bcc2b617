using System.Numerics;

namespace Ppl;

/// <summary>The generator xoshiro256++ 1.0 (Blackman and Vigna, 2021): 256 bits of state, seeded by <see cref="SplitMix64"/> as its authors advise.</summary>
internal struct Xoshiro256(ulong seed)
{
    private ulong a = SplitMix64.Output(seed, 1), b = SplitMix64.Output(seed, 2), c = SplitMix64.Output(seed, 3), d = SplitMix64.Output(seed, 4);

    /// <summary>The state: what decides all that follows.</summary>
    public long[] Words
    {
        readonly get => [(long)a, (long)b, (long)c, (long)d];
        set => (a, b, c, d) = ((ulong)value[0], (ulong)value[1], (ulong)value[2], (ulong)value[3]);
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(a + d, 23) + a;
        ulong shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = BitOperations.RotateLeft(d, 45);
        return result;
    }

    /// <summary>A number uniform on [0, 1), of 53 bits.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));
}

/// <summary>The generator SplitMix64 (Steele, Lea and Flood, 2014), addressed by position: a well-mixed function of two numbers.</summary>
internal static class SplitMix64
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    /// <summary>The output number <paramref name="position"/>, counted from 1, of the generator with this seed.</summary>
    public static ulong Output(ulong seed, ulong position) => Mix(seed + (position * GoldenGamma));

    /// <summary>Mixes all bits into all bits; a bijection.</summary>
    public static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
