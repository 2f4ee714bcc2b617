namespace Ppl.Distributions;

/// <summary>
/// The distribution of the direction of a vector of K normal numbers with mean c (<see cref="Concentration"/>) and standard deviation 1, a density with respect to the area of the
/// sphere: with t = u · c, log p(u) = -|c - t u|² / 2 - (K - 1) log(2π) / 2 + log J(t), J(t) the integral of r^(K - 1) N(r; t, 1) over all r from 0.
/// </summary>
/// <remarks>
/// For t ≥ 0 by J_0 = Φ(t), J_1 = N(t; 0, 1) + t J_0, J_n = t J_(n-1) + (n - 1) J_(n-2), sums of positive terms. For t &lt; 0 they would cancel: there by the trapezoidal rule
/// of 64 nodes, exact to the last digits.
/// </remarks>
public sealed partial class ProjectedNormal : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.Sphere;

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        long power = EventShape[0] - 1;
        Tensor along = (Concentration * value).sum(-1, keepdim: true);
        Tensor across = (Concentration - along * value).square().sum(dim: -1), t = along.squeeze(-1);
        Tensor isAhead = t >= 0, zero = torch.zeros_like(t);
        Tensor radial = torch.where(isAhead, LogAhead(torch.where(isAhead, t, zero), power), LogBehind(torch.where(isAhead, zero, -t), power));
        return radial - 0.5 * across - power * Normal.HalfLogTwoPi;
    }

    /// <summary>log J_n(t) for t ≥ 0.</summary>
    private static Tensor LogAhead(Tensor t, long power)
    {
        Tensor before = 0.5 * (t / -Math.Sqrt(2)).erfc(), last = (-0.5 * t.square() - Normal.HalfLogTwoPi).exp() + t * before;
        for (long n = 2; n <= power; n++) (before, last) = (last, t * last + (n - 1) * before);
        return last.log();
    }

    /// <summary>log J_n(-a) for a ≥ 0: the integrand as a function of log r is largest where r² + a r = n + 1, by which the nodes are scaled.</summary>
    private Tensor LogBehind(Tensor a, long power)
    {
        double order = power + 1;
        Tensor largest = 2 * order / (a + (a.square() + 4 * order).sqrt());
        Tensor r = largest.unsqueeze(-1) * radii;
        Tensor exponent = order * r.log() - 0.5 * r.square() - a.unsqueeze(-1) * r + logWeights;
        return exponent.logsumexp(-1) - Normal.HalfLogTwoPi - 0.5 * a.square();
    }
}
