using System.Runtime.InteropServices;

namespace Ppl.Compilation;

/// <summary>Gives out the memories of a function: constants and tables that are equal lie once, and each array begins at a whole cache line.</summary>
internal sealed class MemoryPlan
{
    private readonly PackedArrays constants = new(sizeof(double));
    private readonly PackedArrays tables = new(sizeof(int));
    private readonly Dictionary<Constant, int> panels = [];

    public double[] Constants => ConstantSpan.ToArray();

    public int[] Tables => TableSpan.ToArray();

    public ReadOnlySpan<int> TableSpan => MemoryMarshal.Cast<byte, int>(tables.Bytes);

    public ReadOnlySpan<double> ConstantSpan => MemoryMarshal.Cast<byte, double>(constants.Bytes);

    public int WorkspaceLength { get; private set; }

    /// <summary>Where numbers lie among the constants.</summary>
    public int Constant(ReadOnlySpan<double> values) => constants.Find(MemoryMarshal.AsBytes(values));

    /// <summary>Where indices lie among the tables.</summary>
    public int Table(ReadOnlySpan<int> indices) => tables.Find(MemoryMarshal.AsBytes(indices));

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
        return panels[matrix] = constants.Append(MemoryMarshal.AsBytes<double>(values));
    }

    /// <summary>Room in the workspace.</summary>
    public int Workspace(int length)
    {
        int offset = WorkspaceLength;
        WorkspaceLength = PackedArrays.PlaceOf(offset + length);
        return offset;
    }
}
