namespace Ppl.Compilation;

/// <summary>Something to be done: an item computed, or a piece of a block stored.</summary>
internal readonly record struct Step(Item Item, int Number = -1)
{
    public Joined Block => (Joined)Item;

    public Piece Piece => Block.Pieces[Number];
}

/// <summary>The steps of each stage, numbers in one list, vectors in a loop for each length; all in the order in which they were thought of, a piece beside its value.</summary>
internal sealed class Schedule
{
    private readonly SortedDictionary<int, List<Step>> numbers = [];
    private readonly SortedDictionary<(int Stage, int Length), List<Step>> loops = [];

    public Schedule(IReadOnlyList<Item> items, Levels levels)
    {
        ILookup<Lane, Step> pieces = items.OfType<Joined>().Where(levels.IsLive)
            .SelectMany(static block => block.Pieces.Select((piece, i) => (piece.Value, Step: new Step(block, i)))).ToLookup(static pair => pair.Value, static pair => pair.Step);
        foreach (Item item in items)
        {
            if (!levels.IsLive(item)) continue;
            int stage = levels.StageOf(item);
            switch (item)
            {
                case Operation { IsVector: true } operation: InLoop(stage, operation.Length, new(item)); break;
                case Operation or Called: InNumbers(stage, new(item)); break;
                case Fold fold: InLoop(stage, fold.Operand.Length, new(item)); break;
                case ProductRows rows: InLoop(stage, rows.Length, new(item)); break;
                case ProductEntries entries: InLoop(stage, entries.Rows.Length, new(item)); break;
            }
            if (item is not Lane lane) continue;
            foreach (Step step in pieces[lane])
            {
                if (IsThere(step)) continue;
                if (step.Piece.IsNumber) InNumbers(levels.StageOf(step.Piece), step);
                else InLoop(levels.StageOf(step.Piece), step.Piece.Count, step);
            }
        }
    }

    /// <summary>Is it a known number in many places, there from the start?</summary>
    public static bool IsThere(Step step) => step.Piece is { Value: Known, IsNumber: false } && !step.Block.IsAdded(step.Piece);

    /// <summary>All steps, stage by stage; a length of 1 says that they are of numbers.</summary>
    public IEnumerable<(int Length, List<Step> Steps)> InOrder() =>
        numbers.Select(static pair => (Stage: pair.Key, Length: 1, Steps: pair.Value))
            .Concat(loops.Select(static pair => (pair.Key.Stage, pair.Key.Length, Steps: pair.Value)))
            .OrderBy(static part => part.Stage).Select(static part => (part.Length, part.Steps));

    private void InNumbers(int stage, Step step)
    {
        if (!numbers.TryGetValue(stage, out List<Step>? steps)) numbers.Add(stage, steps = []);
        steps.Add(step);
    }

    private void InLoop(int stage, int length, Step step)
    {
        if (!loops.TryGetValue((stage, length), out List<Step>? steps)) loops.Add((stage, length), steps = []);
        steps.Add(step);
    }
}
