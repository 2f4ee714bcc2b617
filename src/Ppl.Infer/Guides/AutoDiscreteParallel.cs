using Ppl.Distributions;

namespace Ppl.Infer;

/// <summary>
/// Independent probabilities for the values of each discrete latent, one set for each of its numbers: of 0 and 1, of the whole numbers from 0 to a bound, or of
/// which of a vector's entries is 1.
/// </summary>
/// <remarks>
/// Parameters: <c>z.probs</c> for a latent z, the same for all values at first; one for each element of a plate, subsampled or not. An objective that
/// enumerates lists the values in parallel; one that draws takes the score function. In an <see cref="AutoGuideList{TData}"/>, beside a guide of the continuous latents.
/// </remarks>
/// <param name="model">The model.</param>
/// <param name="only">The latents that are this guide's, all discrete; all discrete ones when null.</param>
/// <typeparam name="TData">What model and guide are given.</typeparam>
public sealed class AutoDiscreteParallel<TData>(Program<TData> model, IReadOnlyList<string>? only = null)
    : ModelGuide<TData>(model, InitialValues.Sample(), only)
{
    private protected override bool IsDiscrete => true;

    private protected override void Guide(GuideRun run)
    {
        foreach (Latent latent in run.Latents)
            run.Inside(latent, () => Primitives.Sample(latent.Name, Given(run, latent), line: 0));
    }

    /// <summary>Medians and quantiles come from draws.</summary>
    private protected override Marginal? MarginalOf(GuideRun run, Latent latent) => null;

    private protected override Transform? TransformOf(string latent) => null;

    private static Distribution Given(GuideRun run, Latent latent) => latent.Numbers switch
    {
        OneHotConstraint => new OneHotCategorical(Probabilities(run, latent, latent.Shape, latent.EventDim)).ToEvent(latent.EventDim - 1),
        IntegerInterval interval when interval.Equals(Constraints.Boolean) && !latent.IsWhole =>
            new Bernoulli(GuideRun.ParamOf(latent, "probs", () => torch.full(latent.Shape.AsSpan(), 0.5, run.Dtype), Constraints.UnitInterval, latent.EventDim)).ToEvent(latent.EventDim),
        IntegerInterval { Low.IsNumber: true, High.IsNumber: true } interval when interval.Low.Equals(0) && double.IsFinite(interval.High.Number) =>
            new Categorical(Probabilities(run, latent, latent.Shape + [(long)interval.High.Number + 1], latent.EventDim + 1)).ToEvent(latent.EventDim),
        _ => throw Error.NoSuchOperation(
            $"sample site \"{latent.Name}\"", "list of probabilities, one for each value", "give it one in a guide written by hand: only bounded whole numbers from 0 and one-hot vectors have one."),
    };

    private static Tensor Probabilities(GuideRun run, Latent latent, Shape shape, int eventDim) =>
        GuideRun.ParamOf(latent, "probs", () => torch.full(shape.AsSpan(), 1.0 / shape[^1], run.Dtype), Constraints.Simplex, eventDim);
}
