using System.Diagnostics;
using Ppl.Handlers;
using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>
/// Radon comes out of the soil: how much of it is in a house on the first floor, against one in the basement, and how do counties differ? Some have a house or two, some a hundred.
/// A hierarchy lets each county have a level of its own, as far as its houses bear it out, around what its uranium says (Gelman and Hill 2007, chapter 12). NUTS draws from
/// its posterior, once as the model is written (centred) and once with the levels in units of their spread; guides stand beside. Leaving out one house at a time says whether
/// the hierarchy predicts better than one level for all counties, and than levels that know nothing of each other.
/// </summary>
/// <remarks>
/// To be expected on 919 houses in 85 counties of Minnesota: floor -0.67 ± 0.07, uranium 0.72 ± 0.09, spread 0.16 ± 0.05; the non-centred chains have several times as many effective draws.
/// The non-centred AutoNormal's means are right within half a standard deviation, and its deviations too small. The hierarchy has the highest elpd, one level for all counties follows by 5 nats.
/// </remarks>
internal static class Radon
{
    /// <summary>Draws for a gradient, and from each fitted guide.</summary>
    public const int Particles = 10, Draws = 4000;

    private const ulong ReplicationStream = 0x5EED;

    /// <summary>The model as it is written, and with the levels in units of their spread; and what it is compared with.</summary>
    public const string Centred = "centred", NonCentred = "non-centred", Hierarchy = "hierarchy", Pooled = "one level", Apart = "levels apart";

    private static readonly (string Way, Program<RadonTensors> Program)[] Models = [(Centred, RadonModels.Centred), (NonCentred, RadonModels.NonCentred)];

    /// <summary>Draws or reads the houses, runs chains and guides, compares three models, and reports.</summary>
    public static void Run(RadonOptions options, ExampleRun run)
    {
        var watch = Stopwatch.StartNew();
        using Rng rng = Source(run);
        using TensorScope scope = TensorScope.Begin();
        RadonHouses houses = options.Data is { } file ? RadonHouses.Read(file) : RadonHouses.Draw(rng);
        RadonTensors data = RadonTensors.Of(houses, rng.Device);

        NutsRun nonCentred = Chains("nuts", $"{NonCentred} NUTS", RadonModels.NonCentred), centred = Chains("nuts_centred", $"{Centred} NUTS", RadonModels.Centred);
        List<RadonFit> fits = [];
        run.Follow("steps", (long)Models.Length * options.Steps, track =>
        {
            foreach ((string way, Program<RadonTensors> model) in Models)
            {
                using Rng own = rng.Fork((ulong)fits.Count + 1);
                fits.Add(Fit($"{way} AutoNormal", model, data, options, own, run, track));
            }
        });

        RadonModel[] models =
        [
            Check(Hierarchy, RadonModels.NonCentred, nonCentred.Samples, data, rng),
            Check(Pooled, RadonModels.OneLevel, Chains("nuts_pooled", Pooled, RadonModels.OneLevel).Samples, data, rng),
            Check(Apart, RadonModels.LevelsApart, Chains("nuts_apart", Apart, RadonModels.LevelsApart).Samples, data, rng),
        ];
        RadonReport.Write(new RadonResult(options, houses, nonCentred, centred, fits, models, watch.Elapsed), run);

        NutsRun Chains(string key, string name, Program<RadonTensors> model) => NutsRun.Of(key, name, model, data, Read, run, NutsRun.Settings(run, options.Engine));
    }

    /// <summary>The graph of the model as it is written.</summary>
    public static ModelGraph Graph(ExampleRun run)
    {
        using Rng rng = Source(run);
        using TensorScope scope = TensorScope.Begin();
        return ModelGraph.Of(RadonModels.Centred, RadonTensors.Of(RadonHouses.Draw(rng), rng.Device), rng);
    }

    /// <summary>What a model predicts of a house that it has seen, and of one left out.</summary>
    private static RadonModel Check(string name, Program<RadonTensors> model, Samples draws, RadonTensors data, Rng rng)
    {
        using Rng own = rng.Fork(ReplicationStream);
        Samples logDensities = LogLikelihood.Of(model, draws, data, device: rng.Device), replicated = Predictive.Posterior(model, draws, data, own);
        return new RadonModel(name, Loo.Of(logDensities["log_radon"]), replicated["log_radon"]);
    }

    /// <summary>Such latents as a model has; the spread in logarithms, too.</summary>
    private static IEnumerable<Quantity> Read(Samples samples)
    {
        foreach (string site in (string[])["intercept", "uranium", "floor", "noise", "spread", "level"])
        {
            if (samples.All(draws => draws.Name != site)) continue;
            foreach (Quantity quantity in Quantity.Of(samples, site)) yield return quantity;
            if (site == "spread") yield return Quantity.Of(samples, site).Single().Map("log_spread", Math.Log);
        }
    }

    private static RadonFit Fit(string name, Program<RadonTensors> model, RadonTensors data, RadonOptions options, Rng rng, ExampleRun run, ProgressTrack track)
    {
        var watch = Stopwatch.StartNew();
        var guide = new AutoNormal<RadonTensors>(model);
        // The rate falls to a hundredth: late steps average the noise of the gradient out.
        var optimizer = new ClippedAdam(options.LearningRate, clip: double.PositiveInfinity, decay: Math.Pow(0.01, 1.0 / options.Steps));
        using var svi = new Svi<RadonTensors>(model, guide, optimizer, new TraceElbo(Particles, vectorize: true), rng.Fork(0));
        for (int step = 0; step < options.Steps; step++)
        {
            run.Cancel.ThrowIfCancellationRequested();
            double bound = -svi.Step(data);
            track.Advance(1, FormattableString.Invariant($"{name}: bound {bound:F1} nats"));
        }
        ImportanceSample sample = Importance.Draw(model, guide, svi.Parameters, data, Draws, rng);
        Samples draws = Predictive.Posterior(model, sample.Samples, data, rng);
        return new RadonFit(name, [.. Read(draws)], sample.Bound(1).Mean, sample.KHat, watch.Elapsed);
    }

    private static Rng Source(ExampleRun run) => new(run.Seed, torch.float64, torch.device(run.Device));
}
