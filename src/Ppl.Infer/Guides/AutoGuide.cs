using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// A guide that is made, not written: it stands where a guide program stands, <c>new Svi&lt;Tensor&gt;(model, guide, …)</c>, and afterwards says
/// what it has learnt of the latents. The parameters are in the engine's store; the guide holds no tensor, and serves engine after engine.
/// </summary>
/// <typeparam name="TData">What model and guide are given.</typeparam>
public abstract class AutoGuide<TData>
{
    /// <summary>So many draws stand for a posterior whose quantiles have no formula.</summary>
    private const int DrawsForQuantiles = 4001;

    private const string DrawsPlate = "draws";

    private protected AutoGuide() => Program = Run;

    /// <summary>The guide as a program.</summary>
    public Program<TData> Program { get; }

    /// <summary>The guide as a program.</summary>
    public static implicit operator Program<TData>(AutoGuide<TData> guide)
    {
        ArgumentNullException.ThrowIfNull(guide);
        return guide.Program;
    }

    /// <summary>The median of each latent, taken in unconstrained space, so that it is a value of the support; of numbers, that is their median.</summary>
    /// <param name="parameters">An engine's, after its steps.</param>
    /// <param name="data">Given to the model, where the guide must still learn its latents, and to a guide written by hand; the caller keeps it.</param>
    /// <returns>By site name, a local latent's for all elements of its plates. The tensors live in the caller's tensor scope.</returns>
    public IReadOnlyDictionary<string, Tensor> Median(ParamStore parameters, TData data)
    {
        using var rng = new Rng(seed: 0);
        return Under(parameters, rng, () => Medians(data));
    }

    /// <summary>The quantiles of each number of each latent.</summary>
    /// <remarks>By formula where a latent's numbers are normal and their bijections monotone; else from 4,001 draws with a generator of its own.</remarks>
    /// <param name="parameters">An engine's, after its steps.</param>
    /// <param name="data">As for <see cref="Median"/>.</param>
    /// <param name="levels">Probabilities between 0 and 1.</param>
    /// <returns>By site name; a first dim of the levels, then the shape of the latent. The tensors live in the caller's tensor scope.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A level is not between 0 and 1.</exception>
    public IReadOnlyDictionary<string, Tensor> Quantiles(ParamStore parameters, TData data, params double[] levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        foreach (double level in levels)
            if (level is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(levels), level, "A level lies between 0 and 1.");
        using var rng = new Rng(seed: 0);
        return Under(parameters, rng, () => Quantiles(data, levels));
    }

    /// <summary>Joint draws of all latents from the posterior that the guide has found.</summary>
    /// <param name="parameters">An engine's, after its steps.</param>
    /// <param name="data">As for <see cref="Median"/>.</param>
    /// <param name="count">How many.</param>
    /// <param name="rng">What to draw with; the caller keeps it.</param>
    /// <returns>By site name; a first dim of the draws, then the shape of the latent, a local one for all elements of its plates. The tensors live in the caller's tensor scope.</returns>
    public IReadOnlyDictionary<string, Tensor> Draws(ParamStore parameters, TData data, int count, Rng rng)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentNullException.ThrowIfNull(rng);
        return Under(parameters, rng, () => Draws(data, count));
    }

    /// <summary>One run of the guide.</summary>
    private protected abstract void Run(TData data);

    /// <summary>One run with all elements of each plate, as far as the guide opens the plates itself.</summary>
    private protected virtual void RunWhole(TData data) => Run(data);

    /// <inheritdoc cref="Median"/>
    private protected virtual IReadOnlyDictionary<string, Tensor> Medians(TData data)
    {
        var medians = new Dictionary<string, Tensor>();
        foreach ((string name, Tensor draws) in Representatives(data))
        {
            Transform? transform = TransformOf(name);
            Tensor middle = Level(transform is null ? draws : transform.Inverse(draws), 0.5);
            medians.Add(name, transform is null ? middle : transform.Forward(middle));
        }
        return medians;
    }

    /// <inheritdoc cref="Quantiles(ParamStore, TData, double[])"/>
    private protected virtual IReadOnlyDictionary<string, Tensor> Quantiles(TData data, double[] levels) =>
        Representatives(data).ToDictionary(draws => draws.Key, draws => torch.stack(levels.Select(level => Level(draws.Value, level))));

    /// <summary>Draws that stand for the posterior where its quantiles have no formula.</summary>
    private protected virtual IReadOnlyDictionary<string, Tensor> Representatives(TData data) => Draws(data, DrawsForQuantiles);

    /// <summary>The bijection onto a latent's support, where the guide knows it.</summary>
    private protected virtual Transform? TransformOf(string latent) => null;

    internal void RunIn(TData data, bool whole)
    {
        if (whole) RunWhole(data);
        else Run(data);
    }

    internal IReadOnlyDictionary<string, Tensor> MediansIn(TData data) => Medians(data);

    internal IReadOnlyDictionary<string, Tensor> QuantilesIn(TData data, double[] levels) => Quantiles(data, levels);

    private Dictionary<string, Tensor> Draws(TData data, int count)
    {
        Trace one = Trace.Of(RunWhole, data);
        using Scope copies = new Broadcast(DrawsPlate, count, dim: -one.PlateDepth - 1).Enter();
        Trace many = Trace.Of(RunWhole, data);
        return many.Latents.Where(site => !site.Options.IsAuxiliary).ToDictionary(
            site => site.Name,
            site => site.Value!.expand(site.Distribution.BatchShape + site.Distribution.EventShape).reshape([count, .. one[site.Name].Value!.shape]));
    }

    /// <summary>The quantile along the first dim, between two draws by their distance (Hyndman and Fan 1996, definition 7).</summary>
    private static Tensor Level(Tensor draws, double level)
    {
        Tensor sorted = draws.sort(dim: 0).Values;
        double place = level * (draws.size(0) - 1);
        long below = (long)Math.Floor(place), above = Math.Min(below + 1, draws.size(0) - 1);
        return sorted.select(0, below) * (1 - (place - below)) + sorted.select(0, above) * (place - below);
    }

    private protected static IReadOnlyDictionary<string, Tensor> Under(ParamStore parameters, Rng rng, Func<IReadOnlyDictionary<string, Tensor>> read)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        using Scope seed = new Seed(rng).Enter();
        using Scope bind = new BindParams(parameters).Enter();
        var kept = new Dictionary<string, Tensor>();
        foreach ((string name, Tensor tensor) in read()) kept.Add(name, scope.Keep(tensor.detach().clone()));
        return kept;
    }
}
