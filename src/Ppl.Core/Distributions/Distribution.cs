namespace Ppl.Distributions;

/// <summary>
/// A probability distribution, batched: one independent element for each index of <see cref="BatchShape"/>, each of them over
/// values of <see cref="EventShape"/>. Immutable; holds no generator; its tensors belong to the caller, so it is not disposed.
/// </summary>
/// <remarks>
/// <para>Shapes go from left to right: sample shape + batch shape + event shape for a value, sample shape + batch shape for its log probability.</para>
/// <para>Arguments are checked when a distribution is made: numbers and shapes always, elements of tensors while the thread's
/// engine asks for it (a look at them costs a read of the tensor); values likewise.</para>
/// <para>To write one: hand both shapes to the base constructor, keep the parameters as they come (not expanded), and implement
/// <see cref="Support"/>, <see cref="Sample"/> (of the shape that <see cref="DrawShape"/> says) and <see cref="LogDensity"/>.</para>
/// </remarks>
/// <param name="batchShape">The shape to which the parameters broadcast.</param>
/// <param name="eventShape">The shape of one value.</param>
public abstract partial class Distribution(Shape batchShape, Shape eventShape = default)
{
    private readonly Arguments arguments;

    /// <param name="arguments">What the parameters have in common.</param>
    /// <param name="eventShape">The shape of one value.</param>
    private protected Distribution(Arguments arguments, Shape eventShape = default)
        : this(arguments.Batch, eventShape) => this.arguments = arguments;

    /// <summary>The shape of independent elements that need not be equally distributed.</summary>
    public Shape BatchShape { get; private set; } = batchShape;

    /// <summary>The shape of one value.</summary>
    public Shape EventShape { get; } = eventShape;

    /// <summary>The set of possible values.</summary>
    public abstract Constraint Support { get; }

    /// <summary>log p(value), one number per batch element: the log density, or the log mass of a discrete distribution.</summary>
    /// <param name="value">Its last dims are the event's; the others broadcast with <see cref="BatchShape"/>.</param>
    /// <returns>Shape: sample shape + <see cref="BatchShape"/>. Lives in the caller's tensor scope.</returns>
    /// <exception cref="PplException">PPL107: the last dims are not the event's. PPL101: the others do not broadcast.
    /// PPL109: the value's dtype is not that of the parameters. PPL019: a value outside the support, where values are checked.</exception>
    public Tensor LogProb(Tensor value) => Stretch(CompactLogProb(value, out Shape shape), shape);

    /// <summary><see cref="LogProb"/> before it is stretched: elements of the batch that are alike stand there once.</summary>
    /// <param name="value">As for <see cref="LogProb"/>.</param>
    /// <param name="shape">The shape over which to stretch it.</param>
    internal Tensor CompactLogProb(Tensor value, out Shape shape)
    {
        ArgumentNullException.ThrowIfNull(value);
        shape = LogProbShape(Shape.Of(value));
        if (arguments.DifferInDtype(value) && !Support.IsDiscrete) throw Error.ValueDtype(Name, arguments, value);    // a whole number is the same in each
        if (EffectStack.ChecksValues) CheckValue(value);
        return LogDensity(value);
    }

    /// <summary>The same distribution over a larger batch: its elements are independent copies where they are stretched.</summary>
    /// <remarks>The parameters stay as they are: a larger batch costs no tensor operation.</remarks>
    /// <exception cref="PplException">PPL101: <see cref="BatchShape"/> does not broadcast to <paramref name="batchShape"/>.</exception>
    public virtual Distribution Expand(Shape batchShape)
    {
        if (batchShape == BatchShape) return this;
        if (!BatchShape.BroadcastsTo(batchShape)) throw Error.CannotExpand(Name, BatchShape, batchShape);
        var expanded = (Distribution)MemberwiseClone();
        expanded.BatchShape = batchShape;
        return expanded;
    }

    /// <summary>The last <paramref name="dims"/> batch dims become event dims: log probabilities are summed over them.</summary>
    /// <exception cref="PplException">PPL107: there are fewer batch dims.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="dims"/> is negative.</exception>
    public Distribution ToEvent(int dims) => dims == 0 ? this : Independent.Of(this, dims);

    /// <summary>Elements for which <paramref name="mask"/> is false have log probability 0 (and gradient 0), whatever their value: NaN does no harm.</summary>
    /// <param name="mask">A Bool tensor that broadcasts with <see cref="BatchShape"/>.</param>
    public Distribution Masked(Tensor mask) => new Masked(this, mask);

    /// <summary>The elements of the first batch dim that <paramref name="index"/> names, as indexing a tensor by a tensor gives them.</summary>
    /// <param name="index">An Int64 tensor of positions, counted from 0.</param>
    /// <returns>Batch shape: shape of <paramref name="index"/> + the batch dims after the first.</returns>
    /// <exception cref="PplException">PPL107: there is no batch dim to index. PPL109: the index is not of Int64. PPL018: it names an element that is
    /// not there, where values are checked. PPL027: the distribution cannot be indexed.</exception>
    public Distribution Gather(Tensor index)
    {
        Check.Index(this, index);
        return Gathered(index);
    }

