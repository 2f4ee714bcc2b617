using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>A model and a guide, and what is to become of them.</summary>
/// <param name="Name">What they are an example of.</param>
/// <param name="Model">Takes no data.</param>
/// <param name="Guide">Takes no data.</param>
/// <param name="Code">The error that refuses them; null where they run.</param>
internal sealed record Pair(string Name, Action Model, Action Guide, string? Code = null)
{
    /// <summary>Whether particles can run as one plate: not where values decide which sites follow, or an event of the guide is a plate of the model.</summary>
    public bool RunsSideBySide { get; init; } = true;

    /// <summary>Whether discrete latents can be listed: not where a program looks at the shape of their values.</summary>
    public bool CanBeListed { get; init; } = true;

    /// <summary>Both run the same program: it gives the model's latents their own distributions.</summary>
    public static Pair Same(string name, Action program, string? code = null) => new(name, program, program, code);

    /// <summary>One step of an engine and one look at its loss.</summary>
    public double Run(Elbo elbo)
    {
        using var svi = new Svi<int>(_ => Model(), _ => Guide(), new Adam(0.001), elbo, new Rng(1));
        svi.Step(0);
        return svi.EvaluateLoss(0);
    }

    public override string ToString() => Name;

    /// <summary>A fair coin's throw.</summary>
    public static Tensor Throw(string name, Tensor? obs = null) => Sample(name, new Bernoulli(0.5), obs);

    /// <summary>A throw of a coin whose bias is learnt.</summary>
    public static Tensor Guess(string name) => Sample(name, new Bernoulli(Param("p", 0.5, Constraints.UnitInterval)));

    /// <summary>A standard normal latent.</summary>
    public static Tensor Draw(string name) => Sample(name, new Normal(0, 1));

    /// <summary>A normal latent whose mean is learnt.</summary>
    public static Tensor Learn(string name) => Sample(name, new Normal(Param("m", 0.0), 1));
}
