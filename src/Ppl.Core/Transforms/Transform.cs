namespace Ppl;

/// <summary>A differentiable bijection y = f(x) from <see cref="Domain"/> to <see cref="Codomain"/>. Immutable.</summary>
/// <remarks>
/// The transforms there are stand in <see cref="Transforms"/>. A result may be the argument itself where nothing changes; otherwise
/// it lives in the caller's tensor scope.
/// </remarks>
public abstract class Transform
{
    /// <summary>Where x lies.</summary>
    public abstract Constraint Domain { get; }

    /// <summary>Where y lies.</summary>
    public abstract Constraint Codomain { get; }

    /// <summary>y = f(x).</summary>
    public abstract Tensor Forward(Tensor x);

    /// <summary>The x for which f(x) = y.</summary>
    public abstract Tensor Inverse(Tensor y);

    /// <summary>log |det dy/dx| at a pair x, y = f(x).</summary>
    /// <returns>Shape: that of x less the event dims of <see cref="Domain"/>.</returns>
    public abstract Tensor LogAbsDetJacobian(Tensor x, Tensor y);

    /// <summary>The shape of y, given that of x.</summary>
    public virtual Shape ForwardShape(Shape x) => x;

    /// <summary>The shape of x, given that of y.</summary>
    public virtual Shape InverseShape(Shape y) => y;

    /// <summary>This transform, then <paramref name="outer"/>: x to outer(f(x)).</summary>
    public Transform Then(Transform outer) => Transforms.Compose(this, outer);

    /// <summary>The same map with the last <paramref name="dims"/> batch dimensions counted as event dims: log-Jacobians are summed over them.</summary>
    public Transform ToEvent(int dims) => dims == 0 ? this : new IndependentTransform(this, dims);

    /// <summary>Of a transform that maps each number by itself and is monotone: the sign of its slope, 1 or -1, as its arguments are batched; null of others.</summary>
    internal virtual TensorLike? Direction => null;

    /// <summary>Where y lies when x lies in a part of <see cref="Domain"/>: as small a set as is known.</summary>
    internal virtual Constraint Image(Constraint part) => Codomain;
}
