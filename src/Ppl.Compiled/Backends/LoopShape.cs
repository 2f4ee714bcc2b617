using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>What a loop's body says of how it is best written.</summary>
internal sealed class LoopShape
{
    // From how many rounds on it pays to compile the formula of exp or log in place: that takes the compiler a millisecond, a call some nanoseconds.
    private const int Hot = 64;

    // The compiler inlines nothing more once a method has 512 variables; a formula half in place is ten times slower than one that is called.
    private const int MostVariables = 450;

    private readonly Loop loop;
    private readonly HashSet<Compute> fused = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Reduce, Compute> products = new(ReferenceEqualityComparer.Instance);
    private readonly List<int>[] ending;
    private readonly int mostAtOnce;

    private LoopShape(Loop loop)
    {
        this.loop = loop;
        ending = [.. loop.Body.Select(static _ => new List<int>())];
        HashSet<int> own = [];
        HashSet<int> outer = [];
        Dictionary<int, int> uses = [], settings = [];
        foreach (Statement statement in loop.Body)
        {
            foreach (Operand operand in statement is Reduce { Value: var value } ? [value] : Dataflow.OperandsOf(statement))
            {
                if (operand is not Register { Number: var register }) continue;
                uses[register] = uses.GetValueOrDefault(register) + 1;
                if (!own.Contains(register)) outer.Add(register);
            }
            if (Dataflow.TargetOf(statement) is not { } target) continue;
            own.Add(target.Number);
            settings[target.Number] = settings.GetValueOrDefault(target.Number) + 1;
        }
        FuseProducts(uses, settings);
        mostAtOnce = FindEnds(own);
        Broadcasts = [.. outer.Order()];
        Reductions = [.. loop.Body.OfType<Reduce>().Distinct()];
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

    /// <summary>The registers of the body that nothing reads after a statement of it.</summary>
    public IReadOnlyList<int> EndingAt(int statement) => ending[statement];

    /// <summary>Has it formulas that pay to be compiled in place?</summary>
    public static bool IsHot(Loop loop, VectorWidth widest) =>
        loop.IsVector && IsHot(loop.Count, LaneWriter.Of(widest)) && loop.Body.Any(static statement => statement is Compute compute && VariablesOf(compute.Operator) > 0);

    /// <summary>How many variables the compiler makes for an operator compiled in place, at most; 0 for one that never is.</summary>
    public static int VariablesOf(Operator @operator) => @operator switch
    {
        Operator.Exp => 50,
        Operator.Expm1 or Operator.Log or Operator.Log1p or Operator.Sigmoid or Operator.Tanh => 110,
        _ => 0,
    };

    /// <summary>How many variables there may be for formulas, where they pay to be compiled in place, in a method of this loop alone.</summary>
    /// <param name="steps">How many steps are taken by these lanes.</param>
    /// <param name="lanes">The lanes.</param>
    /// <param name="stages">How many ways the steps are written.</param>
    public int RoomForFormulas(int steps, LaneWriter lanes, int stages) =>
        IsHot(steps, lanes) ? MostVariables - stages * (mostAtOnce + Broadcasts.Length + Reductions.Length) : 0;

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

    // A product that only a sum reads, and whose factors are still the same there.
    private void FuseProducts(Dictionary<int, int> uses, Dictionary<int, int> settings)
    {
        Dictionary<int, Compute> lastProduct = [];
        foreach (Statement statement in loop.Body)
        {
            if (statement is Compute { Operator: Operator.Multiply } product && settings[product.Target.Number] == 1 && product.Operands.All(IsSteady)) lastProduct[product.Target.Number] = product;
            if (statement is Reduce { Meeting: Meeting.Sum, Value: Register summed } reduce && uses[summed.Number] == 1 && lastProduct.GetValueOrDefault(summed.Number) is { } factors)
            {
                fused.Add(factors);
                products.Add(reduce, factors);
            }
        }

        bool IsSteady(Operand operand) => operand is not Register register || settings.GetValueOrDefault(register.Number) <= 1;
    }

    // Where each register of the body is used for the last time; how many are in use at once.
    private int FindEnds(HashSet<int> own)
    {
        Dictionary<int, int> last = [];
        for (int i = 0; i < loop.Body.Length; i++)
        {
            Statement statement = loop.Body[i];
            if (statement is Compute compute && fused.Contains(compute)) continue;
            foreach (Operand operand in statement is Reduce reduce && FactorsOf(reduce) is { } product ? product.Operands : Dataflow.OperandsOf(statement))
                if (operand is Register register && own.Contains(register.Number)) last[register.Number] = i;
            if (Dataflow.TargetOf(statement) is { } target) last[target.Number] = i;
        }
        foreach ((int register, int statement) in last) ending[statement].Add(register);
        HashSet<int> inUse = [];
        int most = 0;
        for (int i = 0; i < loop.Body.Length; i++)
        {
            if (Dataflow.TargetOf(loop.Body[i]) is { } target && last.ContainsKey(target.Number)) inUse.Add(target.Number);
            most = Math.Max(most, inUse.Count);
            inUse.ExceptWith(ending[i]);
        }
        return most;
    }

    private static bool IsHot(int steps, LaneWriter lanes) => lanes.Count > 1 && steps >= Hot * lanes.Count;

    private static bool IsLong(Operator @operator) => @operator is not (
        Operator.Negate or Operator.Abs or Operator.Sign or Operator.Floor or Operator.Not or Operator.Detach or Operator.Add or Operator.Subtract or Operator.Multiply or Operator.Maximum
        or Operator.Minimum or Operator.Greater or Operator.GreaterOrEqual or Operator.Equal or Operator.And or Operator.Or or Operator.Select or Operator.MultiplyAdd);
}
