using Ppl.Distributions;

namespace Ppl;

/// <summary>
/// A set of values: the support of a distribution, or where a parameter may lie. Equal constraints describe equal sets.
/// </summary>
/// <remarks>The sets there are stand in <see cref="Constraints"/>; <see cref="Biject"/> pairs each with a bijection from the reals.</remarks>
public abstract record Constraint
{
    /// <summary>How many of a value's last dimensions are judged together: 0 for numbers, 1 for vectors, 2 for matrices.</summary>
    public virtual int EventDim => 0;

    /// <summary>Does the set consist of separate points?</summary>
    public virtual bool IsDiscrete => false;

    /// <summary>Which values lie in the set? NaN lies in none.</summary>
    /// <returns>A Bool tensor; its shape is that of <paramref name="value"/> less the last <see cref="EventDim"/> dimensions.</returns>
    public abstract Tensor Check(Tensor value);

    /// <summary>Is <paramref name="other"/> a subset, up to the ends of its intervals (which have probability 0 under a density)?</summary>
    public bool Contains(Constraint other) => other is PointConstraint point ? point.LiesIn(this) : ContainsSet(other);

    /// <summary>The values whose last <paramref name="dims"/> batch dimensions, too, are judged together.</summary>
    public Constraint ToEvent(int dims) => dims == 0 ? this : new IndependentConstraint(this, dims);

    /// <summary>
    /// A point inside the set, where densities are finite, broadcasting to <paramref name="like"/>, of its dtype and on its device:
    /// what stands in for values that a mask leaves out.
    /// </summary>
    public Tensor FeasiblePoint(Tensor like) => Feasible(Shape.Of(like).Last(EventDim)).Like(like);

    /// <summary>A point inside the set, as numbers that broadcast to <paramref name="eventShape"/> (of rank <see cref="EventDim"/>).</summary>
    internal abstract TensorLike Feasible(Shape eventShape);

    /// <summary>Is <paramref name="other"/>, which is not a single point, a subset?</summary>
    protected abstract bool ContainsSet(Constraint other);

    /// <summary>A point's numbers, row by row, over the whole of a shape to which it broadcasts. Reads a tensor if there is one.</summary>
    private protected static double[] Numbers(TensorLike point, Shape shape) => TensorText.ToDoubles(Distribution.Stretch(point.ToTensor(), shape));

    /// <summary>The set as it is for the i-th element of a batch, where bounds are tensors. Reads them.</summary>
    internal virtual Constraint At(Shape batch, long i) => this;

    /// <summary>Why a value lies outside the set, in a few words; null if it does not, or where there is nothing to add.</summary>
    internal string? WhyOutside(EventNumbers value) => value.First(double.IsNaN) ?? Reason(value);

    /// <summary>As <see cref="WhyOutside"/>, of a value without NaN.</summary>
    private protected virtual string? Reason(EventNumbers value) => null;

    /// <summary>Is it a set of numbers whose bounds are numbers, and no tensors?</summary>
    internal virtual bool HasNumberBounds => false;

    /// <summary>Does a number lie in the set? Asked of sets of numbers only.</summary>
    internal virtual bool Holds(double number) => throw new InvalidOperationException($"{this} is not a set of numbers");
}
