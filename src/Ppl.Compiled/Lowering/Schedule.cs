namespace Ppl.Compilation;

/// <summary>Steps that are done together: one loop over vectors of a length, or a list of numbers, whose length is 1.</summary>
internal sealed class Part(int length)
{
    public int Length { get; } = length;

    public List<Step> Steps { get; } = [];
}

/// <summary>The steps of each stage, numbers in one list, vectors in a loop for each length; all in the order in which they were thought of, a piece beside its value.</summary>
internal sealed class Schedule
{
    private readonly List<List<Part>> stages = [];       // short lengths first

    public Schedule(ReadOnlySpan<Item> items, ReadOnlySpan<Block> blocks, Levels levels)
    {
        Piece[] pieces = PiecesByValue(blocks, levels);
        int next = 0;
        foreach (Item item in items)
        {
            if (levels.IsLive(item)) Add(item, levels.StageOf(item));
            for (; next < pieces.Length && pieces[next].Value == item; next++) Add(pieces[next], levels.StageOf(pieces[next]));
        }
    }

    /// <summary>All steps, stage by stage.</summary>
    public IEnumerable<Part> Parts => stages.SelectMany(static parts => parts);

    private static Piece[] PiecesByValue(ReadOnlySpan<Block> blocks, Levels levels)
    {
        List<Piece> pieces = [];
        foreach (Block block in blocks)
        {
            if (block is not Joined joined || !levels.IsLive(joined)) continue;
            foreach (Piece piece in joined.Pieces)
                if (!piece.IsThere) pieces.Add(piece);
        }
        return [.. pieces.OrderBy(static piece => piece.Value.Id)];
    }

    private void Add(Item item, int stage)
    {
        switch (item)
        {
            case Operation operation: Add(operation, stage, operation.Length); break;
            case Called: Add(item, stage, length: 1); break;
            case Fold fold: Add(fold, stage, fold.Operand.Length); break;
            case ProductRows rows: Add(rows, stage, rows.Length); break;
            case ProductEntries entries: Add(entries, stage, entries.Rows.Length); break;
        }
    }

    private void Add(Piece piece, int stage) => Add(piece, stage, piece.Count);

    private void Add(Step step, int stage, int length)
    {
        while (stages.Count <= stage) stages.Add([]);
        List<Part> parts = stages[stage];
        int place = 0;
        while (place < parts.Count && parts[place].Length < length) place++;
        if (place == parts.Count || parts[place].Length != length) parts.Insert(place, new(length));
        parts[place].Steps.Add(step);
    }
}
