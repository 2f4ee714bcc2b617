namespace Ppl.Handlers;

/// <summary>
/// A way through the tree of the sequential sites' values: which value each takes in this run, in the order in which the run performs them.
/// Advances as an odometer does.
/// </summary>
internal sealed class SequentialPath(int plateDepth)
{
    private readonly List<(long Choice, long Count)> turns = [];
    private int position;

    /// <summary>Runs a function from the start of the path, under a handler that asks it for values.</summary>
    public TResult Along<TResult>(Func<TResult> run, Enumerate handler)
    {
        position = 0;
        using Scope scope = handler.Enter();
        return run();
    }

    /// <summary>Goes on to the next path; false when all have been gone.</summary>
    public bool Advance()
    {
        turns.RemoveRange(position, turns.Count - position);
        while (turns.Count > 0)
        {
            (long choice, long count) = turns[^1];
            if (choice + 1 < count)
            {
                turns[^1] = (choice + 1, count);
                return true;
            }
            turns.RemoveAt(turns.Count - 1);
        }
        return false;
    }

    /// <summary>The value of the next site on the path: for each element of its plates one of the support.</summary>
    public Tensor Next(SampleSite site)
    {
        Tensor values = SupportValues.All(site);
        Shape batch = site.Distribution.BatchShape, events = site.Distribution.EventShape;
        Shape plates = batch.Last(Math.Min(plateDepth, batch.Rank));
        long count = values.size(0);
        if (position == turns.Count) turns.Add((0, Combinations(count, plates.NumberOfElements)));
        long[] digits = Digits(turns[position++].Choice, count, plates.NumberOfElements);
        Tensor chosen = values.reshape([count, .. events]).index_select(0, torch.tensor(digits, device: values.device));
        return chosen.reshape([.. plates, .. events]);
    }

    private static long Combinations(long values, long elements)
    {
        long product = 1;
        for (long i = 0; i < elements; i++) product = checked(product * values);
        return product;
    }

    /// <summary>A number in the positional system of a base, the last digit changing fastest.</summary>
    private static long[] Digits(long number, long @base, long places)
    {
        var digits = new long[places];
        for (long i = places - 1; i >= 0; i--) (number, digits[i]) = (number / @base, number % @base);
        return digits;
    }
}
