namespace Ppl;

/// <summary>Stands where a generator is asked for: a symbolic run draws nothing, and is in float64.</summary>
public sealed class Rng
{
    internal Rng(ulong seed) => Seed = seed;

    /// <summary>Of no effect.</summary>
    public ulong Seed { get; }

    /// <summary>The dtype of numbers that no tensor decides: Float64.</summary>
    public torch.ScalarType Dtype => torch.ScalarType.Float64;

    /// <summary>The CPU.</summary>
    public torch.Device Device => torch.CPU;

    /// <summary>0. A plate draws its rows before the run is refused because of it.</summary>
    internal long NextInt64(long count) => Math.Min(0, count);
}
