namespace Ppl.Infer;

/// <summary>
/// Score-function terms with the baselines that the sites ask for, and the running averages that these carry from step to step, by the sites' names.
/// </summary>
internal sealed class Baselines : IResumable
{
    private Dictionary<string, RunningAverage> averages = [];

    /// <summary>The baselines that a site of the guide asks for.</summary>
    public static IReadOnlyList<Baseline> Of(ScoredSite site) => site is SampleSite { Options.Estimator: { } estimator } ? estimator.Baselines : [];

    /// <summary>Σ log q · (cost - baseline), the second factor held fixed, and Σ (baseline - cost)² for what is learnt.</summary>
    /// <param name="site">A site of the guide whose draw carries no gradient; log q is masked, and not scaled.</param>
    /// <param name="cost">What the draw costs, scaled: one number, or one for each element of some of the site's plates. It broadcasts to the batch shape.</param>
    /// <param name="particles">The plate of the particles, whose terms stay apart; null where the run is one.</param>
    /// <exception cref="PplException">PPL101: a baseline does not broadcast to the batch shape.</exception>
    public ScoreTerm Term(ScoredSite site, Tensor cost, string? particles)
    {
        (Tensor? value, Tensor? learnt, double? decay) = GuessOf(site);
        Tensor left = value is null ? cost.detach() : cost.detach() - value;
        Action? learn = null;
        if (decay is not null)
        {
            Tensor lasting = RunningAverage.Lasting(left, site, particles);
            learn = Learning(site, lasting, decay.Value);
            if (Fitting(site, lasting) is { } average) left = left - average.Like(left);
        }
        Tensor surrogate = site.Sum(site.MaskedLogProb * left, particles);
        return new ScoreTerm(learnt is null ? surrogate : surrogate + SquaredError(site, learnt, left, particles), learn);
    }

    /// <summary>What a site's baselines guess its draw to cost.</summary>
    /// <exception cref="PplException">PPL101: a baseline does not broadcast to the batch shape.</exception>
    public static CostGuess GuessOf(ScoredSite site)
    {
        var guess = new CostGuess();
        foreach (Baseline baseline in Of(site))
        {
            if (baseline.Value is { } value)
            {
                RequireFit(site, value);
                guess = guess with { Value = guess.Value is null ? value.detach() : guess.Value + value.detach() };
                if (baseline.IsLearnt) guess = guess with { Learnt = guess.Learnt is null ? value : guess.Learnt + value };
            }
            else guess = guess with { Decay = baseline.Decay };
        }
        return guess;
    }

    /// <summary>The average of earlier steps, at the dims of the site's plates; null where there is none that broadcasts to the batch shape.</summary>
    public Tensor? AverageOf(ScoredSite site) =>
        averages.TryGetValue(site.Name, out RunningAverage? average) && average.Numbers.Shape.BroadcastsTo(Shape.Of(site.LogProb)) ? average.Like(site.LogProb) : null;

    /// <summary>Brings the average of a site up to what its draw cost in this step.</summary>
    /// <param name="site">The site.</param>
    /// <param name="lasting">The cost, less the site's other baselines, as <see cref="RunningAverage.Lasting"/> makes it.</param>
    /// <param name="decay">The weight of what was.</param>
    public Action Learning(ScoredSite site, Tensor lasting, double decay) => () => averages[site.Name] = RunningAverage.Next(Fitting(site, lasting), lasting, decay);

    /// <inheritdoc/>
    public void Save(SavedState state)
    {
        foreach ((string name, RunningAverage average) in averages) state.Add(name, average.Numbers);
    }

    /// <inheritdoc/>
    public Action Restore(SavedState state)
    {
        Dictionary<string, RunningAverage> saved = state.Arrays.ToDictionary(name => name, name => new RunningAverage(state.Array(name)));
        return () => averages = saved;
    }

    /// <summary>The average of earlier steps; null where there is none of these elements.</summary>
    private RunningAverage? Fitting(ScoredSite site, Tensor lasting) =>
        averages.TryGetValue(site.Name, out RunningAverage? average) && average.Numbers.Shape == Shape.Of(lasting) ? average : null;

    /// <summary>(baseline - cost)², with a gradient to the part of the baseline that is learnt.</summary>
    private static Tensor SquaredError(ScoredSite site, Tensor learnt, Tensor left, string? particles)
    {
        Tensor error = (learnt - learnt.detach() - left).square();
        return site.Sum(site.Mask is { } mask ? torch.where(mask, error, torch.zeros_like(error)) : error, particles);
    }

    private static void RequireFit(ScoredSite site, Tensor value)
    {
        Shape shape = Shape.Of(value), batch = Shape.Of(site.LogProb);
        if (!shape.BroadcastsTo(batch)) throw Error.BaselineShape(site, shape, batch);
    }
}
