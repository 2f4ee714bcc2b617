namespace Ppl.Infer;

/// <summary>
/// The expectation of a sum of terms under a guide, taken site by site from the last to the first: E[f(z1, z2)] = E_z1[E_z2[f | z1]]. So the work is in
/// proportion to a chain's length, and no table has more values than the terms and the guide's own densities.
/// </summary>
/// <remarks>A term stays a function of the elements of those plates that a value which it still depends on, or a score to come, is in.</remarks>
internal sealed class GuideExpectation
{
    private readonly AxisTable axes;
    private readonly PlateSet scored;
    private readonly List<Term> terms = [];
    private readonly List<DrawBaselines> learners = [];
    private NamedTensor? total;
    private int scoresToCome;

    /// <param name="axes">The axes of guide and model.</param>
    /// <param name="scored">The sites that will be given to <see cref="Score"/>.</param>
    public GuideExpectation(AxisTable axes, IReadOnlyCollection<ScoredSite> scored)
    {
        this.axes = axes;
        scoresToCome = scored.Count;
        foreach (ScoredSite site in scored) this.scored |= axes.SetOf(site);
    }

    /// <summary>Adds what depends on nothing that the guide enumerates or scores.</summary>
    public void AddConstant(NamedTensor? constant)
    {
        if (constant is not null) total = total is null ? constant : total + constant;
    }

    /// <summary>Adds a term.</summary>
    public void Add(LogFactor term) =>
        Add(term.Power == 1 ? term.Table : new NamedTensor(term.Table.Tensor * term.Power, term.Table.Axes), term.Plates);

    /// <summary>Takes the expectation over the values of a site.</summary>
    /// <param name="site">No site that the guide performed after it is left.</param>
    /// <param name="logWeights">The log of what each value weighs, given the sites before it.</param>
    public void SumOut(GuideAxis site, NamedTensor logWeights)
    {
        Term[] dependent = [.. terms.Where(term => term.Table.Has(site))];
        if (dependent.Length == 0) return;
        terms.RemoveAll(term => term.Table.Has(site));
        var weights = new NamedTensor(logWeights.Tensor.exp(), logWeights.Axes);
        foreach (Term term in dependent) Add(Mean(term.Table, weights, site), term.Plates);
        if (learners.Count == 0) return;
        var fixedWeights = new NamedTensor(weights.Tensor.detach(), weights.Axes);
        foreach (DrawBaselines learner in learners) learner.SumOut(site, fixedWeights);
    }

    /// <summary>
    /// Gives the terms that a draw may have entered their score-function terms: (log q - its value) · (term + what baselines guess the draw to cost), which is
    /// 0, and whose gradient is not.
    /// </summary>
    public void Score(LogFactor logProb, DrawBaselines? baselines)
    {
        Tensor log = logProb.Table.Tensor;
        var deviation = new NamedTensor(log - log.detach(), logProb.Table.Axes);
        NamedTensor weight = baselines?.ErrorGradient is { } error ? deviation + error : deviation;
        scoresToCome--;
        foreach (Term term in terms.ToArray())
        {
            // A draw that depends on enumerated values has them for axes, and so has all that depends on it.
            if (Array.Exists(deviation.Axes, axis => axis is GuideAxis && !term.Table.Has(axis))) continue;
            var value = new NamedTensor(term.Table.Tensor.detach().clamp_min(LogFactor.Impossible), term.Table.Axes);
            baselines?.Charge(value, term.Plates);
            term.Table += axes.Product(weight, logProb.Plates - term.Plates, isScaled: false) * value;
        }
        if (baselines is null) return;
        learners.Add(baselines);
        // The terms are still to be scaled, a guess is not.
        if (baselines.Guess is { } guess) Add(weight * new NamedTensor(guess.Tensor / axes.ScaleOf(logProb.Plates), guess.Axes), logProb.Plates);
    }

    /// <summary>The expectation: a scalar, or one number for each particle.</summary>
    public Tensor Total()
    {
        foreach (Term term in terms) AddConstant(axes.Product(term.Table, term.Plates));
        return (total ?? new NamedTensor(torch.zeros([]), [])).Expanded(axes.Kept is { } kept ? [kept] : []).Tensor;
    }

    /// <summary>What baselines learn from the draws, once all that the guide enumerates is summed out; null: there is nothing to learn.</summary>
    public Action? Learn()
    {
        Action? learn = null;
        foreach (DrawBaselines learner in learners) learn += learner.Learn();
        return learn;
    }

    private void Add(NamedTensor table, PlateSet plates)
    {
        bool isDone = scoresToCome == 0 && !Array.Exists(table.Axes, static axis => axis is GuideAxis);
        PlateSet left = (scoresToCome > 0 ? scored | AxisTable.PlatesOf(table) : AxisTable.PlatesOf(table)) & plates;
        table = axes.Product(table, plates - left);
        if (isDone) AddConstant(table);
        else if (terms.Find(other => other.Plates == left && (other.Table.Contains(table) || table.Contains(other.Table))) is { } same) same.Table += table;
        else terms.Add(new Term(table, left));
    }

    /// <summary>Σ over an axis of weight · value, 0 where the weight is, whatever the value.</summary>
    public static NamedTensor Mean(NamedTensor table, NamedTensor weights, Axis axis)
    {
        NamedTensor possible = NamedTensor.Combine(weights, table, static (weight, value) => torch.where(weight > 0, value, torch.zeros_like(value)));
        return (weights * possible).Sum([axis]);
    }

    private sealed class Term(NamedTensor table, PlateSet plates)
    {
        public NamedTensor Table { get; set; } = table;

        public PlateSet Plates { get; } = plates;
    }
}
