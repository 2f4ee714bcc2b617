namespace Ppl.Examples;

/// <summary>What was estimated in each school, and how far off the estimate may be.</summary>
/// <param name="Effects">Estimates of the effect, in points of the test.</param>
/// <param name="Errors">Their standard errors.</param>
internal sealed record Schools(IReadOnlyList<double> Effects, IReadOnlyList<double> Errors)
{
    /// <summary>The eight schools of Rubin (1981), table 1: what coaching did to the scores of a verbal test.</summary>
    public static Schools OfRubin { get; } = new([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]);

    public int Count => Effects.Count;

    /// <summary>Reads the columns <c>est</c> and <c>se</c> of a CSV file.</summary>
    /// <exception cref="PplException">PPL301, PPL307, PPL308: the file has not two columns of numbers. PPL303: there is one row only, or a standard error is not positive.</exception>
    public static Schools Read(string path)
    {
        var table = CsvTable.Read(path);
        var schools = new Schools(table.Numbers("est"), table.Numbers("se"));
        int wrong = Array.FindIndex([.. schools.Errors], error => error <= 0);
        if (wrong >= 0)
            throw Error.WrongFormat(path, FormattableString.Invariant($"row {wrong + 1}, column \"se\": {schools.Errors[wrong]} is no standard error"), "write a positive number there.");
        if (schools.Count < 2) throw Error.WrongFormat(path, "a single row, and a hierarchy is of several", "write a row for each group.");
        return schools;
    }
}
