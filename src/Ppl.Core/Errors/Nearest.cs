namespace Ppl;

/// <summary>Names in the order of their likeness to a misspelt one.</summary>
internal static class Nearest
{
    /// <summary>The names, most alike first, then by the alphabet. A letter more, less or another one is a mistake, and so are two that changed places (Damerau 1964).</summary>
    public static IEnumerable<string> Order(string misspelt, IEnumerable<string> names) =>
        names.OrderBy(name => Distance(misspelt.ToUpperInvariant(), name.ToUpperInvariant())).ThenBy(name => name, StringComparer.Ordinal);

    private static int Distance(string a, string b)
    {
        int[,] distance = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distance[i, j] = i + j;
                    continue;
                }
                int best = Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1;
                best = Math.Min(best, distance[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = Math.Min(best, distance[i - 2, j - 2] + 1);
                distance[i, j] = best;
            }
        return distance[a.Length, b.Length];
    }
}
