using System.Numerics;

namespace Ppl.Infer;

/// <summary>A named dim: a plate, the particles, or an enumerated site. Two are the same if they are one object.</summary>
/// <param name="name">The plate's or the site's name.</param>
/// <param name="length">How many elements or values there are.</param>
internal abstract class Axis(string name, long length)
{
    public string Name { get; } = name;

    public long Length { get; } = length;

    public override string ToString() => $"{Name}({Length})";
}

/// <summary>The elements of a plate.</summary>
/// <param name="name">The plate's name.</param>
/// <param name="length">How many elements a run looks at.</param>
/// <param name="scale">How many elements of the whole each of them stands for.</param>
/// <param name="number">Which of the plates this is: its bit in a <see cref="PlateSet"/>.</param>
internal sealed class PlateAxis(string name, long length, double scale, int number) : Axis(name, length)
{
    public double Scale { get; } = scale;

    public PlateSet AsSet { get; } = PlateSet.Of(number);
}

/// <summary>Elements that are kept to the end, such as particles, or draws of the posterior.</summary>
internal sealed class BatchAxis(string name, long length) : Axis(name, length);

/// <summary>The values of an enumerated site.</summary>
/// <param name="frame">The site's name and how many values it has.</param>
/// <param name="plates">The plates around it: each of their elements has values of its own.</param>
internal abstract class EnumeratedAxis(EnumerationFrame frame, PlateSet plates) : Axis(frame.Name, frame.Size)
{
    public PlateSet Plates { get; } = plates;
}

/// <summary>The values of a site that is summed over.</summary>
/// <param name="frame">The site's name and how many values it has.</param>
/// <param name="plates">The plates around it: each of their elements has a variable of its own.</param>
/// <param name="number">In the order in which they were performed.</param>
internal sealed class VariableAxis(EnumerationFrame frame, PlateSet plates, int number) : EnumeratedAxis(frame, plates)
{
    public int Number { get; } = number;
}

/// <summary>The values of a site that a guide enumerates: a sum over the model's sites keeps them apart, for it is their expectation that is wanted.</summary>
/// <param name="frame">The site's name and how many values it has.</param>
/// <param name="plates">The plates around it: each of their elements has values of its own.</param>
internal sealed class GuideAxis(EnumerationFrame frame, PlateSet plates) : EnumeratedAxis(frame, plates);

/// <summary>A set of plates, by number.</summary>
internal readonly record struct PlateSet(BigInteger Bits)
{
    public static PlateSet None => default;

    public bool IsEmpty => Bits.IsZero;

    public int Count => (int)BigInteger.PopCount(Bits);

    public static PlateSet Of(int number) => new(BigInteger.One << number);

    public bool Contains(PlateSet other) => (Bits & other.Bits) == other.Bits;

    /// <summary>The plates' numbers, ascending.</summary>
    public IEnumerable<int> Numbers
    {
        get
        {
            for (BigInteger rest = Bits; !rest.IsZero; rest &= rest - 1) yield return (int)BigInteger.TrailingZeroCount(rest);
        }
    }

    public static PlateSet operator &(PlateSet left, PlateSet right) => new(left.Bits & right.Bits);

    public static PlateSet operator -(PlateSet left, PlateSet right) => new(left.Bits & ~right.Bits);

    public static PlateSet operator |(PlateSet left, PlateSet right) => new(left.Bits | right.Bits);
}
