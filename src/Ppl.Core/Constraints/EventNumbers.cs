using System.Globalization;

namespace Ppl;

/// <summary>The numbers of one value, taken out of its tensor: what an error says of them.</summary>
/// <param name="Values">The numbers, row by row.</param>
/// <param name="Shape">The shape of the value.</param>
/// <param name="IsSingle">Were they Float32? Then no more digits are shown than those have.</param>
internal sealed record EventNumbers(double[] Values, Shape Shape, bool IsSingle)
{
    /// <summary>Beyond so many, the numbers are cut off.</summary>
    private const int Shown = 16;

    public int Length => Values.Length;

    public int Rows => (int)Shape[0];

    public double this[int i] => Values[i];

    public double this[int row, int column] => Values[row * (int)Shape[^1] + column];

    public double Sum() => Values.Sum();

    public double SquaredLength() => Values.Sum(number => number * number);

    /// <summary>The numbers from a place on.</summary>
    public EventNumbers Piece(long start, long length) => new(Values[(int)start..(int)(start + length)], [length], IsSingle);

    /// <summary>What stands at a place of the first dim.</summary>
    public EventNumbers Entry(int i)
    {
        int length = Length / Rows;
        return new(Values[(i * length)..((i + 1) * length)], Shape[1..], IsSingle);
    }

    /// <summary>Says which number is the first wrong one; null if none is.</summary>
    public string? First(Func<double, bool> isWrong)
    {
        int i = Array.FindIndex(Values, isWrong.Invoke);
        return i < 0 ? null : Said(i);
    }

    /// <summary>Says which number of the diagonal is the first wrong one; null if none is.</summary>
    public string? FirstOfDiagonal(Func<double, bool> isWrong)
    {
        for (int i = 0; i < Shape[^1]; i++)
            if (isWrong(this[i, i])) return $"on the diagonal, {Said(i * (int)Shape[^1] + i)}";
        return null;
    }

    /// <summary>entry [1, 0] is 3</summary>
    public string Said(int i) => $"{(Shape.Rank == 0 ? "it" : $"entry {Place(Shape, i)}")} is {Text(Values[i])}";

    /// <summary>A number with the digits that it has.</summary>
    public string Text(double number) =>
        IsSingle ? ((float)number).ToString(CultureInfo.InvariantCulture) : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A result of adding numbers, to the digits that rounding leaves.</summary>
    public static string Rounded(double result) => result.ToString("G7", CultureInfo.InvariantCulture);

    /// <summary>The index of the i-th number of a shape, row by row; nothing for the only one.</summary>
    public static string Place(Shape shape, long i)
    {
        if (shape.Rank == 0) return "";
        var index = new long[shape.Rank];
        for (int dim = shape.Rank - 1; dim >= 0; i /= shape[dim--]) index[dim] = i % shape[dim];
        return $"[{string.Join(", ", index)}]";
    }

    /// <summary>The numbers, a matrix in rows.</summary>
    public override string ToString()
    {
        if (Shape.Rank == 0) return Text(Values[0]);
        if (Shape.Rank == 2 && Length is > 0 and <= Shown) return $"[{string.Join(", ", Enumerable.Range(0, Rows).Select(Entry))}]";
        return $"[{string.Join(", ", Values.Take(Shown).Select(Text))}{(Length > Shown ? ", ..." : "")}]";
    }
}
