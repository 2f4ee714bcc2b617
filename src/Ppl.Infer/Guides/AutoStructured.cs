using System.Collections.Immutable;
using Ppl.Distributions;

namespace Ppl.Infer;

/// <summary>
/// A guide that follows the model's structure: each latent, in unconstrained space, a <see cref="Conditional"/> distribution whose mean is linear in the latents
/// that it depends on, x = loc + Σ A x' + noise (Hoffman and Blei 2015; Webb and others 2018). It holds the posterior of a Gaussian chain or tree.
/// </summary>
/// <remarks>
/// Parameters of a latent z: <c>z.loc</c>, <c>z.scale</c> or <c>z.cholesky</c>, and <c>z.on.w</c> for the matrix A of a latent w that it depends on, which starts at 0;
/// one for each element of a plate, subsampled or not.
/// </remarks>
/// <typeparam name="TData">What model and guide are given.</typeparam>
public sealed class AutoStructured<TData> : ModelGuide<TData>
{
    private readonly IReadOnlyDictionary<string, Conditional> conditionals;
    private readonly IReadOnlyDictionary<string, string[]> dependencies;
    private readonly double scale;

    /// <param name="model">The model.</param>
    /// <param name="dependencies">By latent, those that it depends on: each stands before it in the model, inside no plate that it is outside of.</param>
    /// <param name="conditionals">By latent; normal where nothing is said.</param>
    /// <param name="initial">Where to start; <see cref="InitialValues.Feasible"/> when null.</param>
    /// <param name="scale">The first standard deviation of every number.</param>
    /// <param name="only">The latents that are this guide's; all when null.</param>
    public AutoStructured(
        Program<TData> model, IReadOnlyDictionary<string, string[]> dependencies, IReadOnlyDictionary<string, Conditional>? conditionals = null,
        InitialValues? initial = null, double scale = 0.1, IReadOnlyList<string>? only = null)
        : base(model, initial, only)
    {
        ArgumentNullException.ThrowIfNull(dependencies);
        this.dependencies = dependencies.ToImmutableDictionary();
        this.conditionals = conditionals?.ToImmutableDictionary() ?? ImmutableDictionary<string, Conditional>.Empty;
        this.scale = scale > 0 ? scale : throw new ArgumentOutOfRangeException(nameof(scale), scale, "A standard deviation is positive.");
    }

    private protected override Prototype Accepted(Prototype latents)
    {
        string[] names = [.. latents.Latents.Select(latent => latent.Name)];
        foreach (string name in dependencies.Keys.Concat(conditionals.Keys))
            if (!names.Contains(name)) throw Error.UnknownSite($"the latents of {Name}", name, names);
        for (int i = 0; i < names.Length; i++)
            foreach (string parent in ParentsOf(latents.Latents[i]))
            {
                int place = Array.IndexOf(names, parent, 0, i);
                if (place < 0) throw Error.UnknownSite($"the latents before \"{names[i]}\"", parent, names[..i]);
                RequirePlates(latents.Latents[i], latents.Latents[place]);
            }
        return latents;
    }

    private protected override void Guide(GuideRun run)
    {
        var drawn = new Dictionary<string, Tensor>();
        foreach (Latent latent in run.Latents)
            run.Inside(latent, () => Draw(run, latent, drawn));
    }

    /// <summary>Medians and quantiles come from draws.</summary>
    private protected override Marginal? MarginalOf(GuideRun run, Latent latent) => null;

    private static void RequirePlates(Latent latent, Latent parent)
    {
        if (parent.Plates.All(plate => latent.Plates.Any(own => own.Name == plate.Name))) return;
        throw Error.Options(
            $"\"{latent.Name}\" cannot depend on \"{parent.Name}\", which is inside a plate that it is outside of", $"let \"{parent.Name}\" depend on \"{latent.Name}\", or on nothing.");
    }

    private string[] ParentsOf(Latent latent) => dependencies.GetValueOrDefault(latent.Name) ?? [];

    private Tensor Draw(GuideRun run, Latent latent, Dictionary<string, Tensor> drawn)
    {
        Tensor loc = Flat(latent, GuideRun.ParamOf(latent, "loc", () => run.UnconstrainedStart(latent), Constraints.Real, latent.UnconstrainedDim));
        foreach (string parent in ParentsOf(latent))
        {
            Tensor x = drawn[parent];
            Tensor matrix = GuideRun.ParamOf(latent, $"on.{parent}", () => NoDependency(run, latent, x), Constraints.Real, eventDim: 2);
            loc = loc + matrix.matmul(x.unsqueeze(-1)).squeeze(-1);
        }
        Tensor value = Primitives.Sample(latent.Name, Given(run, latent, loc));
        return drawn[latent.Name] = Flat(latent, latent.Transform.Inverse(value));
    }

    private Distribution Given(GuideRun run, Latent latent, Tensor loc)
    {
        Conditional conditional = conditionals.GetValueOrDefault(latent.Name);
        if (conditional == Conditional.Delta) return new Delta(latent.Transform.Forward(Unflat(latent, loc)), eventDim: latent.EventDim);
        if (conditional == Conditional.MultivariateNormal && latent.UnconstrainedDim == 1)
        {
            Tensor factor = GuideRun.ParamOf(
                latent, "cholesky", () => torch.full_like(run.UnconstrainedStart(latent), scale).diag_embed(), Constraints.LowerCholesky, eventDim: 2);
            return GuideRun.Onto(latent, MultivariateNormal.FromCholesky(loc, factor));
        }
        Tensor deviation = GuideRun.ParamOf(
            latent, "scale", () => torch.full_like(run.UnconstrainedStart(latent), scale), Constraints.Positive, latent.UnconstrainedDim);
        return GuideRun.Onto(latent, new Normal(Unflat(latent, loc), deviation));
    }

    /// <summary>A as it starts: 0 for each element of the plates.</summary>
    private static Tensor NoDependency(GuideRun run, Latent latent, Tensor parent) =>
        Flat(latent, torch.zeros_like(run.UnconstrainedStart(latent))).unsqueeze(-1).expand([.. Flat(latent, run.UnconstrainedStart(latent)).shape, parent.size(-1)]).clone();

    /// <summary>The numbers of each element of the plates as a vector.</summary>
    private static Tensor Flat(Latent latent, Tensor x)
    {
        Shape shape = Shape.Of(x), batch = shape.DropLast(latent.UnconstrainedDim);
        return latent.UnconstrainedDim == 1 ? x : x.reshape([.. batch.ToArray(), shape.Last(latent.UnconstrainedDim).NumberOfElements]);
    }

    private static Tensor Unflat(Latent latent, Tensor x) =>
        latent.UnconstrainedDim == 1 ? x : x.reshape((Shape.Of(x).DropLast(1) + latent.Unconstrained.Last(latent.UnconstrainedDim)).ToArray());
}
