using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// An automatic guide that is made from the model: its first run finds latents, supports, shapes and plates in a run of the model that nobody
/// else sees. It opens the plates around each latent as the model does, with the same elements.
/// </summary>
/// <remarks>
/// Where a plate with a latent inside is subsampled, each run of the guide runs the model up to that plate to learn what it looks at this time.
/// Supports are those of the first run: a support that depends on another latent takes a guide written by hand.
/// </remarks>
/// <typeparam name="TData">What model and guide are given.</typeparam>
public abstract class ModelGuide<TData> : AutoGuide<TData>
{
    private const ulong StartStream = 0x61D3, PlatesStream = 0x61D4;

    private readonly Program<TData> model;
    private readonly InitialValues initial;
    private readonly IReadOnlyList<string>? only;
    private Prototype? prototype;

    private protected ModelGuide(Program<TData> model, InitialValues? initial, IReadOnlyList<string>? only)
    {
        this.model = GivenProgram.Of(model, nameof(model));
        (this.initial, this.only) = (initial ?? InitialValues.Feasible(), only);
    }

    /// <summary>What error texts call the guide.</summary>
    private protected string Name => GetType().Name.Split('`')[0];

    /// <summary>Is it a guide of discrete latents, and of them alone?</summary>
    private protected virtual bool IsDiscrete => false;

    /// <summary>The latents, if the guide can hold them.</summary>
    private protected virtual Prototype Accepted(Prototype latents) => latents;

    /// <summary>Draws the latents.</summary>
    private protected abstract void Guide(GuideRun run);

    /// <summary>The marginal of a latent in unconstrained space, normal, at full size; null where it has no formula.</summary>
    private protected abstract Marginal? MarginalOf(GuideRun run, Latent latent);

    private protected override void Run(TData data) => Guide(Begin(data, whole: false));

    private protected override void RunWhole(TData data) => Guide(Begin(data, whole: true));

    private protected override IReadOnlyDictionary<string, Tensor> Medians(TData data)
    {
        GuideRun run = Begin(data, whole: true);
        var medians = new Dictionary<string, Tensor>();
        foreach (Latent latent in run.Latents)
        {
            if (MarginalOf(run, latent) is not { } marginal) return base.Medians(data);
            medians.Add(latent.Name, latent.Transform.Forward(marginal.Loc));
        }
        return medians;
    }

    private protected override IReadOnlyDictionary<string, Tensor> Quantiles(TData data, double[] levels)
    {
        GuideRun run = Begin(data, whole: true);
        var quantiles = new Dictionary<string, Tensor>();
        foreach (Latent latent in run.Latents)
        {
            if (MarginalOf(run, latent) is not { } marginal || !latent.IsElementwise) return base.Quantiles(data, levels);
            quantiles.Add(latent.Name, torch.stack(levels.Select(level => marginal.Quantile(latent.Transform, level))));
        }
        return quantiles;
    }

    private protected override Transform? TransformOf(string latent) => prototype!.Latents.First(known => known.Name == latent).Transform;

    /// <summary>What the guide needs in a run, plates whole or as the model opens them.</summary>
    private protected GuideRun Begin(TData data, bool whole)
    {
        Rng rng = EffectStack.Rng;
        var start = new Lazy<Trace>(() => Start(data, rng));
        Prototype known = prototype ??= Accepted(Prototype.Of(start.Value, Name, only, IsDiscrete));
        return new GuideRun(known, whole ? null : PlatesOf(data, known, rng), start, number => OtherStart(data, rng, number), rng);
    }

    private Trace Start(TData data, Rng rng)
    {
        using Rng own = rng.Fork(StartStream);
        return initial.Find(() => model(data), own);
    }

    private Trace OtherStart(TData data, Rng rng, int number)
    {
        using Rng own = rng.Fork(StartStream), other = own.Fork((ulong)number);
        return initial.Find(() => model(data), other);
    }

    private IReadOnlyDictionary<string, RunPlate> PlatesOf(TData data, Prototype known, Rng rng)
    {
        using Rng own = rng.Fork(PlatesStream);
        return GuidePlates.Of(() => model(data), known.Subsampled, own);
    }
}
