namespace Ppl.Compilation;

/// <summary>What tells a lane from others: what it is, and of what. Lanes of one content are one lane.</summary>
internal readonly struct Content
{
    private const int Number = 1 << 8, Read = 2 << 8, Fold = 3 << 8;      // operators are below

    private readonly long what;
    private readonly long where;
    private readonly long which;

    private Content(int kind, int of, long where, long which = 0) => (what, this.where, this.which) = (Pair(kind, of), where, which);

    public int Hash
    {
        get
        {
            const ulong Mix = 0x9E3779B97F4A7C15, More = 0xC2B2AE3D27D4EB4F;
            ulong hash = ((((ulong)what * Mix) ^ (ulong)where) * More) ^ (ulong)which;
            return (int)(((hash ^ (hash >> 32)) * Mix) >> 33);
        }
    }

    public static Content Of(double number) => new(Number, 0, BitConverter.DoubleToInt64Bits(number));

    public static Content Of(Operator @operator, Lane x, Lane? y, Lane? z) => new((int)@operator, x.Id, Pair(y?.Id ?? -1, z?.Id ?? -1));

    public static Content Of(Meeting meeting, Lane lane) => new(Fold + (int)meeting, lane.Id, 0);

    public static Content OfRead(Block block, int offset, int stride, int table, int length) => new(Read, block.Id, Pair(offset, stride), Pair(table, length));

    public bool Is(in Content other) => what == other.what && where == other.where && which == other.which;

    private static long Pair(int one, int other) => ((long)one << 32) | (uint)other;
}
