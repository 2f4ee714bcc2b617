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
        Tensor left = cost.detach();
        Tensor? learnt = null;
        Action? learn = null;
        IReadOnlyList<Baseline> baselines = Of(site);
        foreach (Baseline baseline in baselines)
        {
            if (baseline.Value is not { } value) continue;
            RequireFit(site, value);
            left = left - value.detach();
            if (baseline.IsLearnt) learnt = learnt is null ? value : learnt + value;
        }
        foreach (Baseline baseline in baselines)
        {
            if (baseline.Decay is not { } decay) continue;
            Tensor lasting = RunningAverage.Lasting(left, site, particles);
            learn = () => averages[site.Name] = RunningAverage.Next(Fitting(site, lasting), lasting, decay);
            if (Fitting(site, lasting) is { } average) left = left - average.Like(left);
        }
        Tensor surrogate = site.Sum(site.MaskedLogProb * left, particles);
        return new ScoreTerm(learnt is null ? surrogate : surrogate + SquaredError(site, learnt, left, particles), learn);
    }

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
