using Ppl.Distributions;
using Ppl.Handlers;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Programs whose posterior is known, marked to be compiled.</summary>
[Compiled]
internal static partial class CompiledPrograms
{
    /// <summary>Eight schools, whose effects are in units of their spread: means of long chains are 4.40 of mu and 3.60 of tau.</summary>
    public static readonly Program<int> Schools =
        new Program<int>(Centred).Under(new Reparameterize(new Dictionary<string, Reparam> { ["theta"] = new LocScaleReparam(centered: 0) }));

    /// <summary>μ ~ N(0, 1), y ~ N(μ, 1) each.</summary>
    public static void Mean(Tensor y)
    {
        Tensor mu = Sample("mu", new Normal(0, 1));
        using Plate rows = Plate("rows", y.shape[0]);
        Sample("y", new Normal(mu, 1), obs: y);
    }

    /// <summary>y ~ (1 - w) N(0, 1) + w N(3, 1), w uniform, the assignments summed out.</summary>
    public static void Share(Tensor y)
    {
        Tensor w = Sample("w", new Uniform(0, 1));
        using Plate rows = Plate("rows", y.shape[0]);
        Tensor z = Sample("z", new Bernoulli(w));
        Sample("y", new Normal(3 * z, 1), obs: y);
    }

    /// <summary>slope ~ N(0, 2), y ~ Bernoulli of logits slope x.</summary>
    public static void Odds((Tensor X, Tensor Y) data)
    {
        Tensor slope = Sample("slope", new Normal(0, 2));
        using Plate rows = Plate("rows", data.Y.shape[0]);
        Sample("y", Bernoulli.FromLogits(slope * data.X), obs: data.Y);
    }

    /// <summary>A latent of each support, a named value, a product with data and a sum over discrete latents.</summary>
    public static void Mixed((Tensor X, Tensor Y) data)
    {
        Tensor weights = Sample("weights", new Dirichlet(new[] { 2.0, 1, 1 })), scale = Sample("scale", new LogNormal(0, 0.5)), slope = Sample("slope", new Normal(0, 1).Expand([2]).ToEvent(1));
        Tensor chance = Sample("chance", new Beta(2, 2)), fit = Deterministic("fit", data.X.matmul(slope) + weights[0]);
        using Plate rows = Plate("rows", data.Y.shape[0]);
        Tensor far = Sample("far", new Bernoulli(chance));
        Sample("y", new Normal(fit + 2 * far, scale), obs: data.Y);
    }

    /// <summary>Rows of a gamma distribution, which are positive.</summary>
    public static void Rates(Tensor y)
    {
        Tensor rate = Sample("rate", new Gamma(2, 1));
        using Plate rows = Plate("rows", 3);
        Sample("y", new Gamma(2, rate), obs: y);
    }

    /// <summary>Looks at as many rows as it is given, of ten.</summary>
    public static void SomeRows(Tensor y)
    {
        Tensor mu = Sample("mu", new Normal(0, 1));
        using Plate rows = Plate("rows", 10, subsample: y.shape[0]);
        Sample("y", new Normal(mu, 1), obs: y);
    }

    /// <summary>Has nothing to move.</summary>
    public static void Coin(Tensor y) => Sample("y", new Normal(Sample("z", new Bernoulli(0.3)), 1), obs: y);

    /// <summary>One observation of all rows' assignments together.</summary>
    public static void Total(Tensor y)
    {
        Tensor mu = Sample("mu", new Normal(0, 1)), z;
        using (Plate rows = Plate("rows", 3)) z = Sample("z", new Bernoulli(0.3));
        Sample("y", new Normal(mu + z.sum(), 1), obs: y);
    }

    /// <summary>A long chain, each of whose terms depends on one state.</summary>
    public static void Chain(Tensor y)
    {
        Tensor mu = Sample("mu", new Normal(0, 1)), z = torch.zeros_like(y[0]);
        foreach (int t in Markov(40))
        {
            z = Sample($"z{t}", new Bernoulli(0.3 + 0.4 * z));
            Sample($"y{t}", new Normal(mu + z, 1), obs: y[t]);
        }
    }

    /// <summary>A long chain, each of whose terms depends on both values of a state at once.</summary>
    public static void MixedChain(Tensor y)
    {
        Tensor mu = Sample("mu", new Normal(0, 1)), z = torch.zeros_like(y[0]);
        foreach (int t in Markov(40))
        {
            z = Sample($"z{t}", new Bernoulli(0.3 + 0.4 * z));
            Sample($"y{t}", new Normal(mu + z.sum(), 1), obs: y[t]);
        }
    }

    /// <summary>A long chain, after which one term depends on both values of a state at once.</summary>
    public static void MixedEnd(Tensor y)
    {
        Tensor mu = Sample("mu", new Normal(0, 1)), z = torch.zeros_like(y[0]);
        foreach (int t in Markov(40))
        {
            z = Sample($"z{t}", new Bernoulli(0.3 + 0.4 * z));
            Sample($"y{t}", new Normal(mu + z, 1), obs: y[t]);
        }
        Sample("end", new Normal(z.mean(), 1), obs: y[0]);
    }

    private static void Centred(int _)
    {
        Tensor mu = Sample("mu", new Normal(0, 5)), tau = Sample("tau", new HalfCauchy(5));
        using Plate schools = Plate("schools", 8);
        Tensor theta = Sample("theta", new Normal(mu, tau));
        Sample("y", new Normal(theta, torch.tensor(new[] { 15.0, 10, 16, 11, 9, 11, 10, 18 })), obs: torch.tensor(new[] { 28.0, 8, -3, 7, -1, 1, 18, 12 }));
    }
}
