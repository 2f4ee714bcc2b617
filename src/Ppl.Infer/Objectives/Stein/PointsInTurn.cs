using Ppl.Distributions;

namespace Ppl.Infer;

/// <summary>
/// Gives the vector of a guide of points all of them: side by side in one run, or one after another in as many. They are copies that are cut off from the parameter, so
/// that a density's gradient ends at them.
/// </summary>
/// <param name="count">How many points there are to be.</param>
/// <param name="depth">How many dims on the right plates own, where the points lie side by side to the left of them; null where runs take one each.</param>
internal sealed class PointsInTurn(int count, int? depth) : Handler
{
    private int taken;

    /// <summary>The points, as a function of the parameter: [n, numbers]. Null before the guide has run.</summary>
    public Tensor? Points { get; private set; }

    /// <summary>The copies.</summary>
    public Tensor? Leaf { get; private set; }

    /// <summary>The name of the vector's site.</summary>
    public string? Vector { get; private set; }

    internal override string Description => nameof(SteinElbo);

    /// <inheritdoc/>
    protected internal override void Process(SampleSite site)
    {
        if (!IsVector(site) || site.Value is not null) return;
        if (Leaf is null) Take(((Empirical)site.Distribution).Points.ToTensor(), site.Name);
        else if (site.Name != Vector) throw Error.Options($"there are two sets of points, \"{Vector}\" and \"{site.Name}\", and one kernel", "give all latents to one SteinParticles.");
        site.Supply(depth is { } dims ? Leaf!.reshape([count, .. Enumerable.Repeat(1L, dims), -1]) : Leaf![taken++], this);
    }

    private static bool IsVector(SampleSite site) => site.Options.IsAuxiliary && site.Distribution is Empirical { EventShape.Rank: 1, BatchShape.Rank: 0 };

    private void Take(Tensor points, string vector)
    {
        if (points.size(0) != count) throw Error.Options($"{nameof(SteinElbo)} is of {count} particles, and \"{vector}\" has {points.size(0)} points", "give both the same number.");
        (Points, Leaf, Vector) = (points, points.detach().requires_grad_(true), vector);
    }
}
