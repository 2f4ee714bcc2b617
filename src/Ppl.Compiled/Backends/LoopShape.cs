using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>What a loop's body says of how it is best written.</summary>
internal sealed class LoopShape
{
    // From how many rounds on it pays to compile the formula of exp or log in place: that takes the compiler a millisecond, a call some nanoseconds.
    private const int Hot = 64;

    // The compiler inlines nothing more, not even a sum, once a method has 512 variables.
    private const int MostVariables = 450;
    private const int VariablesOfFormula = 60;

    private readonly HashSet<Compute> fused = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Reduce, Compute> products = new(ReferenceEqualityComparer.Instance);

    private readonly int bodyLength;

    private LoopShape(Loop loop)
    {
        bodyLength = loop.Body.Length;
        HashSet<int> own = [];
        HashSet<int> outer = [];
        Dictionary<int, Compute> lastProduct = [];
        Dictionary<int, int> uses = [];
        foreach (Statement statement in loop.Body)
            foreach (Operand operand in Chunk.OperandsOf(statement))
                if (operand is Register register) uses[register.Number] = uses.GetValueOrDefault(register.Number) + 1;
        HashSet<int> setOnce = [.. loop.Body.Select(TargetOf).OfType<int>().GroupBy(register => register).Where(group => group.Count() == 1).Select(group => group.Key)];
        foreach (Statement statement in loop.Body)
        {
            foreach (Operand operand in statement is Reduce { Value: var value } ? [value] : Chunk.OperandsOf(statement))
                if (operand is Register register && !own.Contains(register.Number)) outer.Add(register.Number);
            if (TargetOf(statement) is { } target) own.Add(target);
            if (statement is Compute { Operator: Operator.Multiply } product && IsSteady(product)) lastProduct[product.Target.Number] = product;
            if (statement is Reduce { Meeting: Meeting.Sum, Value: Register summed } reduce && uses[summed.Number] == 1 && lastProduct.GetValueOrDefault(summed.Number) is { } factors)
            {
                fused.Add(factors);
                products.Add(reduce, factors);
            }
        }
        Broadcasts = [.. outer.Order()];
        Reductions = [.. loop.Body.OfType<Reduce>().Distinct()];

        bool IsSteady(Compute product) => setOnce.Contains(product.Target.Number) &&
            product.Operands.All(operand => operand is not Register register || setOnce.Contains(register.Number) || !loop.Body.Any(statement => TargetOf(statement) == register.Number));
    }

    /// <summary>Registers of one number that the body reads.</summary>
    public ImmutableArray<int> Broadcasts { get; }

    /// <summary>The sums and maxima over the steps.</summary>
    public ImmutableArray<Reduce> Reductions { get; }

    /// <summary>Looks at a loop.</summary>
    public static LoopShape Of(Loop loop) => new(loop);

    /// <summary>Is it a product that its sum takes up, so that it needs no statement of its own?</summary>
    public bool IsFused(Compute compute) => fused.Contains(compute);

    /// <summary>The product that is summed, where both can be one instruction.</summary>
    public Compute? FactorsOf(Reduce reduce) => products.GetValueOrDefault(reduce);

    /// <summary>Has it formulas that pay to be compiled in place?</summary>
    public static bool IsHot(Loop loop, VectorWidth widest) =>
        loop.IsVector && IsHot(loop.Count, LaneWriter.Of(widest)) && loop.Body.Any(static statement => statement is Compute compute && IsFormula(compute.Operator));

    /// <summary>May it be compiled in place, where that pays?</summary>
    public static bool IsFormula(Operator @operator) => @operator is Operator.Exp or Operator.Expm1 or Operator.Log or Operator.Log1p or Operator.Sigmoid or Operator.Tanh;

    /// <summary>How many formulas are compiled in place, in a method of nothing else: the others are called.</summary>
    /// <param name="steps">How many steps are taken by these lanes.</param>
    /// <param name="lanes">The lanes.</param>
    /// <param name="stages">How many ways the steps are written.</param>
    public int FormulasInPlace(int steps, LaneWriter lanes, int stages) =>
        !IsHot(steps, lanes) ? 0 : Math.Max(0, (MostVariables - stages * (bodyLength + Broadcasts.Length + Reductions.Length)) / VariablesOfFormula);

    /// <summary>By how many lanes, how many times over, and up to which step the steps are written: wide ones first, then what takes the rest.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="widest">How many lanes there may be.</param>
    /// <param name="count">How many steps there are.</param>
    public static List<(LaneWriter Lanes, int Unroll, int Count)> Stages(Loop loop, VectorWidth widest, int count)
    {
        List<(LaneWriter, int, int)> stages = [];
        if (widest != VectorWidth.Scalar)
        {
            LaneWriter lanes = LaneWriter.Of(widest);
            Add(lanes, Unroll(loop, lanes.Count));
            Add(lanes, 1);
            Add(LaneWriter.Four, 1);
        }
        Add(LaneWriter.One, 1);
        return stages;

        void Add(LaneWriter lanes, int unroll)
        {
            int rest = count % (lanes.Count * unroll);
            if (count > rest) stages.Add((lanes, unroll, count - rest));
            count = rest;
        }
    }

    /// <summary>How many vectors are worked on side by side: a sum would wait for itself. Long bodies are many already.</summary>
    public static int Unroll(Loop loop, int lanes)
    {
        if (loop.Count < 4 * lanes || !loop.Body.Any(statement => statement is Reduce) || loop.Body.Any(statement => statement is Compute { Operator: var called } && IsLong(called))) return 1;
        return loop.Body.Length switch { <= 8 => 4, <= 16 => 2, _ => 1 };
    }

    private static bool IsHot(int steps, LaneWriter lanes) => lanes.Count > 1 && steps >= Hot * lanes.Count;

    private static bool IsLong(Operator @operator) => @operator is not (
        Operator.Negate or Operator.Abs or Operator.Sign or Operator.Floor or Operator.Not or Operator.Detach or Operator.Add or Operator.Subtract or Operator.Multiply or Operator.Maximum
        or Operator.Minimum or Operator.Greater or Operator.GreaterOrEqual or Operator.Equal or Operator.And or Operator.Or or Operator.Select or Operator.MultiplyAdd);

    private static int? TargetOf(Statement statement) => statement switch
    {
        Compute compute => compute.Target.Number,
        Assign assign => assign.Target.Number,
        Load load => load.Target.Number,
        _ => null,
    };
}
