namespace Ppl.Infer;

/// <summary>
/// The no-U-turn sampler: a trajectory of leapfrog steps doubles, back or forward in time, until it turns round; the next draw is one of its points, by their
/// weights (Hoffman and Gelman 2014; with multinomial weights and the generalised criterion of Betancourt 2017, "A conceptual introduction to Hamiltonian Monte Carlo", appendix A).
/// </summary>
/// <remarks>
/// <para>A trajectory has turned when its total momentum ρ = Σ p has no positive product with the velocity M⁻¹p at one of its ends; asked of every subtree, and across the two halves of
/// each, of either half with the nearest point of the other.</para>
/// <para>Within a subtree a point is drawn with weight e^-H; between the trajectory and the subtree that doubles it, the latter is taken with probability min(1, its weight
/// by the trajectory's): points far away are preferred.</para>
/// </remarks>
public sealed record Nuts : Kernel
{
    /// <summary>How many times a trajectory doubles at most: 2^depth - 1 leapfrogs. Default 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 1 and 20.</exception>
    public int MaxTreeDepth
    {
        get;
        init => field = value is >= 1 and <= 20 ? value : throw new ArgumentOutOfRangeException(nameof(MaxTreeDepth), value, "A number between 1 and 20 is needed.");
    } = 10;

    /// <summary>By how much the energy may rise before a trajectory is given up as divergent, in nats. Default 1000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double MaxEnergyError { get; init => field = Optimizer.RequirePositive(value, nameof(MaxEnergyError)); } = 1000;

    internal override int? MaxDepth => MaxTreeDepth;

    internal override string Description => FormattableString.Invariant($"nuts, depth {MaxTreeDepth}, error {MaxEnergyError}");

    internal override KernelSteps In(int dimension) => new NutsSteps(this, dimension);
}
