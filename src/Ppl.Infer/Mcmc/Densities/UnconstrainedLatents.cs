namespace Ppl.Infer;

/// <summary>
/// Gives latents the values that belong to points of unconstrained space, and sums up the logs of what the way there does to volumes: a site's support
/// may depend on the sites before it.
/// </summary>
internal sealed class UnconstrainedLatents(IReadOnlyDictionary<string, Tensor> points) : Handler
{
    private readonly List<Tensor> logJacobians = [];

    internal override string Description => "the point";

    /// <exception cref="PplException">PPL027: the support depends on an enumerated site, so that a point has many values.</exception>
    protected internal override void Process(SampleSite site)
    {
        if (site.Value is not null || !points.TryGetValue(site.Name, out Tensor? point)) return;
        if (IsReal(site.Distribution.Support))
        {
            site.Supply(point, this);
            return;
        }
        Transform transform = To(site);
        Tensor value = transform.Forward(point);
        if (Shape.Of(value).DropLast(transform.Codomain.EventDim) != Shape.Of(point).DropLast(transform.Domain.EventDim))
            throw Error.NoSuchOperation(site.Description, "support of its own", "it depends on an enumerated site: take a support that holds for all of its values.");
        logJacobians.Add(transform.LogAbsDetJacobian(point, value));
        site.Supply(value, this);
    }

    /// <summary>log |dz/du|; null where it is 0 everywhere.</summary>
    public Tensor? LogJacobian()
    {
        Tensor? sum = null;
        foreach (Tensor one in logJacobians)
        {
            Tensor total = one.dim() == 0 ? one : one.sum();
            sum = sum is null ? total : sum + total;
        }
        return sum;
    }

    /// <summary>log |dz/du| of points side by side, one number each; null where it is 0 everywhere.</summary>
    public Tensor? LogJacobian(int count)
    {
        Tensor? sum = null;
        foreach (Tensor one in logJacobians)
        {
            Tensor total = one.reshape(count, -1).sum(dim: 1);
            sum = sum is null ? total : sum + total;
        }
        return sum;
    }

    /// <summary>The point of unconstrained space at which a site's value lies.</summary>
    public static Tensor PointOf(SampleSite site) => To(site).Inverse(site.Value!);

    /// <summary>From unconstrained space onto the support of a site.</summary>
    public static Transform To(SampleSite site)
    {
        Constraint support = site.Distribution.Support;
        return Biject.To(support.ToEvent(Math.Max(site.Distribution.EventShape.Rank - support.EventDim, 0)));
    }

    private static bool IsReal(Constraint support) => (support is IndependentConstraint several ? several.Inner : support) is Interval { IsBounded: false };
}
