using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>What a loop's body says of how it is best written.</summary>
internal sealed class LoopShape
{
    /// <summary>From how many rounds on it pays to compile the formula of exp or log in place: that takes the compiler a millisecond, a call some nanoseconds.</summary>
    public const int Hot = 64;

    private readonly HashSet<Compute> fused = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Reduce, Compute> products = new(ReferenceEqualityComparer.Instance);

    private LoopShape(Loop loop)
    {
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

    /// <summary>By how many lanes, and how many times over, the steps are written: wide ones first, then what takes the rest.</summary>
    public static IEnumerable<(LaneWriter Lanes, int Unroll)> Stages(Loop loop, VectorWidth widest)
    {
        if (widest == VectorWidth.Scalar) return [(LaneWriter.One, 1)];
        LaneWriter lanes = LaneWriter.Of(widest);
        int unroll = Unroll(loop, lanes.Count);
        List<(LaneWriter, int)> stages = [(lanes, 1), (LaneWriter.One, 1)];
        if (unroll > 1) stages.Insert(0, (lanes, unroll));
        if (widest == VectorWidth.V512) stages.Insert(stages.Count - 1, (LaneWriter.Four, 1));
        return stages;
    }

    /// <summary>How many vectors are worked on side by side: a sum would wait for itself. Long bodies are many already.</summary>
    public static int Unroll(Loop loop, int lanes)
    {
        if (loop.Count < 4 * lanes || !loop.Body.Any(statement => statement is Reduce) || loop.Body.Any(statement => statement is Compute { Operator: var called } && IsLong(called))) return 1;
        return loop.Body.Length switch { <= 8 => 4, <= 16 => 2, _ => 1 };
    }

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
