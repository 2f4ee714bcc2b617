namespace Ppl.Compilation;

/// <summary>
/// When what is computed. Stages go by turns: at even ones numbers are computed, at odd ones vectors, in one loop for each length. What needs a sum over a vector, or any of its
/// elements but the one of the same step, is later than the loop that computes it.
/// </summary>
internal sealed class Levels
{
    private readonly int[] uses;
    private readonly int[] stages;
    private readonly int[] ready;          // from when on numbers, or a vector in its own loop, can use an item

    /// <param name="items">In order.</param>
    /// <param name="roots">What must be there in the end.</param>
    public Levels(ReadOnlySpan<Item> items, IReadOnlyList<Item> roots)
    {
        (uses, stages, ready) = (new int[items.Length], new int[items.Length], new int[items.Length]);
        CountUses(items, roots);
        MakeMultiplyAdds(items);
        foreach (Item item in items)
        {
            stages[item.Id] = EarliestStage(item);
            ready[item.Id] = ReadyFrom(item);
        }
        Postpone(items);
    }

    /// <summary>Is it needed?</summary>
    public bool IsLive(Item item) => uses[item.Id] > 0;

    /// <summary>When an operation, a fold, a product or a call is computed.</summary>
    public int StageOf(Item item) => stages[item.Id];

    /// <summary>When a piece is stored; a known number that fills places is there from the start.</summary>
    public int StageOf(Piece piece) => piece.IsNumber ? Numbers(ready[piece.Value.Id]) : Vectors(ready[piece.Value.Id]);

    private static int Numbers(int stage) => stage + (stage & 1);

    private static int Vectors(int stage) => stage | 1;

    private void CountUses(ReadOnlySpan<Item> items, IReadOnlyList<Item> roots)
    {
        foreach (Item root in roots) uses[root.Id]++;
        for (int i = items.Length - 1; i >= 0; i--)
        {
            if (uses[i] == 0) continue;
            Item item = items[i];
            for (int k = item.Sources - 1; k >= 0; k--) uses[item.Source(k).Id]++;
        }
    }

    // x y + z, where nothing else uses x y.
    private void MakeMultiplyAdds(ReadOnlySpan<Item> items)
    {
        foreach (Item item in items)
        {
            if (item is not Operation { Operator: Operator.Add } sum || !IsLive(sum)) continue;
            for (int i = 0; i < 2; i++)
            {
                if (sum[i] is not Operation { Operator: Operator.Multiply } product || product.Length != sum.Length || uses[product.Id] != 1) continue;
                uses[product.Id] = 0;
                sum.Add(product, sum[1 - i]);
                break;
            }
        }
    }

    private int EarliestStage(Item item)
    {
        switch (item)
        {
            case Operation operation:
                int operands = 0;
                for (int i = 0; i < operation.Sources; i++) operands = Math.Max(operands, ready[operation[i].Id]);
                return operation.IsVector ? Vectors(operands) : Numbers(operands);
            case Fold fold: return Vectors(ready[fold.Operand.Id]);
            case Called called: return Numbers(called.Arguments.Max(argument => ready[argument.Block.Id]));
            case ProductRows rows: return Vectors(ready[rows.Entries.Id]);
            // Its rows are read panel by panel in the loop that stores them.
            case ProductEntries { Rows: Joined { Pieces: [var piece] } }: return StageOf(piece);
            case ProductEntries { Rows: ProductRows rows }: return stages[rows.Id];
            case ProductEntries entries: return Vectors(ready[entries.Rows.Id]);
            case Joined joined:
                int last = 0;
                foreach (Piece piece in joined.Pieces) last = Math.Max(last, StageOf(piece) + (piece.IsNumber ? 0 : 1));
                return last;
            default: return 0;
        }
    }

    private int ReadyFrom(Item item) => item switch
    {
        Operation => stages[item.Id],
        Read { Block: ProductRows rows, Offset: 0, Stride: 1, Table: < 0 } read when read.Length == rows.Length => stages[rows.Id],
        Read read => ready[read.Block.Id],
        Fold or ProductRows or ProductEntries => stages[item.Id] + 1,
        _ => stages[item.Id],
    };

    // A vector that is used in later loops only is computed in the first of them, unless more would have to be kept for it.
    private void Postpone(ReadOnlySpan<Item> items)
    {
        int[] first = new int[items.Length];
        Array.Fill(first, int.MaxValue);
        for (int i = items.Length - 1; i >= 0; i--)
        {
            Item item = items[i];
            // A number has no vector among its operands.
            if (item is Operation { IsVector: false } || !IsLive(item)) continue;
            if (item is Operation operation && first[i] > stages[i] && first[i] != int.MaxValue && ComputedVectors(operation) <= 1) stages[i] = ready[i] = first[i];
            if (item is Joined joined)
                foreach (Piece piece in joined.Pieces) Use(piece.Value, StageOf(piece));
            else
                for (int k = 0; k < item.Sources; k++) Use(item.Source(k), stages[i]);
        }

        void Use(Item source, int stage) => first[source.Id] = Math.Min(first[source.Id], stage);
    }

    private static int ComputedVectors(Operation operation)
    {
        int count = 0;
        for (int i = 0; i < operation.Sources; i++)
            if (operation[i] is Operation { IsVector: true }) count++;
        return count;
    }
}
