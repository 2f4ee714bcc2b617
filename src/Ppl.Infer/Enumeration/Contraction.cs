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
    private readonly List<Elimination>? tape;
    private readonly List<LogFactor> terms = [];

    private Contraction(FactorGraph graph, Semiring semiring, List<Elimination>? tape) => (this.graph, this.semiring, this.tape) = (graph, semiring, tape);

    /// <summary>The factors that are left, of no variable, each still a function of the elements of its plates and of the values that a guide enumerates.</summary>
    public IReadOnlyList<LogFactor> Terms => terms;

    /// <summary>The log of the sum (or of the greatest): a scalar, or one number for each particle. -∞ where nothing is possible.</summary>
    public Tensor Total => field ??= Sum();

    /// <summary>Contracts a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="semiring">What "sum" means.</param>
    /// <param name="tape">Gets the variables in the order in which they are eliminated, each with the factors that it is in then; null where nobody goes back.</param>
    /// <exception cref="PplException">PPL030: scales do not come out of the sums; PPL031: the plates around the variables do not nest.</exception>
    public static Contraction Of(FactorGraph graph, Semiring semiring, List<Elimination>? tape = null)
    {
        var contraction = new Contraction(graph, semiring, tape);
        contraction.Run();
        return contraction;
    }

    private void Run()
    {
        bool isDifferentiated = graph.Factors.Any(factor => factor.Table.Tensor.requires_grad);
        foreach (LogFactor factor in graph.Factors) Enter(factor);
        while (deepestFirst.TryDequeue(out PlateSet plates, out _))
        {
            byPlates.Remove(plates, out List<LogFactor>? factors);
            foreach (LogFactor rest in new PlateElimination(plates, factors!, semiring, isDifferentiated, tape).Run()) Leave(rest);
        }
    }

    private Tensor Sum()
    {
        NamedTensor? total = graph.Constant;
        foreach (LogFactor term in terms)
        {
            NamedTensor product = graph.Axes.Product(term.Table, term.Plates);
            if (term.Power != 1) product = new NamedTensor(product.Tensor * term.Power, product.Axes);
            total = total is null ? product : total + product;
        }
        Tensor sum = (total ?? new NamedTensor(torch.zeros([]), [])).Expanded(graph.Axes.Kept is { } kept ? [kept] : []).Tensor;
        return graph.Factors.Count == 0 ? sum : LogFactor.Restored(sum);
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
        if (!factor.HasVariables)
        {
            terms.Add(factor);
            return;
        }
        PlateSet inner = PlateSet.None;
        foreach (Axis axis in factor.Table.Axes)
            if (axis is VariableAxis variable) inner |= variable.Plates;
        if (inner == factor.Plates) throw Error.NotTractable(factor.Site, [.. Described<VariableAxis>(factor)]);
        RequireFactorised(factor, inner);
        RequireUnscaled(factor, inner);
        Enter(factor with { Table = graph.Axes.Product(factor.Table, factor.Plates - inner), Plates = inner });
    }

    /// <summary>Under one sum, elements of a plate for each of which a guide has values of its own would have to be multiplied for all values of all of them.</summary>
    private void RequireFactorised(LogFactor factor, PlateSet inner)
    {
        foreach (Axis axis in factor.Table.Axes)
            if (axis is GuideAxis guided && !inner.Contains(guided.Plates))
                throw Error.GuideInsideSum(factor.Site, Described(guided), [.. Described<VariableAxis>(factor)]);
    }

    private void RequireUnscaled(LogFactor factor, PlateSet inner)
    {
        foreach (int number in (factor.Plates - inner).Numbers)
            if (graph.Axes.Plates[number] is { Scale: not 1 } plate)
                throw Error.ScaleInsideSum(factor.Site, $"plate \"{plate.Name}\" is subsampled", [.. factor.Table.Axes.OfType<VariableAxis>().Select(axis => axis.Name)]);
    }

    private IEnumerable<string> Described<TAxis>(LogFactor factor) where TAxis : EnumeratedAxis => factor.Table.Axes.OfType<TAxis>().Select(Described);

    private string Described(EnumeratedAxis axis)
    {
        string plates = string.Join(", ", graph.Axes.PlatesOf(axis).Select(plate => plate.Name));
        return $"\"{axis.Name}\" in {(plates.Length == 0 ? "no plate" : plates)}";
    }
}

/// <summary>The step of a contraction that summed a variable out.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Factors">What it was summed out of: functions of it and of variables that were eliminated later.</param>
internal readonly record struct Elimination(VariableAxis Variable, IReadOnlyList<NamedTensor> Factors);
