using System.Collections.Immutable;
using Ppl.Distributions;
using Ppl.Handlers;
using static Ppl.Primitives;

namespace Ppl.Infer;

/// <summary>One run of a guide: how the model opens its plates this time, and where parameters start that are met for the first time.</summary>
/// <param name="prototype">The latents.</param>
/// <param name="plates">The subsampled plates, as the model opens them in this run; null: all elements of each.</param>
/// <param name="start">The model at the initial values.</param>
/// <param name="otherStart">The model at other initial values, by a number: found by searches with generators of their own.</param>
/// <param name="rng">The engine's generator, to fork.</param>
internal sealed class GuideRun(Prototype prototype, IReadOnlyDictionary<string, RunPlate>? plates, Lazy<Trace> start, Func<int, Trace> otherStart, Rng rng)
{
    private const ulong NoiseStream = 0x61D5;

    public ImmutableArray<Latent> Latents => prototype.Latents;

    /// <summary>The dtype of parameters that no value decides.</summary>
    public torch.ScalarType Dtype => rng.Dtype;

    /// <summary>Normal numbers to start from, the same in each run.</summary>
    public Tensor Noise(Shape shape, Tensor like)
    {
        using Rng own = rng.Fork(NoiseStream);
        return own.Randn(shape, like);
    }

    /// <summary>Runs effects inside the plates around a latent.</summary>
    public Tensor Inside(Latent latent, Func<Tensor> effects) => Inside(latent.Plates, latent.Plates.Length - 1, effects);

    /// <summary>A parameter of a latent, inside its plates: one for each element, of which it gets those that the run looks at.</summary>
    /// <param name="latent">The latent.</param>
    /// <param name="part">What of it, for the parameter's name.</param>
    /// <param name="initial">The value for the elements of the first run.</param>
    /// <param name="constraint">Where the values lie.</param>
    /// <param name="eventDim">How many dims on the right belong to one element.</param>
    public static Tensor ParamOf(Latent latent, string part, Func<Tensor> initial, Constraint constraint, int eventDim) =>
        Param($"{latent.Name}.{part}", () => latent.Repeated(initial(), eventDim), constraint, latent.Plates.IsEmpty ? null : eventDim);

    /// <inheritdoc cref="GuideRun" path="/param[@name='otherStart']"/>
    public Trace OtherStart(int number) => otherStart(number);

    /// <summary>The initial value for the elements of the first run, in the constrained space.</summary>
    public Tensor Start(Latent latent) => start.Value[latent.Name].Value!.detach();

    /// <summary>Likewise, in unconstrained space.</summary>
    public Tensor UnconstrainedStart(Latent latent) => latent.Transform.Inverse(Start(latent));

    /// <summary>The distribution of a latent whose unconstrained value has a given one.</summary>
    public static Distribution Onto(Latent latent, Distribution unconstrained)
    {
        Distribution events = unconstrained.ToEvent(latent.UnconstrainedDim - unconstrained.EventShape.Rank);
        return latent.IsReal ? events : new TransformedDistribution(events, latent.Transform);
    }

    private Tensor Inside(ImmutableArray<PlateFrame> around, int outermost, Func<Tensor> effects)
    {
        if (outermost < 0) return effects();
        using Plate plate = Open(around[outermost]);
        return Inside(around, outermost - 1, effects);
    }

    private Plate Open(PlateFrame frame)
    {
        if (plates is null || !plates.TryGetValue(frame.Name, out RunPlate now)) return Plate(frame.Name, frame.Size, subsample: null, frame.Dim);
        return now.Rows is { } rows ? Plate(frame.Name, frame.Size, rows, frame.Dim) : Plate(frame.Name, frame.Size, now.SubsampleSize, frame.Dim);
    }
}
