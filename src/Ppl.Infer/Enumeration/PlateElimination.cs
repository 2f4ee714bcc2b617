namespace Ppl.Infer;

/// <summary>Eliminates the variables of one set of plates from the factors there, the one that leaves the smallest product first.</summary>
internal sealed class PlateElimination
{
    /// <summary>Up to how many factors of a neighbour are looked at again at once; a variable with more is looked at when its turn comes.</summary>
    private const int FewFactors = 16;

    private readonly PlateSet plates;
    private readonly Semiring semiring;
    private readonly bool isDifferentiated;
    private readonly List<Elimination>? tape;
    private readonly List<Node> nodes = [];
    private readonly Dictionary<VariableAxis, Neighbourhood> open = [];
    private readonly HashSet<Axis> counted = [];
    private readonly PriorityQueue<(VariableAxis Variable, double Size), (double Size, int Number)> smallestFirst = new();

    public PlateElimination(PlateSet plates, IEnumerable<LogFactor> factors, Semiring semiring, bool isDifferentiated, List<Elimination>? tape)
    {
        (this.plates, this.semiring, this.isDifferentiated, this.tape) = (plates, semiring, isDifferentiated, tape);
        foreach (LogFactor factor in factors) Add(factor);
    }

    /// <summary>Eliminates them all.</summary>
    /// <returns>What is left: factors of variables that are in fewer plates, or of none.</returns>
    public IEnumerable<LogFactor> Run()
    {
        foreach (VariableAxis variable in open.Keys) Enqueue(variable);
        while (smallestFirst.TryDequeue(out (VariableAxis Variable, double Size) next, out _))
        {
            if (!open.TryGetValue(next.Variable, out Neighbourhood? at) || at.Size != next.Size) continue;
            double size = SizeOfProduct(next.Variable, at);
            if (size > at.Size) Enqueue(next.Variable, size);
            else Eliminate(next.Variable, at);
        }
        return nodes.Select(node => node.Factor).OfType<LogFactor>();
    }

    private void Add(LogFactor factor)
    {
        var node = new Node(factor);
        nodes.Add(node);
        foreach (Axis axis in factor.Table.Axes)
        {
            if (axis is not VariableAxis variable || variable.Plates != plates) continue;
            if (!open.TryGetValue(variable, out Neighbourhood? at)) open[variable] = at = new Neighbourhood();
            at.Nodes.Add(node);
        }
    }

    private void Eliminate(VariableAxis variable, Neighbourhood at)
    {
        open.Remove(variable);
        LogFactor first = at.Nodes.Find(static node => node.Factor is not null)!.Factor!;
        var tables = new List<NamedTensor>();
        foreach (Node node in at.Nodes)
        {
            if (node.Factor is not { } factor) continue;
            node.Factor = null;
            if (!IsSame(factor.Power, first.Power)) throw Error.ScaleInsideSum(factor.Site, $"scaled apart from \"{first.Site}\"", [variable.Name]);
            tables.Add(factor.Table);
        }
        IReadOnlyList<NamedTensor> factors = Merged(tables);
        tape?.Add(new Elimination(variable, factors));
        LogFactor sum = first with { Table = SumProduct.Over(variable, factors, semiring, isDifferentiated), IsFinite = isDifferentiated };
        Add(sum);
        foreach (Axis axis in sum.Table.Axes)
            if (axis is VariableAxis neighbour && open.TryGetValue(neighbour, out Neighbourhood? there) && there.Nodes.Count <= FewFactors) Enqueue(neighbour);
    }

    /// <summary>Multiplies each factor into one that has all its axes, where there is one: that costs no larger product.</summary>
    private static IReadOnlyList<NamedTensor> Merged(List<NamedTensor> tables)
    {
        if (tables.Count == 1) return tables;
        NamedTensor[] ascending = [.. tables.OrderBy(static table => table.Axes.Length)];
        var left = new List<NamedTensor>();
        for (int i = 0; i < ascending.Length; i++)
        {
            int larger = i + 1;
            while (larger < ascending.Length && !ascending[larger].Contains(ascending[i])) larger++;
            if (larger == ascending.Length) left.Add(ascending[i]);
            else ascending[larger] += ascending[i];
        }
        return left;
    }

    private void Enqueue(VariableAxis variable) => Enqueue(variable, SizeOfProduct(variable, open[variable]));

    private void Enqueue(VariableAxis variable, double size)
    {
        open[variable].Size = size;
        smallestFirst.Enqueue((variable, size), (size, variable.Number));
    }

    /// <summary>How many elements the factor has that takes the variable's place.</summary>
    private double SizeOfProduct(VariableAxis variable, Neighbourhood at)
    {
        at.Nodes.RemoveAll(static node => node.Factor is null);
        double size = 1;
        counted.Clear();
        counted.Add(variable);
        foreach (Node node in at.Nodes)
            foreach (Axis axis in node.Factor!.Table.Axes)
                if (counted.Add(axis)) size *= axis.Length;
        return size;
    }

    private static bool IsSame(double left, double right) => Math.Abs(left - right) <= 1e-12 * Math.Abs(left);

    private sealed class Node(LogFactor factor)
    {
        /// <summary>Null once a variable of it is eliminated: the steps of a long chain then leave nothing behind.</summary>
        public LogFactor? Factor { get; set; } = factor;
    }

    /// <summary>The factors that a variable is in, and the size of their product when it was last looked at.</summary>
    private sealed class Neighbourhood
    {
        public List<Node> Nodes { get; } = [];

        public double Size { get; set; }
    }
}
