namespace Ppl.Infer;

/// <summary>
/// Hamiltonian Monte Carlo: leapfrog steps from a fresh momentum, and a Metropolis test of where they end (Duane, Kennedy, Pendleton and Roweth 1987; Neal 2011).
/// </summary>
/// <remarks>The length of each trajectory is uniform between half and three halves of <see cref="TrajectoryLength"/>, so that none comes back where it began again and again.</remarks>
public sealed record Hmc : Kernel
{
    /// <summary>
    /// The mean length of a trajectory, in units of time: step size times leapfrogs. In π/2 a normal target in its own metric forgets where it was. Default π/2.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double TrajectoryLength { get; init => field = Optimizer.RequirePositive(value, nameof(TrajectoryLength)); } = Math.PI / 2;

    /// <summary>How many leapfrogs a trajectory takes at most. Default 1023.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int MaxLeapfrogs { get; init => field = McmcOptions.AtLeast(1, value, nameof(MaxLeapfrogs)); } = 1023;

    /// <summary>By how much the energy may rise before a trajectory is given up as divergent, in nats. Default 1000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double MaxEnergyError { get; init => field = Optimizer.RequirePositive(value, nameof(MaxEnergyError)); } = 1000;

    internal override string Description => FormattableString.Invariant($"hmc, length {TrajectoryLength}, leapfrogs {MaxLeapfrogs}, error {MaxEnergyError}");

    internal override KernelSteps In(int dimension) => new HmcSteps(this, dimension);
}
