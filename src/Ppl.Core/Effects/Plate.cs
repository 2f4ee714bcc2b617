namespace Ppl;

/// <summary>
/// A set of conditionally independent elements, laid out along one batch dimension. While it is open, each sample site
/// inside is expanded to its size, and each term of the log joint multiplied by size / subsample size.
/// </summary>
/// <remarks>Open it with <c>using var obs = Plate("obs", n);</c>. A class, so that lambdas may capture it.</remarks>
public sealed class Plate : Handler, IDisposable
{
    private readonly HandlerNode node;
    private readonly Tensor? rows;
    private bool isClosed;

    private Plate(PlateFrame frame, Tensor? rows)
    {
        Frame = frame;
        this.rows = rows;
        node = EffectStack.Push(this);
    }

    /// <summary>The name.</summary>
    public string Name => Frame.Name;

    /// <summary>How many independent elements there are.</summary>
    public long Size => Frame.Size;

    /// <summary>How many of them this run looks at; the dimension's length.</summary>
    public long SubsampleSize => Frame.SubsampleSize;

    /// <summary>The batch dimension that the plate owns, counted from the right.</summary>
    public int Dim => Frame.Dim;

    /// <summary>Which elements this run looks at: Int64, shape [<see cref="SubsampleSize"/>]. Lives in the caller's tensor scope.</summary>
    public Tensor Indices => field ??= rows ?? torch.arange(Size);

    /// <summary>Whether this run looks at all elements, in their order.</summary>
    internal bool IsWhole => rows is null;

    internal PlateFrame Frame { get; }

    internal override string Description => $"plate \"{Name}\"";

    /// <summary>The elements of data that this run looks at: the data themselves when the plate is whole.</summary>
    /// <param name="data">At this plate's dimension, as long as the plate is large.</param>
    /// <param name="eventDim">How many dims on the right of the data belong to one element.</param>
    /// <exception cref="PplException">PPL008 when the data's length at the plate's dimension is not the plate's size.</exception>
    public Tensor Subsample(Tensor data, int eventDim = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        int dim = Dim - eventDim;
        if (data.dim() < -dim || data.size(dim) != Size) throw Error.DataOfAnotherSize(Frame, Shape.Of(data), eventDim);
        return IsWhole ? data : data.index_select(dim, Indices.to(data.device));
    }

    /// <summary>Closes the plate.</summary>
    /// <exception cref="PplException">PPL021 when a handler or plate opened inside is still open.</exception>
    public void Dispose()
    {
        if (isClosed) return;
        isClosed = true;
        EffectStack.Pop(node);
    }

    /// <summary>Opens a plate whose elements are drawn: takes a dimension, sends its site through the handlers, and enters it.</summary>
    internal static Plate Open(string name, long size, long? subsample, int? dim) =>
        Open(name, size, PlateRows.Count(name, size, subsample), rows: null, dim);

    /// <summary>Opens a plate whose elements the program chose.</summary>
    internal static Plate Open(string name, long size, Tensor rows, int? dim) =>
        Open(name, size, PlateRows.Count(name, size, rows), rows, dim);

    private static Plate Open(string name, long size, long count, Tensor? rows, int? dim)
    {
        int taken = TakeDim(name, dim);
        var site = new PlateSite(name, size, count, taken, rows);
        EffectStack.Perform(site);
        RefuseInsideItself(site.Name);
        return new Plate(new PlateFrame(site.Name, taken, size, count), site.Value);
    }

    /// <inheritdoc/>
    protected internal override void Process(SampleSite site) => Frame.Enclose(site);

    /// <inheritdoc/>
    protected internal override void Process(FactorSite site) => Frame.Enclose(site);

    /// <inheritdoc/>
    protected internal override void Process(DeterministicSite site) => Frame.Enclose(site);

    /// <inheritdoc/>
    protected internal override void Process(ParamSite site) => site.EnterPlate(this);

    private static int TakeDim(string name, int? dim)
    {
        if (dim >= 0) throw new ArgumentOutOfRangeException(nameof(dim), dim, "A plate's dim counts from the right: -1 is the last.");
        List<Handler> handlers = EffectStack.Handlers;
        int taken = dim ?? -1;
        while (dim is null && OnDim(taken, handlers) is not null) taken--;
        foreach (Handler handler in handlers)
            if (taken <= handler.ReservedDim) throw Error.DeeperPlate(name, taken, handler);
        return OnDim(taken, handlers) is { } other ? throw Error.PlatesOnOneDim(name, other.Frame) : taken;
    }

    /// <summary>The innermost open plate that owns a dim; null where there is none.</summary>
    private static Plate? OnDim(int dim, List<Handler> handlers)
    {
        foreach (Handler handler in handlers)
            if (handler is Plate plate && plate.Dim == dim) return plate;
        return null;
    }

    /// <param name="name">A plate's name, as the handlers around it know it.</param>
    /// <exception cref="PplException">PPL001 when a plate of the name is open.</exception>
    internal static void RefuseInsideItself(string name)
    {
        foreach (Handler handler in EffectStack.Handlers)
            if ((handler is Plate plate && plate.Name == name) || (handler is OpenSequentialPlate loop && loop.Name == name)) throw Error.PlateInsideItself(name);
    }
}
