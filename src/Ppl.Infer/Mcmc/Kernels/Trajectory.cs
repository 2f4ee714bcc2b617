namespace Ppl.Infer;

/// <summary>Points of a trajectory that follow each other: its ends, their total momentum and weight, and one point drawn by weight.</summary>
/// <param name="dimension">How many numbers a position has.</param>
internal sealed class Trajectory(int dimension)
{
    private readonly double[] sum = new double[dimension];
    private End back = new(dimension), forward = new(dimension);

    /// <summary>The point that is drawn; its momentum plays no part.</summary>
    public PhasePoint Draw { get; private set; } = new(dimension);

    public double DrawEnergy { get; private set; }

    /// <summary>log Σ e^(H₀ - H), H₀ of the point at which the step began.</summary>
    public double LogWeight { get; private set; }

    /// <summary>One point.</summary>
    public void Begin(PhasePoint point, double energy, double logWeight)
    {
        back.Set(point);
        forward.Set(point);
        point.Momentum.CopyTo(sum, 0);
        point.CopyTo(Draw);
        (DrawEnergy, LogWeight) = (energy, logWeight);
    }

    /// <summary>Takes another's draw, which gets this one's.</summary>
    public void TakeDraw(Trajectory other)
    {
        (Draw, other.Draw) = (other.Draw, Draw);
        (DrawEnergy, other.DrawEnergy) = (other.DrawEnergy, DrawEnergy);
    }

    /// <summary>Joins the points that follow, or go before, which are then this one's; draws stay as they are.</summary>
    /// <returns>Whether the whole goes on without turning round.</returns>
    public bool Join(Trajectory other, bool isForward)
    {
        bool goesOn = isForward ? GoesOn(this, other) : GoesOn(other, this);
        LogWeight = LogAdd(LogWeight, other.LogWeight);
        Vectors.Add(1, other.sum, sum);
        if (isForward) (forward, other.forward) = (other.forward, forward);
        else (back, other.back) = (other.back, back);
        return goesOn;
    }

    /// <summary>log(e^a + e^b).</summary>
    public static double LogAdd(double a, double b)
    {
        (double low, double high) = a < b ? (a, b) : (b, a);
        return double.IsNegativeInfinity(high) ? high : high + double.LogP1(Math.Exp(low - high));
    }

    /// <summary>The criterion for both together, and for each with the nearest point of the other.</summary>
    private static bool GoesOn(Trajectory early, Trajectory late) =>
        GoesOn(early.back, late.forward, early.sum, late.sum)
        && GoesOn(early.back, late.back, early.sum, late.back.Momentum)
        && GoesOn(early.forward, late.forward, late.sum, early.forward.Momentum);

    /// <summary>v·ρ &gt; 0 at both ends, ρ = a + b.</summary>
    private static bool GoesOn(End first, End last, ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        Vectors.DotSum(first.Velocity, a, b) > 0 && Vectors.DotSum(last.Velocity, a, b) > 0;

    private sealed class End(int dimension)
    {
        public double[] Momentum { get; } = new double[dimension];

        public double[] Velocity { get; } = new double[dimension];

        public void Set(PhasePoint point)
        {
            point.Momentum.CopyTo(Momentum, 0);
            point.Velocity.CopyTo(Velocity, 0);
        }
    }
}