    /// <summary>Can <see cref="EnumerateSupport"/> list all values?</summary>
    public virtual bool HasEnumerableSupport => false;

    /// <summary>All values, along a new first dim; numbers alone give Float32.</summary>
    /// <returns>Shape: number of values + <see cref="BatchShape"/> (ones in its place if <paramref name="expand"/> is false) + <see cref="EventShape"/>.</returns>
    /// <exception cref="PplException">PPL027: the support cannot be listed.</exception>
    public virtual Tensor EnumerateSupport(bool expand = true) => throw Undefined(nameof(EnumerateSupport));

    /// <summary>-E[log p(X)] in nats. Shape: <see cref="BatchShape"/>; parameters that are numbers give Float64.</summary>
    /// <exception cref="PplException">PPL027: there is no formula.</exception>
    public virtual Tensor Entropy() => throw Undefined(nameof(Entropy));

    /// <summary>The name and both shapes.</summary>
    public override string ToString() => $"{Name}   batch {BatchShape}   event {EventShape}";

    /// <summary>How error texts call the distribution.</summary>
    internal virtual string Name => GetType().Name;

    /// <summary>
    /// log p(value), for a value whose shape (and, where asked for, content) was checked. Its shape may lack dims along which the parameters
    /// and the value are constant.
    /// </summary>
    protected abstract Tensor LogDensity(Tensor value);

    /// <summary><see cref="Gather"/>, of an index that was checked.</summary>
    protected virtual Distribution Gathered(Tensor index) => throw Undefined(nameof(Gather));

    /// <summary>A statistic of the parameters as a tensor over the whole batch: numbers give Float64.</summary>
    protected Tensor OverBatch(TensorLike statistic) => Stretch(statistic.ToTensor(), BatchShape);

    /// <summary>A list of values along a new first dim, over the whole batch if <paramref name="expand"/> is true.</summary>
    private protected Tensor Enumerated(Tensor values, bool expand)
    {
        var ones = new long[BatchShape.Rank];
        Array.Fill(ones, 1);
        Shape count = [Shape.Of(values)[0]];
        Tensor column = values.reshape((count + ones + EventShape).ToArray());
        return expand ? column.expand((count + BatchShape + EventShape).AsSpan()) : column;
    }

    /// <summary>The number that a bound of the support is in all elements of the batch.</summary>
    private protected double Shared(TensorLike bound)
    {
        if (bound.IsNumber) return bound.Number;
        Tensor bounds = bound.ToTensor();
        double largest = (double)bounds.max();
        return (double)bounds.min() == largest ? largest : throw Error.NoSuchOperation(Name,
            $"{nameof(EnumerateSupport)} where the elements of a batch have different supports", "give all elements the same bounds, or list the values of one element at a time.");
    }

    /// <summary>The error of an operation that the distribution does not have.</summary>
    private protected PplException Undefined(string operation) =>
        Error.NoSuchOperation(Name, operation, "estimate it from draws, or use a distribution that defines it.");

    /// <summary>The batch shape of <see cref="Gather"/>.</summary>
    protected Shape GatheredShape(Tensor index) => Shape.Of(index) + BatchShape[1..];

    /// <summary>Refuses a value outside the support.</summary>
    internal virtual void CheckValue(Tensor value) => Check.Value(this, value);

    /// <summary>The shape of the log probability of a value of this shape.</summary>
    internal Shape LogProbShape(Shape value)
    {
        int eventRank = EventShape.Rank;
        if (value.Rank < eventRank || value.Last(eventRank) != EventShape)
            throw Error.EventDoesNotFit(Name, BatchShape, EventShape, $"event {EventShape} does not fit a value of shape {value}",
                "the last dims of a value are those of the event: reshape the value, or change ToEvent.");
        Shape batch = value.DropLast(eventRank);
        return Shape.TryBroadcast(batch, BatchShape, out Shape shape) ? shape : throw Error.ValueAndBatch(this, value);
    }

    /// <summary>The parameters, over the batch of a distribution that is made of this one.</summary>
    internal Arguments Over(Shape batch) => arguments with { Batch = batch };

    /// <summary>log p(value) for a value that was checked, over the whole of <paramref name="shape"/>, so that a sum counts every element.</summary>
    internal Tensor LogProbUnchecked(Tensor value, Shape shape) => Stretch(LogDensity(value), shape);

    /// <summary>log p of all values of <see cref="EnumerateSupport"/> in their order, in the shape that they are given in; null where that saves nothing over looking them up.</summary>
    internal virtual Tensor? LogProbOfSupport(Tensor values) => null;

    /// <summary>The sum of <see cref="LogProbUnchecked"/> over the last batch dims, at least one of them; it broadcasts to what is left of the shape.</summary>
    /// <param name="value">A value that was checked.</param>
    /// <param name="shape">The whole shape.</param>
    /// <param name="dims">How many dims.</param>
    internal virtual Tensor SumOfLogProb(Tensor value, Shape shape, int dims) => LogProbUnchecked(value, shape).SumLast(dims);

    /// <summary>The tensor over the whole of a shape to which it broadcasts; itself if it has it.</summary>
    internal static Tensor Stretch(Tensor x, Shape shape) => Shape.Of(x) == shape ? x : x.expand(shape.AsSpan());
}
