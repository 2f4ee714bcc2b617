using Ppl.Distributions;

namespace Ppl.Infer;

/// <summary>
/// So many points, each a value of all latents together, in unconstrained space: the guide of <see cref="SteinElbo"/>, which spreads them like draws of the posterior. A draw of
/// the guide is one of them.
/// </summary>
/// <remarks>
/// The parameter is <c>stein.points</c>, shape [count, numbers]. Each point starts from a search of its own; noise tells those apart that start from the same values. A latent
/// inside a subsampled plate is refused (PPL110).
/// </remarks>
/// <typeparam name="TData">What model and guide are given.</typeparam>
public sealed class SteinParticles<TData> : JointGuide<TData>
{
    private readonly double scale;

    /// <summary>Makes the guide.</summary>
    /// <param name="model">The model.</param>
    /// <param name="count">How many points.</param>
    /// <param name="initial">Where each starts; when null, <see cref="InitialValues.Feasible"/>, tried first at <see cref="InitialValues.Uniform"/>.</param>
    /// <param name="scale">The standard deviation of the noise that is added.</param>
    /// <param name="only">The latents that are this guide's; all when null.</param>
    /// <param name="name">The name of the vector of all numbers, and of its parameter.</param>
    public SteinParticles(Program<TData> model, int count, InitialValues? initial = null, double scale = 0.1, IReadOnlyList<string>? only = null, string name = "stein")
        : base(model, initial ?? InitialValues.Feasible(InitialValues.Uniform()), only, name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        (Count, this.scale) = (count, scale);
    }

    /// <summary>How many points.</summary>
    public int Count { get; }

    /// <summary>All points.</summary>
    /// <param name="parameters">An engine's, after its steps.</param>
    /// <param name="data">Given to the model, where the guide must still learn its latents; the caller keeps it.</param>
    /// <returns>By site name; a first dim of the points, then the shape of the latent. The tensors live in the caller's tensor scope.</returns>
    public IReadOnlyDictionary<string, Tensor> Points(ParamStore parameters, TData data)
    {
        using var rng = new Rng(seed: 0);
        return Under(parameters, rng, () => Representatives(data));
    }

    private protected override Distribution Joint(GuideRun run) => new Empirical(Points(run), eventDim: 1);

    private protected override (Tensor Loc, Tensor Scale)? Moments(GuideRun run) => null;

    private protected override IReadOnlyDictionary<string, Tensor> Representatives(TData data)
    {
        GuideRun run = Begin(data, whole: true);
        return ValuesAt(run, Points(run));
    }

    private Tensor Points(GuideRun run) => ParamOf("points", () =>
    {
        Tensor start = Starts(run, Count);
        return start + (run.Noise(Shape.Of(start), start) * scale);
    });
}
