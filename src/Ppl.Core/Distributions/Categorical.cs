namespace Ppl.Distributions;

/// <summary>
/// The distribution of a whole number 0, 1, ..., K - 1 with probabilities proportional to the last dim of <c>probs</c>, or to the exponential
/// of the last dim of <c>logits</c>: log P(k) = log(probs_k / Σ probs) = logits_k - log Σ e^logits.
/// </summary>
/// <remarks>Draws are Int64.</remarks>
public sealed partial class Categorical : Distribution
{
    /// <summary>So many numbers may be laid out to save a few operations.</summary>
    private const int SmallTable = 1 << 16;

    private readonly TensorLike table;
    private readonly bool isLogits;
    private readonly Tensor? rows;

    /// <summary>The distribution with probabilities proportional to the last dim of <paramref name="probs"/>, which need not sum to 1.</summary>
    /// <exception cref="PplException">PPL018: an entry is negative. PPL107: there is no dim of categories.</exception>
    public Categorical(TensorLike probs)
        : this(Check.NonNegative(nameof(Categorical), probs), isLogits: false)
    {
    }

    private Categorical(TensorLike table, bool isLogits)
        : base(Arguments.Of(table, 1, isLogits ? "logits" : "probs") with { Batch = Batch(table.Shape) }) => (this.table, this.isLogits) = (table, isLogits);

    /// <summary>The elements along the first batch dim that <paramref name="rows"/> names, looked up where the table has them.</summary>
    private Categorical(TensorLike table, bool isLogits, Tensor rows)
        : base(Arguments.Of(table, 1, isLogits ? "logits" : "probs") with { Batch = Shape.Of(rows) + Batch(table.Shape)[1..] }) => (this.table, this.isLogits, this.rows) = (table, isLogits, rows);

    /// <summary>The distribution with probabilities proportional to the exponential of the last dim of <paramref name="logits"/>.</summary>
    /// <exception cref="PplException">PPL018: a logit is not finite. PPL107: there is no dim of categories.</exception>
    public static Categorical FromLogits(TensorLike logits) => new(Check.Real(nameof(Categorical), logits), isLogits: true);

    /// <inheritdoc/>
    public override Constraint Support => Constraints.IntegerInterval(0, NumberOfCategories - 1);

    /// <summary>K.</summary>
    internal long NumberOfCategories => table.Shape[^1];

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <summary>0, 1, ..., K - 1.</summary>
    /// <inheritdoc/>
    public override Tensor EnumerateSupport(bool expand = true) =>
        Enumerated(SupportLists.Integers(0, NumberOfCategories - 1, table), expand);

