using System.Runtime.CompilerServices;

namespace Ppl.Compilation;

/// <summary>Products with a panel: <see cref="Loop.PanelRows"/> rows of a matrix, column after column.</summary>
internal static class Panels
{
    /// <summary>rows = X entries.</summary>
    /// <param name="panel">X: 32 numbers for each column.</param>
    /// <param name="entries">A number for each column.</param>
    /// <param name="rows">A number for each of the 32 rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ReadOnlySpan<double> panel, ReadOnlySpan<double> entries, Span<double> rows)
    {
        rows.Clear();
        for (int column = 0; column < entries.Length; column++)
            for (int row = 0; row < Loop.PanelRows; row++) rows[row] = Math.FusedMultiplyAdd(panel[column * Loop.PanelRows + row], entries[column], rows[row]);
    }

    /// <summary>entries += Xᵀ rows.</summary>
    /// <param name="panel">X: 32 numbers for each column.</param>
    /// <param name="rows">A number for each of the 32 rows.</param>
    /// <param name="entries">A number for each column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTransposedMultiply(ReadOnlySpan<double> panel, ReadOnlySpan<double> rows, Span<double> entries)
    {
        for (int column = 0; column < entries.Length; column++)
        {
            double sum = 0;
            for (int row = 0; row < Loop.PanelRows; row++) sum = Math.FusedMultiplyAdd(panel[column * Loop.PanelRows + row], rows[row], sum);
            entries[column] += sum;
        }
    }
}
