namespace Ppl.Infer.Tests;

/// <summary>
/// The no-U-turn sampler by enumeration: the points that leapfrog steps lead to from one point are a lattice, and where a step goes, with what probability, follows
/// from sums over its intervals. Nothing is shared with the sampler but the leapfrog.
/// </summary>
internal sealed class NutsLattice
{
    private readonly int reach;
    private readonly int maxDepth;
    private readonly PhasePoint[] points;
    private readonly double[] weights;

    /// <param name="density">Where.</param>
    /// <param name="metric">M.</param>
    /// <param name="origin">Point 0.</param>
    /// <param name="stepSize">ε.</param>
    /// <param name="maxDepth">How often a trajectory doubles at most.</param>
    public NutsLattice(IDensity density, Metric metric, PhasePoint origin, double stepSize, int maxDepth)
    {
        (reach, this.maxDepth) = (2 << maxDepth, maxDepth);
        points = [.. Enumerable.Range(0, (2 * reach) + 1).Select(_ => new PhasePoint(density.Dimension))];
        origin.CopyTo(points[reach]);
        for (int i = 1; i <= reach; i++)
        {
            Follow(points[reach + i - 1], points[reach + i], stepSize);
            Follow(points[reach - i + 1], points[reach - i], -stepSize);
        }
        weights = [.. points.Select(point => Math.Exp(origin.Energy - point.Energy))];

        void Follow(PhasePoint from, PhasePoint to, double step)
        {
            from.CopyTo(to);
            to.Leap(metric, step);
            to.Locate(density);
            to.Land(metric, step);
        }
    }

    public PhasePoint this[int number] => points[reach + number];

    /// <summary>e^(H₀ - H) of a point.</summary>
    public double Weight(int number) => weights[reach + number];

    /// <summary>The probability with which a step from one point ends at each.</summary>
    public Dictionary<int, double> From(int start)
    {
        var ends = new Dictionary<int, double>();
        Grow(start, start, new() { [start] = 1 }, 1, 0);
        return ends;

        // Points low..high are joined; the draw is distributed over them.
        void Grow(int low, int high, Dictionary<int, double> draw, double probability, int depth)
        {
            if (depth == maxDepth)
            {
                Stop(draw, probability);
                return;
            }
            int length = high - low + 1;
            foreach ((int newLow, int newHigh) in new[] { (high + 1, high + length), (low - length, low - 1) })
            {
                if (!IsWhole(newLow, newHigh))
                {
                    Stop(draw, probability / 2);
                    continue;
                }
                double taken = Math.Min(1, Sum(newLow, newHigh) / Sum(low, high));
                var mixed = draw.ToDictionary(point => point.Key, point => (1 - taken) * point.Value);
                for (int i = newLow; i <= newHigh; i++) mixed[i] = taken * Weight(i) / Sum(newLow, newHigh);
                (int a, int b) = (Math.Min(low, newLow), Math.Max(high, newHigh));
                if (GoesOn(a, b)) Grow(a, b, mixed, probability / 2, depth + 1);
                else Stop(mixed, probability / 2);
            }
        }

        void Stop(Dictionary<int, double> draw, double probability)
        {
            foreach ((int point, double share) in draw) ends[point] = ends.GetValueOrDefault(point) + (probability * share);
        }
    }

    /// <summary>Does no subtree turn round?</summary>
    private bool IsWhole(int low, int high)
    {
        int middle = low + ((high - low + 1) / 2) - 1;
        return low == high || (IsWhole(low, middle) && IsWhole(middle + 1, high) && GoesOn(low, high));
    }

    private bool GoesOn(int low, int high)
    {
        int middle = low + ((high - low + 1) / 2) - 1;
        return GoesOnAlong(low, high, low, high) && GoesOnAlong(low, middle + 1, low, middle + 1) && GoesOnAlong(middle, high, middle, high);
    }

    /// <summary>v·ρ &gt; 0 at both ends, ρ the sum of the momenta from one point to another.</summary>
    private bool GoesOnAlong(int first, int last, int from, int to)
    {
        double[] sum = new double[points[0].Momentum.Length];
        for (int i = from; i <= to; i++)
            for (int j = 0; j < sum.Length; j++) sum[j] += this[i].Momentum[j];
        return Along(first) > 0 && Along(last) > 0;

        double Along(int end) => sum.Zip(this[end].Velocity).Sum(pair => pair.First * pair.Second);
    }

    private double Sum(int low, int high) => Enumerable.Range(low, high - low + 1).Sum(Weight);
}