    /// <summary>Log probabilities look each value up in the table itself: the gathered rows are laid out by draws and moments only, or where they are fewer than the table's.</summary>
    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index)
    {
        Shape gathered = GatheredShape(index), own = Batch(table.Shape);
        if (rows is not null && BatchShape == Shape.Of(rows) + own[1..])
            return new Categorical(table, isLogits, Rows(rows, index));
        bool holdsAllRows = rows is null && table.IsTensor && own == BatchShape && own[0] < Shape.Of(index).NumberOfElements;
        return holdsAllRows
            ? new Categorical(table, isLogits, index)
            : new Categorical(Parameter.Gather(index, BatchShape, eventDim: 1), isLogits).Expand(gathered);
    }

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor weights = table.Beside(value);
        if (isLogits) return Pick(weights, value, rows) - OfRows(weights.logsumexp(-1));
        return SafeLog(Pick(weights, value, rows) / OfRows(weights.sum(dim: -1)));
    }

    /// <inheritdoc/>
    internal override Tensor? LogProbOfSupport(Tensor values)
    {
        if (rows is not null || table.Shape.Rank != 1 || Shape.Of(values).NumberOfElements != NumberOfCategories) return null;
        Tensor weights = table.Beside(values);
        Tensor logs = isLogits ? weights - weights.logsumexp(-1) : SafeLog(weights) - weights.sum(dim: -1).log();
        return logs.reshape(Shape.Of(values).ToArray());
    }

    /// <summary>Where x is 0, the logarithm has no gradient to hand on: a category that is impossible by design would else make all others' NaN.</summary>
    private static Tensor SafeLog(Tensor x) => x.masked_fill(x == 0, 0).log();

    /// <summary>The log probabilities of the categories along the last dim, in the dtype of the parameter or else of <paramref name="other"/>.</summary>
    internal Tensor LogProbs(Tensor other)
    {
        Tensor weights = Parameter.Beside(other);
        return isLogits ? weights - weights.logsumexp(-1, keepdim: true) : (weights / weights.sum(-1, keepdim: true)).log();
    }

    /// <summary>The weight of the category that each value names.</summary>
    /// <remarks>
    /// The gradient of a gather has the shape of what was gathered from. So rows of weights that the value stretches are not stretched first where
    /// that would be large: for topics, words and documents it would be laid out over all of them, and the vocabulary.
    /// </remarks>
    /// <param name="weights">A table of them, the categories along the last dim.</param>
    /// <param name="value">One for each batch element.</param>
    /// <param name="rowsOf">Which element along the table's first dim each batch element has; null where they stand in their order.</param>
    internal static Tensor Pick(Tensor weights, Tensor value, Tensor? rowsOf = null)
    {
        if (rowsOf is not null) return PickAmongAll(weights, value.@long(), rowsOf);
        long categories = Shape.Of(weights)[^1];
        Shape rows = Shape.Of(weights).DropLast(1), batch = Shape.Broadcast(Shape.Of(value), rows);
        Tensor index = Stretch(value.@long(), batch);
        int first = FirstStretched(rows, batch);
        Shape kept = batch[..first], stretched = batch[first..];
        if (kept.NumberOfElements == rows.NumberOfElements)
        {
            Tensor inRow = index.reshape([.. kept, stretched.NumberOfElements]);
            Tensor table = kept.Rank == rows.Rank ? weights : weights.reshape([.. kept, categories]);
            return table.gather(-1, inRow).reshape(batch.ToArray());
        }
        return batch.NumberOfElements * categories <= SmallTable
            ? weights.expand([.. batch, categories]).gather(-1, index.unsqueeze(-1)).squeeze(-1)
            : PickAmongAll(weights, index, rowsOf: null);
    }

    /// <summary>A number for each row of the table as one for each batch element.</summary>
    private Tensor OfRows(Tensor ofTable) => rows is null ? ofTable : Rows(ofTable, rows);

    /// <summary>The elements along the first dim that an index names.</summary>
    private static Tensor Rows(Tensor x, Tensor index) =>
        x.index_select(0, index.reshape(-1)).reshape((Shape.Of(index) + Shape.Of(x)[1..]).ToArray());

    /// <summary>The leftmost dim along which rows are repeated to fill the batch; the batch's rank if there is none.</summary>
    private static int FirstStretched(Shape rows, Shape batch)
    {
        int missing = batch.Rank - rows.Rank;
        for (int dim = 0; dim < batch.Rank; dim++)
            if ((dim < missing ? 1 : rows[dim - missing]) != batch[dim]) return dim;
        return batch.Rank;
    }

    /// <summary>Looks up by the position among the weights of all rows; an index outside its own row is one outside them all, and so an error.</summary>
    private static Tensor PickAmongAll(Tensor weights, Tensor index, Tensor? rowsOf)
    {
        Shape shape = Shape.Of(weights);
        Tensor ones = torch.ones_like(weights.narrow(-1, 0, 1)).@long();
        Tensor firstOfRow = ((ones.reshape(-1).cumsum(0) - 1) * shape[^1]).reshape(shape.DropLast(1).ToArray());
        if (rowsOf is not null) firstOfRow = Rows(firstOfRow, rowsOf);
        Tensor position = torch.where((index < 0) | (index >= shape[^1]), -torch.ones_like(index), index + firstOfRow);
        return weights.reshape(-1).index_select(0, position.reshape(-1)).reshape(Shape.Of(position).ToArray());
    }

    /// <summary>The table's rows laid out, one for each batch element: larger than what a log probability needs.</summary>
    private TensorLike Parameter => rows is null ? table : table.Gather(rows, Batch(table.Shape), eventDim: 1);

    private static Shape Batch(Shape parameter) => parameter.Rank > 0
        ? parameter.DropLast(1)
        : throw Error.EventDoesNotFit(nameof(Categorical), default, default, "a number is no vector of probabilities",
            "the last dim of the argument are the categories: give a vector, such as [0.2, 0.8].");
}
