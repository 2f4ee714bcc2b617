namespace Ppl.Infer;

/// <summary>
/// The exact sum, or the greatest, of a product of factors over all values of their variables, one variable after another: tensor variable
/// elimination with plates (Obermeyer, Bingham, Jankowiak, Chiu, Pradhan, Rush and Goodman 2019, algorithm 1), in log space.
/// </summary>
/// <remarks>
/// Deepest plates first: a variable is summed out among the factors of its own plates; what is left depends on variables of fewer plates, and is
/// multiplied over the elements of the others. A subsampled plate multiplies by size / subsample size there, and nowhere else. The work for
/// each variable is that of its own factors, so a chain takes time in proportion to its length.
/// </remarks>
internal sealed class Contraction
{
    private readonly FactorGraph graph;
    private readonly Semiring semiring;
    private readonly Dictionary<PlateSet, List<LogFactor>> byPlates = [];
    private readonly PriorityQueue<PlateSet, int> deepestFirst = new();
    private readonly List<Elimination> tape = [];
    private NamedTensor? total;

    private Contraction(FactorGraph graph, Semiring semiring) => (this.graph, this.semiring, total) = (graph, semiring, graph.Constant);

    /// <summary>The variables in the order in which they were eliminated, each with the factors that it was in then.</summary>
    public IReadOnlyList<Elimination> Tape => tape;

    /// <summary>The log of the sum (or of the greatest): a scalar, or one number for each particle. -∞ where nothing is possible.</summary>
    public Tensor Total { get; private set; } = null!;

    /// <summary>Contracts a graph.</summary>
    /// <exception cref="PplException">PPL030: scales do not come out of the sums; PPL031: the plates around the variables do not nest.</exception>
    public static Contraction Of(FactorGraph graph, Semiring semiring)
    {
        var contraction = new Contraction(graph, semiring);
        contraction.Run();
        return contraction;
    }

    private void Run()
    {
        bool isDifferentiated = graph.Factors.Any(factor => factor.Table.Tensor.requires_grad);
        foreach (LogFactor factor in graph.Factors) Enter(isDifferentiated ? factor.Finite() : factor);
        while (deepestFirst.TryDequeue(out PlateSet plates, out _))
        {
            byPlates.Remove(plates, out List<LogFactor>? factors);
            foreach (LogFactor rest in new PlateElimination(plates, factors!, semiring, tape).Run()) Leave(rest);
        }
        Tensor sum = (total ?? new NamedTensor(torch.zeros([]), [])).Expanded(graph.Kept is { } kept ? [kept] : []).Tensor;
        Total = graph.Factors.Count == 0 ? sum : sum.masked_fill(sum < LogFactor.Impossible / 10, double.NegativeInfinity);
    }

    private void Enter(LogFactor factor)
    {
        if (!byPlates.TryGetValue(factor.Plates, out List<LogFactor>? factors))
        {
            byPlates[factor.Plates] = factors = [];
            deepestFirst.Enqueue(factor.Plates, -factor.Plates.Count);
        }
        factors.Add(factor);
    }

    /// <summary>Multiplies what is left over the plates that none of its variables is in, and hands it on to those that are left.</summary>
    private void Leave(LogFactor factor)
    {
        PlateSet inner = PlateSet.None;
        foreach (Axis axis in factor.Table.Axes)
            if (axis is VariableAxis variable) inner |= variable.Plates;
        if (!factor.HasVariables) Add(Product(factor, inner), factor.Power);
        else if (inner == factor.Plates) throw Error.NotTractable(factor.Site, [.. factor.Table.Axes.OfType<VariableAxis>().Select(Described)]);
        else Enter(factor with { Table = Product(factor, inner), Plates = inner });
    }

    private NamedTensor Product(LogFactor factor, PlateSet left)
    {
        NamedTensor product = factor.Table;
        double copies = 1;
        foreach (int number in (factor.Plates - left).Numbers)
        {
            PlateAxis plate = graph.Plates[number];
            if (plate.Scale != 1 && factor.HasVariables)
                throw Error.ScaleInsideSum(factor.Site, $"plate \"{plate.Name}\" is subsampled", [.. factor.Table.Axes.OfType<VariableAxis>().Select(axis => axis.Name)]);
            copies *= plate.Scale;
            if (product.Has(plate)) product = product.Reduce(plate, static (table, dim) => table.sum(dim));
            else copies *= plate.Length;
        }
        return copies == 1 ? product : new NamedTensor(product.Tensor * copies, product.Axes);
    }

    private void Add(NamedTensor term, double power)
    {
        if (power != 1) term = new NamedTensor(term.Tensor * power, term.Axes);
        total = total is null ? term : total + term;
    }

    private string Described(VariableAxis variable)
    {
        string plates = string.Join(", ", graph.PlatesOf(variable).Select(plate => plate.Name));
        return $"\"{variable.Name}\" in {(plates.Length == 0 ? "no plate" : plates)}";
    }
}

/// <summary>The step of a contraction that summed a variable out.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Factors">What it was summed out of: functions of it and of variables that were eliminated later.</param>
internal readonly record struct Elimination(VariableAxis Variable, IReadOnlyList<NamedTensor> Factors);
