namespace Ppl.Distributions;

/// <summary>
/// The distribution of y = f(X), X from a base distribution: log p(y) = log p_X(f⁻¹(y)) - log |det df/dx|.
/// </summary>
/// <remarks>Where the transform takes vectors or matrices and the base gives numbers, the base's last batch dims become event dims.</remarks>
public sealed partial class TransformedDistribution : Distribution
{
    private readonly int elementwiseDims;

    /// <summary>The distribution of f(X).</summary>
    /// <param name="origin">The distribution of X.</param>
    /// <param name="transform">f; several are joined by <see cref="Transform.Then"/>. Its arguments broadcast with the batch.</param>
    /// <exception cref="PplException">PPL107: the arguments of f would stretch an event of X, or X has too few dims for f.</exception>
    public TransformedDistribution(Distribution origin, Transform transform)
        : this(transform, origin.ToEvent(Math.Max(0, transform.Domain.EventDim - origin.EventShape.Rank)))
    {
    }

    private TransformedDistribution(Transform transform, Distribution origin)
        : this(transform, origin, transform.ForwardShape(origin.BatchShape + origin.EventShape),
            origin.EventShape.Rank + transform.Codomain.EventDim - transform.Domain.EventDim)
    {
    }

    private TransformedDistribution(Transform transform, Distribution origin, Shape value, int eventRank)
        : base(origin.Over(value.DropLast(eventRank)), value.Last(eventRank))
    {
        if (transform.InverseShape(value).Last(origin.EventShape.Rank) != origin.EventShape)
            throw Error.EventDoesNotFit(origin.Name, origin.BatchShape, origin.EventShape, $"its event {origin.EventShape} would be stretched by the transform",
                "the numbers of an event need noise of their own: Expand the distribution before ToEvent.");
        (Origin, Transform) = (origin.Expand(BatchShape), transform);
        elementwiseDims = origin.EventShape.Rank - transform.Domain.EventDim;
    }

    /// <summary>The map f.</summary>
    public Transform Transform { get; }

    /// <summary>The distribution of X, over the whole batch.</summary>
    internal Distribution Origin { get; }

    /// <inheritdoc/>
    public override Constraint Support
    {
        get
        {
            Constraint image = Transform.Image(Origin.Support);
            return image.ToEvent(EventShape.Rank - image.EventDim);
        }
    }

    /// <inheritdoc/>
    public override Distribution Expand(Shape batchShape) =>
        batchShape == BatchShape ? this : new TransformedDistribution(Transform, Origin.Expand(batchShape));

    internal override string Name => $"Transformed {Origin.Name}";

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor x = Transform.Inverse(value);
        return Origin.LogProbUnchecked(x, Origin.LogProbShape(Shape.Of(x))) - Transform.LogAbsDetJacobian(x, value).SumLast(elementwiseDims);
    }
}
