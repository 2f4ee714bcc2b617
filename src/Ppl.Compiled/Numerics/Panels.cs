using System.Runtime.CompilerServices;

namespace Ppl.Compilation;

/// <summary>Products with a panel: <see cref="Loop.PanelRows"/> rows of a matrix, column after column.</summary>
internal static unsafe class Panels
{
    /// <summary>rows = X entries.</summary>
    /// <param name="panel">X: 32 numbers for each column.</param>
    /// <param name="columns">How many columns it has.</param>
    /// <param name="entries">A number for each column.</param>
    /// <param name="rows">A number for each of the 32 rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<T>(double* panel, int columns, double* entries, double* rows) where T : struct, ILanes<T>
    {
        for (int row = 0; row < Loop.PanelRows; row += 4 * T.Count)
        {
            T a = 0.0, b = 0.0, c = 0.0, d = 0.0;
            double* x = panel + row;
            for (int column = 0; column < columns; column++, x += Loop.PanelRows)
            {
                T entry = entries[column];
                a = T.MultiplyAdd(T.Load(x), entry, a);
                b = T.MultiplyAdd(T.Load(x + T.Count), entry, b);
                c = T.MultiplyAdd(T.Load(x + 2 * T.Count), entry, c);
                d = T.MultiplyAdd(T.Load(x + 3 * T.Count), entry, d);
            }
            T.Store(a, rows + row);
            T.Store(b, rows + row + T.Count);
            T.Store(c, rows + row + 2 * T.Count);
            T.Store(d, rows + row + 3 * T.Count);
        }
    }

    /// <summary>entries += Xᵀ rows.</summary>
    /// <param name="panel">X: 32 numbers for each column.</param>
    /// <param name="columns">How many columns it has.</param>
    /// <param name="rows">A number for each of the 32 rows.</param>
    /// <param name="entries">A number for each column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTransposed<T>(double* panel, int columns, double* rows, double* entries) where T : struct, ILanes<T>
    {
        for (int row = 0; row < Loop.PanelRows; row += 4 * T.Count)
        {
            T a = T.Load(rows + row), b = T.Load(rows + row + T.Count), c = T.Load(rows + row + 2 * T.Count), d = T.Load(rows + row + 3 * T.Count);
            double* x = panel + row;
            for (int column = 0; column < columns; column++, x += Loop.PanelRows)
            {
                T first = T.MultiplyAdd(T.Load(x), a, T.Load(x + T.Count) * b), second = T.MultiplyAdd(T.Load(x + 2 * T.Count), c, T.Load(x + 3 * T.Count) * d);
                entries[column] += T.Sum(first + second);
            }
        }
    }
}
