namespace Ppl.Distributions;

/// <summary>
/// The same density everywhere on a set, log p(x) = 0: a prior that says nothing but where a value lies. Over an unbounded set it cannot be normalised, and
/// over none is it; there are no draws, no moments.
/// </summary>
public sealed partial class ImproperUniform : Distribution
{
    /// <summary>The improper distribution on <paramref name="support"/>.</summary>
    /// <param name="support">The set; it must judge no more dims together than the event has.</param>
    /// <param name="batchShape">The shape of independent elements.</param>
    /// <param name="eventShape">The shape of one value; dims that the set does not judge together are taken one by one.</param>
    /// <exception cref="PplException">PPL107: the set judges more dims than the event has.</exception>
    public ImproperUniform(Constraint support, Shape batchShape = default, Shape eventShape = default)
        : base(batchShape, eventShape)
    {
        ArgumentNullException.ThrowIfNull(support);
        if (support.EventDim > eventShape.Rank)
            throw Error.EventDoesNotFit(nameof(ImproperUniform), batchShape, eventShape, $"the set \"{support}\" judges {support.EventDim} dims together",
                "give the shape of one value: eventShape: [3].");
        Support = support.ToEvent(eventShape.Rank - support.EventDim);
    }

    /// <inheritdoc/>
    public override Constraint Support { get; }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new ImproperUniform(Support, GatheredShape(index), EventShape);

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => torch.zeros_like(TensorLike.Real(value)).SumLast(EventShape.Rank);
}
