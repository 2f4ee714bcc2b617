using System.Diagnostics;
using Ppl.Handlers;
using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>
/// Eight schools coached their pupils for a test (Rubin 1981), and each estimated what it gained. How large is the effect in each school, and how much do the
/// schools differ? The hierarchy is a funnel: where the schools differ little, each effect has little room. Three guides meet it twice, as the model is written
/// (centred) and with the effects measured in units of their spread (non-centred); the exact posterior stands beside them, and k-hat says which to believe
/// without knowing it.
/// </summary>
/// <remarks>
/// To be expected: log evidence -31.31 nats; exact means and standard deviations mu 4.40 ± 3.32, tau 3.60 ± 3.22, first school 6.21 ± 5.59. Each centred guide has
/// a k-hat near 0.9 (0.78 to 1.00 over seeds 1 to 5), a bound 1.3 to 2.1 nats below the evidence, and a tau of a third of its true spread: it does not enter the
/// neck of the funnel. Each non-centred one has a k-hat of 0.54 to 0.74 and a bound 0.3 nats below; weighted, the best one gives the exact answer.
/// </remarks>
internal static class EightSchools
{
    /// <summary>Draws for a gradient, and from each fitted guide.</summary>
    public const int Particles = 10, Draws = 100_000;

    /// <summary>The model as it is written, and with the effects in units of their spread.</summary>
    public const string Centred = "centred", NonCentred = "non-centred";

    /// <summary>The model in both ways, with the name that the schools' latent has in each.</summary>
    private static readonly (string Way, Program<Estimates> Program, string Latent)[] Models = [(Centred, SchoolsModels.Centred, "theta"), (NonCentred, SchoolsModels.NonCentred, "theta_decentered")];

    /// <summary>All numbers apart; all jointly normal; the schools apart, but each leaning on mu and tau.</summary>
    private static readonly (string Name, Func<Program<Estimates>, string, AutoGuide<Estimates>> Make)[] Guides =
    [
        ("AutoNormal", (model, _) => new AutoNormal<Estimates>(model)),
        ("AutoMultivariateNormal", (model, _) => new AutoMultivariateNormal<Estimates>(model)),
        ("AutoStructured", (model, latent) => new AutoStructured<Estimates>(model, new Dictionary<string, string[]> { ["tau"] = ["mu"], [latent] = ["mu", "tau"] })),
    ];

    /// <summary>Fits each guide to each model, and reports them beside the exact posterior.</summary>
    public static void Run(EightSchoolsOptions options, ExampleRun run)
    {
        var watch = Stopwatch.StartNew();
        using var rng = new Rng(run.Seed, torch.float64, torch.device(run.Device));
        Schools schools = options.Data is { } file ? Schools.Read(file) : Schools.OfRubin;
        using Tensor effects = torch.tensor(schools.Effects.ToArray(), device: rng.Device), errors = torch.tensor(schools.Errors.ToArray(), device: rng.Device);
        Estimates data = new(effects, errors);
        List<SchoolsFit> fits = [];
        run.Follow("steps", (long)Models.Length * Guides.Length * options.Steps, track =>
        {
            foreach ((string name, var make) in Guides)
                foreach ((string way, Program<Estimates> model, string latent) in Models)
                {
                    using Rng own = rng.Fork((ulong)fits.Count);
                    fits.Add(Fit(name, way, model, make(model, latent), data, options, own, run, track));
                }
        });
        NutsRun[] chains = options.Nuts ? [.. Models.Select(model => Draw(model.Way, model.Program, data, options, run))] : [];
        NutsCalibration[] calibrations = options.Calibrate > 0 ? [.. Models.Select(model => Calibrate(model.Way, model.Program, data, options, run))] : [];
        EightSchoolsReport.Write(new SchoolsFits(options, schools, fits, chains, calibrations, new SchoolsPosterior(schools), watch.Elapsed), run);
    }

