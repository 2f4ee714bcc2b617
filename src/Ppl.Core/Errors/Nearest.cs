namespace Ppl;

/// <summary>Names in the order of their likeness to a misspelt one.</summary>
internal static class Nearest
{
    /// <summary>The names, most alike first (Levenshtein distance, then the alphabet).</summary>
    public static IEnumerable<string> Order(string misspelt, IEnumerable<string> names) =>
        names.OrderBy(name => Distance(misspelt, name)).ThenBy(name => name, StringComparer.Ordinal);

    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitute = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitute, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
