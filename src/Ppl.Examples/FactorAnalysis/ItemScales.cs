namespace Ppl.Examples;

/// <summary>
/// Questionnaires name their items by scale and number, A1 to A5. Where there are as many scales as factors, a rotated factor stands for the scale whose items
/// load on it most.
/// </summary>
internal static class ItemScales
{
    /// <summary>How many items load most on the factor of their own scale; null where names have no such form.</summary>
    /// <param name="names">Of the items.</param>
    /// <param name="loadings">Rotated, a row for each item.</param>
    public static int? AtHome(IReadOnlyList<string> names, MathNet.Numerics.LinearAlgebra.Matrix<double> loadings)
    {
        string[] scaleOf = [.. names.Select(name => name.TrimEnd([.. "0123456789"]))], scales = [.. scaleOf.Distinct()];
        if (scales.Length != loadings.ColumnCount || scales.Contains("")) return null;
        string[] ofFactor = [.. loadings.EnumerateColumns().Select(factor => scales.MaxBy(scale => factor.Where((_, item) => scaleOf[item] == scale).Average(Math.Abs))!)];
        return loadings.EnumerateRows().Where((row, item) => ofFactor[row.AbsoluteMaximumIndex()] == scaleOf[item]).Count();
    }
}
