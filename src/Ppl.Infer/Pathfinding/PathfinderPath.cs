namespace Ppl.Infer;

/// <summary>One path of <see cref="Pathfinder"/>, and the normal distribution that was chosen along it.</summary>
/// <param name="Search">How the path went: its end is a mode of the density, where it has one.</param>
/// <param name="Elbos">The evidence lower bound of the normal distribution at each point after the start, in nats; -∞ where there is none. A path that ends where it starts has that of its start.</param>
/// <param name="Normal">The distribution at the point of the largest bound; null where all are -∞.</param>
public sealed record PathfinderPath(Minimum Search, IReadOnlyList<double> Elbos, NormalApproximation? Normal)
{
    /// <summary>The largest bound, in nats.</summary>
    public double Elbo => Elbos.Max();

    /// <summary>The bound, where it is on the path, and how the path went.</summary>
    public override string ToString() => FormattableString.Invariant($"bound {Elbo:F2} at point {Elbos.ToList().IndexOf(Elbo) + 1} of {Elbos.Count}; {Search}");
}
