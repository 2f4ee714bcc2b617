namespace Ppl.Distributions;

public sealed partial class Categorical
{
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

    /// <summary>The probabilities, as they were given.</summary>
    internal Categories Categories => new(Parameter, isLogits);

    /// <summary>The table's rows laid out, one for each batch element: larger than what a log probability needs.</summary>
    private TensorLike Parameter => rows is null ? table : table.Gather(rows, Batch(table.Shape), eventDim: 1);

    /// <summary>The number of categories with a cumulative probability of at most a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([table]);
        Tensor cumulative = Weights(Parameter.ToTensor(dtype, device)).cumsum(-1);
        long last = Shape.Of(cumulative)[^1] - 1;
        Tensor uniform = rng.Rand(DrawShape(sampleShape), table).unsqueeze(-1) * cumulative.narrow(-1, last, 1);
        return (uniform >= cumulative.narrow(-1, 0, last)).sum(dim: -1);
    }

    /// <summary>Log probabilities look each value up in the table itself: the gathered rows are laid out by draws and moments only, or where they are fewer than the table's.</summary>
    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index)
    {
        Shape gathered = GatheredShape(index), own = Batch(table.Shape);
        if (rows is not null && BatchShape == Shape.Of(rows) + own[1..])
            return new Categorical(table, isLogits, Rows(rows, index));
        bool holdsAllRows = rows is null && table.IsTensor && own == BatchShape && own[0] < index.numel();
        return holdsAllRows
            ? new Categorical(table, isLogits, index)
            : new Categorical(Parameter.Gather(index, BatchShape, eventDim: 1), isLogits).Expand(gathered);
    }

    /// <summary>0, 1, ..., K - 1.</summary>
    /// <inheritdoc/>
    public override Tensor EnumerateSupport(bool expand = true) =>
        Enumerated(torch.arange(table.Shape[^1], torch.ScalarType.Int64, table.Tensor?.device), expand);

    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        Tensor weights = Weights(Parameter.ToTensor());
        Tensor entropy = torch.special.entr(weights / weights.sum(-1, keepdim: true)).sum(dim: -1);
        return entropy.expand(BatchShape.AsSpan());
    }

    /// <summary>The probability of the categories up to ⌊value⌋.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        Tensor cumulative = Categories.ProbsOf(Parameter.Beside(value)).cumsum(-1);
        Tensor fromZero = torch.cat([torch.zeros_like(cumulative.narrow(-1, 0, 1)), cumulative], -1);
        return Pick(fromZero, value.floor().clamp(-1, NumberOfCategories - 1) + 1);
    }

    /// <summary>The least category whose cdf is at least p.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => CountSums.Quantile(this, p);

    /// <summary>The probabilities times a factor of their own for each batch element.</summary>
    private Tensor Weights(Tensor parameter) => isLogits ? parameter.softmax(-1) : parameter;

    private static Shape Batch(Shape parameter) => parameter.Rank > 0
        ? parameter.DropLast(1)
        : throw Error.EventDoesNotFit(nameof(Categorical), default, default, "a number is no vector of probabilities",
            "the last dim of the argument are the categories: give a vector, such as [0.2, 0.8].");
}
