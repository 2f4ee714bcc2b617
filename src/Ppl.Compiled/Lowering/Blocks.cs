using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>Numbers that lie side by side.</summary>
internal abstract class Block(int id, Memory memory, int length) : Item(id)
{
    public Memory Memory { get; } = memory;

    public int Length { get; } = length;

    /// <summary>Where it begins; the workspace is given out once it is known which blocks are used.</summary>
    public int Offset { get; set; }

    /// <summary>How much memory it takes.</summary>
    public virtual int Space => Length;
}

/// <summary>The point, or data.</summary>
internal sealed class Given(int id, Memory memory, int length) : Block(id, memory, length);

/// <summary>Where numbers begin that lie side by side.</summary>
internal sealed record Start(Block Block, int Offset)
{
    public Address Address => new(Block.Memory, Block.Offset + Offset, 1);
}

/// <summary>What a kernel returns.</summary>
internal sealed class Called(int id, Kernel kernel, ImmutableArray<Start> arguments, ImmutableArray<int> sizes, int length) : Block(id, Memory.Workspace, length)
{
    public Kernel Kernel { get; } = kernel;

    public ImmutableArray<Start> Arguments { get; } = arguments;

    public override int Sources => Arguments.Length;

    public override Item Source(int i) => Arguments[i].Block;

    public ImmutableArray<int> Sizes { get; } = sizes;
}

/// <summary>X v: the rows of a matrix of data, by panels.</summary>
internal sealed class ProductRows(int id, int matrix, int rows, int columns, Block entries, int offset) : Block(id, Memory.Workspace, rows)
{
    public int Matrix { get; } = matrix;

    public int Columns { get; } = columns;

    /// <summary>v.</summary>
    public Block Entries { get; } = entries;

    /// <summary>Where v begins in its block.</summary>
    public int EntriesOffset { get; } = offset;

    public override int Sources => 1;

    public override Item Source(int i) => Entries;

    public override int Space => Panel.Padded(Length);
}

/// <summary>Xᵀ r: what the rows of a matrix of data add up to, by panels.</summary>
internal sealed class ProductEntries(int id, int matrix, int columns, Block rows) : Block(id, Memory.Workspace, columns)
{
    public int Matrix { get; } = matrix;

    /// <summary>r, filled up to whole panels.</summary>
    public Block Rows { get; } = rows;

    public override int Sources => 1;

    public override Item Source(int i) => Rows;
}

/// <summary>Rows that stand together.</summary>
internal static class Panel
{
    /// <summary>The rows of whole panels.</summary>
    public static int Padded(int rows) => (rows + Loop.PanelRows - 1) / Loop.PanelRows * Loop.PanelRows;
}