    /// <summary>The graph of the model as it is written, which is the same for any effects.</summary>
    public static ModelGraph Graph(ExampleRun run)
    {
        using TensorScope scope = TensorScope.Begin();
        using var rng = new Rng(run.Seed, torch.float64, torch.device(run.Device));
        Tensor ones = torch.ones([Schools.OfRubin.Count], torch.float64, rng.Device);
        return ModelGraph.Of(SchoolsModels.Centred, new Estimates(ones, ones), rng);
    }

    /// <summary>The same by Markov chains, which follow no family: centred, they do not get down the neck of the funnel, and say so.</summary>
    private static NutsRun Draw(string way, Program<Estimates> model, Estimates data, EightSchoolsOptions options, ExampleRun run) =>
        NutsRun.Of(KeyOf(way), $"{way} NUTS", model, data, Read, run, NutsRun.Settings(run, options.Engine));

    /// <summary>Do the chains find the effects from which estimates were drawn, whatever these are?</summary>
    private static NutsCalibration Calibrate(string way, Program<Estimates> model, Estimates data, EightSchoolsOptions options, ExampleRun run) => NutsCalibration.Of(
        KeyOf(way), $"{way} NUTS", model, data, prior => data with { Effects = torch.tensor(prior["y"].Values.ToArray(), device: data.Errors.device) },
        Read, options.Calibrate, run, options.Engine);

    private static string KeyOf(string way) => way == NonCentred ? "nuts" : "nuts_centred";

    private static IEnumerable<Quantity> Read(Samples samples)
    {
        Quantity tau = Quantity.Of(samples, "tau").Single();
        return [.. Quantity.Of(samples, "mu"), tau, tau.Map("log_tau", Math.Log), .. Quantity.Of(samples, "theta")];
    }

    private static SchoolsFit Fit(
        string name, string way, Program<Estimates> model, AutoGuide<Estimates> guide, Estimates data, EightSchoolsOptions options, Rng rng, ExampleRun run, ProgressTrack track)
    {
        // The rate falls to a hundredth: late steps average the noise of the gradient out.
        var optimizer = new ClippedAdam(options.LearningRate, clip: double.PositiveInfinity, decay: Math.Pow(0.01, 1.0 / options.Steps));
        using var svi = new Svi<Estimates>(model, guide, optimizer, new TraceElbo(Particles, vectorize: true), rng.Fork(0));
        double[] bounds = new double[options.Steps];
        var watch = Stopwatch.StartNew();
        for (int step = 0; step < options.Steps; step++)
        {
            run.Cancel.ThrowIfCancellationRequested();
            bounds[step] = -svi.Step(data);
            track.Advance(1, FormattableString.Invariant($"{way} {name}: bound {bounds[step]:F1} nats"));
        }
        return new SchoolsFit(name, way, bounds, watch.Elapsed, Weigh(model, guide, svi.Parameters, data, rng));
    }

    /// <summary>Draws from a fitted guide, and the weights with which the model corrects them.</summary>
    private static (ImportanceSample Sample, Samples Draws) Weigh(Program<Estimates> model, AutoGuide<Estimates> guide, ParamStore parameters, Estimates data, Rng rng)
    {
        var options = new DrawOptions { AtOnce = 10_000 };
        ImportanceSample sample = Importance.Draw(model, guide, parameters, data, Draws, rng, options);
        // theta is a latent of one model and follows from latents in the other: the model run along the draws has it either way.
        return (sample, Predictive.Posterior(model, sample.Samples, data, rng, options: options));
    }
}

/// <summary>What a run found.</summary>
internal sealed record SchoolsFits(
    EightSchoolsOptions Options, Schools Schools, IReadOnlyList<SchoolsFit> Fits, IReadOnlyList<NutsRun> Chains, IReadOnlyList<NutsCalibration> Calibrations, SchoolsPosterior Exact, TimeSpan Duration)
{
    /// <summary>The guide with the lowest k-hat.</summary>
    public SchoolsFit Best => Fits.MinBy(fit => fit.KHat)!;
}
