using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>What a function consists of between nodes and statements.</summary>
internal abstract class Item(int id)
{
    /// <summary>Its number, counted from 0 in the order of making: larger than those of what it is computed from.</summary>
    public int Id { get; } = id;

    /// <summary>What it is computed from.</summary>
    public virtual ImmutableArray<Item> Sources => [];
}

/// <summary>A number, or a vector of numbers that are computed by one formula.</summary>
internal abstract class Lane(int id, int length) : Item(id)
{
    /// <summary>How many numbers: 1, or the steps of the loop that computes them.</summary>
    public int Length { get; } = length;

    public bool IsVector => Length > 1;
}

/// <summary>A number that is known.</summary>
internal sealed class Known(int id, double number) : Lane(id, 1)
{
    public double Number { get; } = number;
}

/// <summary>Numbers that lie in a block: at offset + stride · i, or where a table says.</summary>
internal sealed class Read(int id, Block block, int offset, int stride, int table, int length) : Lane(id, length)
{
    public Block Block { get; } = block;

    public int Offset { get; } = offset;

    public int Stride { get; } = stride;

    /// <summary>Where the indices begin; -1 without a table.</summary>
    public int Table { get; } = table;

    public Address Address => new(Block.Memory, Block.Offset + Offset, Stride, Table);

    public override ImmutableArray<Item> Sources => [Block];
}

/// <summary>A function of lanes of its length, and of numbers.</summary>
internal sealed class Operation(int id, Operator @operator, ImmutableArray<Lane> operands, int length) : Lane(id, length)
{
    public Operator Operator { get; private set; } = @operator;

    public ImmutableArray<Lane> Operands { get; private set; } = operands;

    public override ImmutableArray<Item> Sources => ImmutableArray<Item>.CastUp(Operands);

    /// <summary>Takes the product that it was the only one to use into itself.</summary>
    public void Become(Operator @operator, ImmutableArray<Lane> operands) => (Operator, Operands) = (@operator, operands);
}

/// <summary>The sum or the largest of a vector.</summary>
internal sealed class Fold(int id, Meeting meeting, Lane operand) : Lane(id, 1)
{
    public Meeting Meeting { get; } = meeting;

    public Lane Operand { get; } = operand;

    public override ImmutableArray<Item> Sources => [Operand];
}

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

/// <summary>A lane, or a number repeated, that goes to places of a block: offset + stride · i, or offset + what a table says.</summary>
internal readonly record struct Piece(Lane Value, int Count, int Offset, int Stride, int Table = -1)
{
    /// <summary>Does it go to one place?</summary>
    public bool IsNumber => Count == 1;

    /// <summary>Can it be stored as it is, or only added, place by place?</summary>
    public bool IsPlain => Count == 1 || (Stride == 1 && Table < 0);
}

/// <summary>A block put together from pieces; where pieces meet they are added.</summary>
internal sealed class Joined : Block
{
    private readonly Dictionary<int, Lane> numbers = [];

    public Joined(int id, Memory memory, int length, int space, ImmutableArray<Piece> pieces, ReadOnlySpan<int> tables) : base(id, memory, length)
    {
        (Pieces, Space) = (pieces, space);
        int[] comers = new int[length];
        foreach (Piece piece in pieces)
            for (int i = 0; i < piece.Count; i++) comers[piece.Offset + (piece.Table < 0 ? piece.Stride * i : tables[piece.Table + i])]++;
        IsSum = comers.Any(count => count > 1);
        if (!IsSum)
            foreach (Piece piece in pieces)
                if (piece.Count == 1) numbers.Add(piece.Offset, piece.Value);
        IsFilled = IsSum || comers.Contains(0) || pieces.Any(piece => !piece.IsPlain);
    }

    public ImmutableArray<Piece> Pieces { get; }

    public override ImmutableArray<Item> Sources => [.. Pieces.Select(static piece => piece.Value)];

    public override int Space { get; }

    /// <summary>Do pieces meet?</summary>
    public bool IsSum { get; }

    /// <summary>Must it be zero before pieces come?</summary>
    public bool IsFilled { get; }

    /// <summary>The number that is stored at a place, where it came as one.</summary>
    public Lane? NumberAt(int place) => numbers.GetValueOrDefault(place);

    /// <summary>Is the piece added to what is there?</summary>
    public bool IsAdded(Piece piece) => IsSum || !piece.IsPlain;
}

/// <summary>What a kernel returns.</summary>
internal sealed class Called(int id, Kernel kernel, ImmutableArray<(Block Block, int Offset)> arguments, ImmutableArray<int> sizes, int length) : Block(id, Memory.Workspace, length)
{
    public Kernel Kernel { get; } = kernel;

    public ImmutableArray<(Block Block, int Offset)> Arguments { get; } = arguments;

    public override ImmutableArray<Item> Sources => [.. Arguments.Select(static argument => argument.Block)];

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

    public override ImmutableArray<Item> Sources => [Entries];

    public override int Space => Panel.Padded(Length);
}

/// <summary>Xᵀ r: what the rows of a matrix of data add up to, by panels.</summary>
internal sealed class ProductEntries(int id, int matrix, int columns, Block rows) : Block(id, Memory.Workspace, columns)
{
    public int Matrix { get; } = matrix;

    /// <summary>r, filled up to whole panels.</summary>
    public Block Rows { get; } = rows;

    public override ImmutableArray<Item> Sources => [Rows];
}

/// <summary>Rows that stand together.</summary>
internal static class Panel
{
    /// <summary>The rows of whole panels.</summary>
    public static int Padded(int rows) => (rows + Loop.PanelRows - 1) / Loop.PanelRows * Loop.PanelRows;
}
