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
    private const int Nodes = 64;

    private readonly TensorLike radii, logWeights;

    /// <summary>The distribution of directions around <paramref name="concentration"/>, whose last dim is that of the vectors; the others are batched.</summary>
    /// <exception cref="PplException">PPL018: the concentration is not finite. PPL107: it has no dim of vectors, or only one number there.</exception>
    public ProjectedNormal(TensorLike concentration)
        : base(Arguments.Of(concentration, 1), concentration.Shape.Rank > 0 && concentration.Shape[^1] > 1
            ? concentration.Shape.Last(1)
            : throw Error.EventDoesNotFit(nameof(ProjectedNormal), default, default, $"a concentration of shape {concentration.Shape} is no vector", "give a vector of two numbers or more."))
    {
        Concentration = Check.Real(nameof(ProjectedNormal), concentration);
        (radii, logWeights) = Rule(EventShape[0]);
    }

    /// <summary>The mean c of the normal vector: the longer, the closer its direction is kept.</summary>
    public TensorLike Concentration { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Sphere;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new ProjectedNormal(Concentration.Gather(index, BatchShape, eventDim: 1)).Expand(GatheredShape(index));

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

    /// <summary>
    /// Equal steps of u, log r = 1 + u - e^-u beside the likeliest radius, from where the integrand is below 1e-20 of its largest value to where it is again. That is narrower the more
    /// dimensions there are, in proportion to 1 / √K.
    /// </summary>
    private static (TensorLike Radii, TensorLike LogWeights) Rule(long size)
    {
        double narrow = Math.Min(1, Math.Sqrt(3.0 / size)), first = -3 * narrow, step = (2.5 * narrow - first) / (Nodes - 1);
        double[] u = [.. Enumerable.Range(0, Nodes).Select(i => first + step * i)];
        return (Array.ConvertAll(u, u => Math.Exp(1 + u - Math.Exp(-u))), Array.ConvertAll(u, u => Math.Log(step * (1 + Math.Exp(-u)))));
    }
}
