namespace Ppl.Infer;

/// <summary>Points of a trajectory that follow each other: its ends, their total momentum and weight, and one point drawn by weight.</summary>
/// <param name="points">Where the points are from. Each is released when it is neither an end nor the draw any more.</param>
/// <param name="dimension">How many numbers a position has.</param>
internal sealed class Trajectory(PhasePoints points, int dimension)
{
    /// <summary>How many times a trajectory of one point remembers it: as either end, and as the draw.</summary>
    public const int Holders = 3;

    private readonly double[] room = new double[dimension];
    private double[] sum = null!;    // of one point: its own momentum

    /// <summary>The earliest point.</summary>
    public PhasePoint Back { get; private set; } = null!;

    /// <summary>The latest point.</summary>
    public PhasePoint Forward { get; private set; } = null!;

    /// <summary>The point that is drawn; its momentum plays no part.</summary>
    public PhasePoint Draw { get; private set; } = null!;

    public double DrawEnergy { get; private set; }

    /// <summary>log Σ e^(H₀ - H), H₀ of the point at which the step began.</summary>
    public double LogWeight { get; private set; }

    /// <summary>One point, taken for <see cref="Holders"/>.</summary>
    public void Begin(PhasePoint point, double energy, double logWeight)
    {
        (Back, Forward, Draw, sum) = (point, point, point, point.Momentum);
        (DrawEnergy, LogWeight) = (energy, logWeight);
    }

    /// <summary>Joins the points that follow, or go before, which are then this one's.</summary>
    /// <param name="other">The points; nothing is left of it.</param>
    /// <param name="isForward">Whether they follow.</param>
    /// <param name="takesDraw">Whether the draw is then theirs.</param>
    /// <param name="logWeight">Of both together.</param>
    /// <returns>Whether the whole goes on without turning round.</returns>
    public bool Join(Trajectory other, bool isForward, bool takesDraw, double logWeight)
    {
        bool goesOn = isForward ? GoesOn(this, other) : GoesOn(other, this);
        Vectors.Add(1, other.sum, sum, room);
        (sum, LogWeight) = (room, logWeight);
        points.Release(takesDraw ? Draw : other.Draw);
        if (takesDraw) (Draw, DrawEnergy) = (other.Draw, other.DrawEnergy);
        points.Release(isForward ? Forward : Back);
        points.Release(isForward ? other.Back : other.Forward);
        if (isForward) Forward = other.Forward;
        else Back = other.Back;
        return goesOn;
    }

    /// <summary>The criterion for both together, and for each with the nearest point of the other: the same where both are points.</summary>
    private static bool GoesOn(Trajectory early, Trajectory late) =>
        GoesOn(early.Back, late.Forward, early.sum, late.sum)
        && ((early.Back == early.Forward && late.Back == late.Forward)
            || (GoesOn(early.Back, late.Back, early.sum, late.Back.Momentum) && GoesOn(early.Forward, late.Forward, late.sum, early.Forward.Momentum)));

    /// <summary>v·ρ &gt; 0 at both ends, ρ = a + b.</summary>
    private static bool GoesOn(PhasePoint first, PhasePoint last, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        (double atFirst, double atLast) = Vectors.DotSums(first.Velocity, last.Velocity, a, b);
        return atFirst > 0 && atLast > 0;
    }
}
