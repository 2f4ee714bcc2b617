namespace Ppl.Infer;

/// <summary>
/// Gives latents the values that belong to points of unconstrained space, and sums up the logs of what the way there does to volumes: a site's support
/// may depend on the sites before it.
/// </summary>
internal sealed class UnconstrainedLatents(IReadOnlyDictionary<string, Tensor> points) : Handler
{
    private readonly List<Tensor> logJacobians = [];

    protected internal override void Process(SampleSite site)
    {
        if (site.Value is not null || !points.TryGetValue(site.Name, out Tensor? point)) return;
        Transform transform = To(site);
        Tensor value = transform.Forward(point);
        logJacobians.Add(transform.LogAbsDetJacobian(point, value));
        site.Supply(value, this);
    }

    /// <summary>log |dz/du|, one number a chain.</summary>
    public Tensor LogJacobian(int chains)
    {
        Tensor sum = logJacobians[0].reshape(chains, -1).sum(dim: 1);
        foreach (Tensor other in logJacobians.Skip(1)) sum = sum + other.reshape(chains, -1).sum(dim: 1);
        return sum;
    }

    /// <summary>The point of unconstrained space at which a site's value lies.</summary>
    public static Tensor PointOf(SampleSite site) => To(site).Inverse(site.Value!);

    private static Transform To(SampleSite site)
    {
        Constraint support = site.Distribution.Support;
        return Biject.To(support.ToEvent(Math.Max(site.Distribution.EventShape.Rank - support.EventDim, 0)));
    }
}
