namespace Ppl.Examples;

/// <summary>Counts, and a number that may go with each.</summary>
/// <param name="X">The numbers; of a file, less the mean of all rows and over their standard deviation.</param>
/// <param name="Y">The counts.</param>
internal sealed record CountRows(double[] X, double[] Y)
{
    public int Count => Y.Length;

    /// <summary>The same rows with other counts.</summary>
    public CountRows With(ReadOnlySpan<double> counts) => this with { Y = counts.ToArray() };

    /// <summary>The rows of these numbers.</summary>
    public CountRows At(IEnumerable<long> rows) => new([.. rows.Select(row => X[row])], [.. rows.Select(row => Y[row])]);
}
