using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Ppl.Compilation;

/// <summary>Something that is done when its turn comes: an item computed, or a piece of a block stored.</summary>
internal abstract class Step;

/// <summary>What a function consists of between nodes and statements.</summary>
internal abstract class Item(int id) : Step
{
    /// <summary>Its number, counted from 0 in the order of making: larger than those of what it is computed from.</summary>
    public int Id { get; } = id;

    /// <summary>From how many items it is computed.</summary>
    public virtual int Sources => 0;

    /// <summary>One of those that it is computed from.</summary>
    public virtual Item Source(int i) => throw new ArgumentOutOfRangeException(nameof(i));
}

/// <summary>A number, or a vector of numbers that are computed by one formula.</summary>
internal abstract class Lane(int id, int length) : Item(id)
{
    /// <summary>How many numbers: 1, or the steps of the loop that computes them.</summary>
    public int Length { get; } = length;

    public bool IsVector => Length > 1;

    /// <summary>What tells it from other lanes.</summary>
    public abstract Content Content { get; }
}

/// <summary>A number that is known.</summary>
internal sealed class Known(int id, double number) : Lane(id, 1)
{
    public double Number { get; } = number;

    public override Content Content => Content.Of(Number);
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

    public override Content Content => Content.OfRead(Block, Offset, Stride, Table, Length);

    public override int Sources => 1;

    public override Item Source(int i) => Block;
}

/// <summary>A function of lanes of its length, and of numbers.</summary>
internal sealed class Operation(int id, Operator @operator, Lane x, Lane? y, Lane? z, int length) : Lane(id, length)
{
    private Lane x = x;
    private Lane? y = y;
    private Lane? z = z;

    public Operator Operator { get; private set; } = @operator;

    public override Content Content => Content.Of(Operator, x, y, z);

    public override int Sources => y is null ? 1 : z is null ? 2 : 3;

    /// <summary>One of its operands.</summary>
    public Lane this[int i] => i switch { 0 => x, 1 => y!, _ => z! };

    public override Item Source(int i) => this[i];

    /// <summary>Takes the product that it was the only one to use into itself.</summary>
    public void Add(Operation product, Lane other) => (Operator, x, y, z) = (Operator.MultiplyAdd, product.x, product.y, other);

    /// <summary>The operands of its statement.</summary>
    public ImmutableArray<Operand> Operands(Func<int, Operand> operand)
    {
        var operands = new Operand[Sources];
        for (int i = 0; i < operands.Length; i++) operands[i] = operand(i);
        return ImmutableCollectionsMarshal.AsImmutableArray(operands);
    }
}

/// <summary>The sum or the largest of a vector.</summary>
internal sealed class Fold(int id, Meeting meeting, Lane operand) : Lane(id, 1)
{
    public Meeting Meeting { get; } = meeting;

    public Lane Operand { get; } = operand;

    public override Content Content => Content.Of(Meeting, Operand);

    public override int Sources => 1;

    public override Item Source(int i) => Operand;
}
