using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Ppl.Compilation;

/// <summary>A lane, or a number repeated, that goes to places of a block: offset + stride · i, or offset + what a table says.</summary>
internal sealed class Piece(Lane value, int count, int offset, int stride, int table = -1) : Step
{
    public Lane Value { get; } = value;

    public int Count { get; } = count;

    public int Offset { get; } = offset;

    public int Stride { get; } = stride;

    public int Table { get; } = table;

    /// <summary>The block that it is a part of.</summary>
    public Joined Block { get; private init; } = null!;

    /// <summary>Does it go to one place?</summary>
    public bool IsNumber => Count == 1;

    /// <summary>Can it be stored as it is, or only added, place by place?</summary>
    public bool IsPlain => Count == 1 || (Stride == 1 && Table < 0);

    /// <summary>Is it added to what is there?</summary>
    public bool IsAdded => Block.IsSum || !IsPlain;

    /// <summary>Is it a known number in many places, there from the start?</summary>
    public bool IsThere => !IsNumber && Value is Known && !IsAdded;

    public Address Address => IsNumber ? new(Block.Memory, Block.Offset + Offset) : new(Block.Memory, Block.Offset + Offset, Stride, Table);

    /// <summary>The same piece of a block.</summary>
    public Piece Of(Joined block) => new(Value, Count, Offset, Stride, Table) { Block = block };
}

/// <summary>A block put together from pieces; where pieces meet they are added.</summary>
internal sealed class Joined : Block
{
    private readonly Lane?[]? numbers;

    public Joined(int id, Memory memory, int length, int space, ReadOnlySpan<Piece> pieces, ReadOnlySpan<int> tables) : base(id, memory, length)
    {
        Space = space;
        var own = new Piece[pieces.Length];
        bool[] isTaken = new bool[length];
        int free = length;
        for (int k = 0; k < own.Length; k++)
        {
            Piece piece = own[k] = pieces[k].Of(this);
            IsFilled |= !piece.IsPlain;
            for (int i = 0; i < piece.Count; i++)
            {
                ref bool isPlaceTaken = ref isTaken[piece.Offset + (piece.Table < 0 ? piece.Stride * i : tables[piece.Table + i])];
                if (isPlaceTaken) IsSum = true;
                else free--;
                isPlaceTaken = true;
            }
        }
        Pieces = ImmutableCollectionsMarshal.AsImmutableArray(own);
        IsFilled |= IsSum || free > 0;
        if (IsSum) return;
        foreach (Piece piece in own)
            if (piece.IsNumber) (numbers ??= new Lane?[length])[piece.Offset] = piece.Value;
    }

    public ImmutableArray<Piece> Pieces { get; }

    public override int Sources => Pieces.Length;

    public override Item Source(int i) => Pieces[i].Value;

    public override int Space { get; }

    /// <summary>Do pieces meet?</summary>
    public bool IsSum { get; }

    /// <summary>Must it be zero before pieces come?</summary>
    public bool IsFilled { get; }

    /// <summary>The number that is stored at a place, where it came as one.</summary>
    public Lane? NumberAt(int place) => numbers?[place];
}
