using System.Runtime.InteropServices;

namespace Ppl.Compilation;

/// <summary>Gives out the memories of a function: constants and tables that are equal lie once, and each array begins at a whole cache line.</summary>
internal sealed class MemoryPlan
{
    private const int Line = 8;

    private readonly List<double> constants = [];
    private readonly List<int> tables = [];
    private readonly Dictionary<Content<double>, int> knownConstants = [];
    private readonly Dictionary<Content<int>, int> knownTables = [];
    private readonly Dictionary<Constant, int> panels = [];
    private int workspace;

    public double[] Constants => [.. constants];

    public int[] Tables => [.. tables];

    public ReadOnlySpan<int> TableSpan => CollectionsMarshal.AsSpan(tables);

    public ReadOnlySpan<double> ConstantSpan => CollectionsMarshal.AsSpan(constants);

    public int WorkspaceLength => workspace;

    /// <summary>Where numbers lie among the constants.</summary>
    public int Constant(double[] values)
    {
        var content = new Content<double>(values);
        if (knownConstants.TryGetValue(content, out int offset)) return offset;
        offset = Append(constants, values);
        knownConstants.Add(content, offset);
        return offset;
    }

    /// <summary>Where indices lie among the tables.</summary>
    public int Table(int[] indices)
    {
        var content = new Content<int>(indices);
        if (knownTables.TryGetValue(content, out int offset)) return offset;
        offset = Append(tables, indices);
        knownTables.Add(content, offset);
        return offset;
    }

    /// <summary>Where a matrix lies by panels of <see cref="Loop.PanelRows"/> rows, column after column in each, the last one filled up with zeros.</summary>
    public int Panels(Constant matrix)
    {
        if (panels.TryGetValue(matrix, out int offset)) return offset;
        int rows = matrix.Shape[0], columns = matrix.Shape[1];
        double[] values = new double[Panel.Padded(rows) * columns];
        for (int row = 0; row < rows; row++)
        {
            int start = row / Loop.PanelRows * Loop.PanelRows * columns + row % Loop.PanelRows;
            for (int column = 0; column < columns; column++) values[start + column * Loop.PanelRows] = matrix[row * columns + column];
        }
        offset = Append(constants, values);
        panels.Add(matrix, offset);
        return offset;
    }

    /// <summary>Room in the workspace.</summary>
    public int Workspace(int length)
    {
        int offset = workspace;
        workspace += (length + Line - 1) / Line * Line;
        return offset;
    }

    private static int Append<T>(List<T> list, T[] values)
    {
        int offset = (list.Count + Line - 1) / Line * Line;
        CollectionsMarshal.SetCount(list, offset);
        list.AddRange(values);
        return offset;
    }

    private readonly struct Content<T>(T[] values) : IEquatable<Content<T>> where T : unmanaged, IEquatable<T>
    {
        private readonly T[] values = values;
        private readonly int hash = HashOf(values);

        // By bits, so that 0 and -0 stay apart.
        public bool Equals(Content<T> other) =>
            hash == other.hash && MemoryMarshal.AsBytes<T>(values).SequenceEqual(MemoryMarshal.AsBytes<T>(other.values));

        public override bool Equals(object? obj) => obj is Content<T> other && Equals(other);

        public override int GetHashCode() => hash;

        private static int HashOf(T[] values)
        {
            var hash = new HashCode();
            hash.AddBytes(MemoryMarshal.AsBytes<T>(values));
            return hash.ToHashCode();
        }
    }
}
