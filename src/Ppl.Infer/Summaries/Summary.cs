using System.Collections;
using System.Globalization;

namespace Ppl.Infer;

/// <summary>
/// Mean, standard deviation and quantiles of draws, a row for each element of each site; of Markov chains also how far they can be trusted. As text, an
/// aligned table.
/// </summary>
public sealed class Summary : IReadOnlyList<SummaryRow>
{
    private static readonly string[] Headings = ["", "mean", "sd", "5 %", "median", "95 %"], AccuracyHeadings = ["mcse", "ess bulk", "ess tail", "r-hat"];

    private readonly SummaryRow[] rows;

    private Summary(SummaryRow[] rows) => this.rows = rows;

    /// <inheritdoc/>
    public int Count => rows.Length;

    /// <inheritdoc/>
    public SummaryRow this[int index] => rows[index];

    /// <summary>The row of an element: <c>summary["mu"]</c>, <c>summary["effect[2, 0]"]</c>.</summary>
    /// <exception cref="PplException">PPL024 lists the names there are, nearest first.</exception>
    public SummaryRow this[string name] =>
        Array.Find(rows, row => row.Name == name) ?? throw Error.UnknownSite("the summary", name, rows.Select(row => row.Name));

    /// <summary>
    /// Sums draws up, those of every site in their order, elements row-major; those of several <see cref="Samples.Chains"/> with the <see cref="SummaryRow.Accuracy"/> of each.
    /// </summary>
    public static Summary Of(Samples samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return new([.. samples.SelectMany(site => samples.Chains > 1 ? RowsOfChains(site) : Rows(site))]);
    }

    /// <summary>The rows of a site, with how far they can be trusted as draws of Markov chains.</summary>
    internal static IEnumerable<SummaryRow> RowsOfChains(Draws draws) => Rows(draws).Select((row, i) => row with { Accuracy = ChainAccuracy.Of(draws.ByChain(i)) });

    /// <inheritdoc/>
    public IEnumerator<SummaryRow> GetEnumerator() => ((IEnumerable<SummaryRow>)rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A line for each row, to four digits, numbers aligned at their right ends.</summary>
    public override string ToString() =>
        rows.All(row => row.Accuracy is null) ? TextTable.Of([Headings, .. rows.Select(Cells)])
        : TextTable.Of([[.. Headings, .. AccuracyHeadings], .. rows.Select(row => Cells(row).Concat(Cells(row.Accuracy!)).ToArray())]);

    private static IEnumerable<SummaryRow> Rows(Draws draws)
    {
        for (long i = 0; i < draws.Shape.NumberOfElements; i++) yield return SummaryRow.Of(draws.Name, IndexAt(draws.Shape, i), draws.Element(i));
    }

    /// <summary>The name of an element, as <see cref="SummaryRow.Name"/> has it.</summary>
    internal static string NameOf(string site, Shape shape, long place) => shape.Rank == 0 ? site : $"{site}{IndexAt(shape, place)}";

    private static Shape IndexAt(Shape shape, long place)
    {
        long[] index = new long[shape.Rank];
        for (int dim = shape.Rank - 1; dim >= 0; dim--) (place, index[dim]) = Math.DivRem(place, shape[dim]);
        return index;
    }

    private static string[] Cells(SummaryRow row) =>
        [row.Name, .. new[] { row.Mean, row.StandardDeviation, row.Low, row.Median, row.High }.Select(TextTable.Cell)];

    private static string[] Cells(ChainAccuracy accuracy) =>
    [
        accuracy.MeanError.ToString("G2", CultureInfo.InvariantCulture), accuracy.BulkSize.ToString("F0", CultureInfo.InvariantCulture),
        accuracy.TailSize.ToString("F0", CultureInfo.InvariantCulture), accuracy.RHat.ToString("F3", CultureInfo.InvariantCulture),
    ];
}
