using MathNet.Numerics;

namespace Ppl.Examples;

/// <summary>Topics that were found beside those that were planted, in the order of the latter.</summary>
/// <param name="Found">The number of the topic that was found for each; null where there are fewer than were planted.</param>
/// <param name="Cosines">How alike the two are, from 0 to 1; 0 for none.</param>
internal sealed record TopicMatch(int?[] Found, double[] Cosines)
{
    public double Mean => Cosines.Average();

    /// <summary>The match, each topic used once, whose cosines have the greatest sum.</summary>
    public static TopicMatch Of(double[][] found, double[][] planted)
    {
        int size = Math.Max(found.Length, planted.Length);
        double[,] cosines = new double[size, size];
        for (int i = 0; i < planted.Length; i++)
            for (int j = 0; j < found.Length; j++) cosines[i, j] = 1 - Distance.Cosine(planted[i], found[j]);
        int[] match = [.. Assign(cosines).Take(planted.Length)];
        return new TopicMatch([.. match.Select(j => j < found.Length ? j : (int?)null)], [.. match.Select((j, i) => cosines[i, j])]);
    }

    /// <summary>
    /// The column of each row, no two alike, such that the sum is greatest (Kuhn 1955, the Hungarian method): rows enter one by one, each along the path that costs
    /// least to those that entered before, at prices of rows and columns that keep every reduced cost positive.
    /// </summary>
    public static int[] Assign(double[,] gains)
    {
        int size = gains.GetLength(0);
        double[] rowPrice = new double[size], columnPrice = new double[size];
        int[] rowOf = Enumerable.Repeat(-1, size).ToArray(), columnOf = Enumerable.Repeat(-1, size).ToArray();
        for (int entering = 0; entering < size; entering++)
        {
            double[] cost = Enumerable.Repeat(double.PositiveInfinity, size).ToArray();
            int[] from = new int[size];
            bool[] isDone = new bool[size];
            (int row, int last, double reached) = (entering, -1, 0);
            while (true)
            {
                for (int column = 0; column < size; column++)
                {
                    double next = reached - gains[row, column] - rowPrice[row] - columnPrice[column];
                    if (!isDone[column] && next < cost[column]) (cost[column], from[column]) = (next, row);
                }
                last = Enumerable.Range(0, size).Where(column => !isDone[column]).MinBy(column => cost[column]);
                reached = cost[last];
                isDone[last] = true;
                if (rowOf[last] < 0) break;
                row = rowOf[last];
            }
            rowPrice[entering] += reached;
            for (int column = 0; column < size; column++)
                if (isDone[column] && column != last)
                {
                    rowPrice[rowOf[column]] += reached - cost[column];
                    columnPrice[column] -= reached - cost[column];
                }
            while (last >= 0)
            {
                rowOf[last] = from[last];
                (columnOf[from[last]], last) = (last, columnOf[from[last]]);
            }
        }
        return columnOf;
    }
}
