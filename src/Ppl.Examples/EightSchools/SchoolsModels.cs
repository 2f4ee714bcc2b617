using Ppl.Distributions;
using Ppl.Handlers;
using static Ppl.Primitives;

namespace Ppl.Examples;

/// <summary>The models of <see cref="EightSchools"/>.</summary>
[Compiled]
internal static class SchoolsModels
{
    /// <summary>Of mu and of tau, in points: effects of a few points are what coaching may be thought to have.</summary>
    public const double PriorScale = 5;

    /// <summary>mu ~ Normal(0, 5), tau ~ HalfCauchy(5); theta ~ Normal(mu, tau) is a school's effect, and y ~ Normal(theta, error) its estimate.</summary>
    public static readonly Program<Estimates> Centred = data =>
    {
        Tensor mu = Sample("mu", new Normal(0, PriorScale));
        Tensor tau = Sample("tau", new HalfCauchy(PriorScale));
        using Plate schools = Plate("schools", data.Effects.shape[0]);
        Tensor theta = Sample("theta", new Normal(mu, tau));
        Sample("y", new Normal(theta, data.Errors), obs: data.Effects);
    };

    /// <summary>The same model with theta = mu + tau z, z ~ Normal(0, 1): the handler rewrites the site.</summary>
    public static readonly Program<Estimates> NonCentred =
        Centred.Under(new Reparameterize(new Dictionary<string, Reparam> { ["theta"] = new LocScaleReparam(centered: 0) }));
}

/// <summary>What the model is given: by school, the estimate of the effect and its standard error.</summary>
internal readonly record struct Estimates(Tensor Effects, Tensor Errors);
