using System.Diagnostics;
using Ppl.Handlers;
using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>
/// Bayesian regression, linear and logistic, on 10,000 rows of 50 inputs that hang together. Guides of different families learn from minibatches, of which none
/// sees more than a twentieth of the rows in a step; two see all rows. The linear posterior is known exactly; the logistic one by importance sampling.
/// </summary>
/// <remarks>
/// To be expected with seed 1. Linear: log evidence -25350.35 nats; AutoMultivariateNormal reaches it to 1 nat from minibatches and to 0.2 from all rows, Laplace's
/// approximation to 0.1; AutoNormal stays 16 nats below, its means right and its standard deviations 0.6 of the exact ones; AutoLowRankNormal, 13 nats below, is
/// between. Logistic: log evidence -4326.45, and the same picture.
/// </remarks>
internal static class Regression
{
    /// <summary>Draws for a gradient; to judge a guide; for the reference.</summary>
    public const int Particles = 16, Draws = 1000, ReferenceDraws = 10_000;

    /// <summary>Steps on all rows, from Laplace's approximation on.</summary>
    public const int FullSteps = 300;

    /// <summary>A point; all numbers apart; a few directions and a diagonal; all jointly normal.</summary>
    private static readonly (string Name, Func<Program<(Tensor X, Tensor Y)>, double, AutoGuide<(Tensor X, Tensor Y)>> Make)[] Guides =
    [
        ("AutoDelta", (model, _) => new AutoDelta<(Tensor X, Tensor Y)>(model)),
        ("AutoNormal", (model, scale) => new AutoNormal<(Tensor X, Tensor Y)>(model, scale: scale)),
        ("AutoLowRankNormal", (model, scale) => new AutoLowRankNormal<(Tensor X, Tensor Y)>(model, scale: scale)),
        ("AutoMultivariateNormal", (model, scale) => new AutoMultivariateNormal<(Tensor X, Tensor Y)>(model, scale: scale)),
    ];

    /// <summary>Draws or reads the rows, fits the guides, and reports them beside the exact posterior or the reference.</summary>
    public static void Run(RegressionOptions options, ExampleRun run)
    {
        var watch = Stopwatch.StartNew();
        using var rng = new Rng(run.Seed, torch.float64, torch.device(run.Device));
        IReadOnlyList<RegressionTable> tables = options.Tables(rng);
        List<RegressionResult> results = [];
        run.Follow("steps", tables.Sum(table => Guides.Length * options.StepsFor(table) + FullSteps), track =>
        {
            foreach (RegressionTable table in tables) results.Add(Fit(table, options, rng, run, track));
        });
        RegressionReport.Write(new RegressionResults(options, results, watch.Elapsed), run);
    }

    /// <summary>The graph of the linear model, whose plate holds the rows of a step.</summary>
    public static ModelGraph Graph(ExampleRun run)
    {
        using TensorScope scope = TensorScope.Begin();
        using var rng = new Rng(run.Seed, torch.float64, torch.device(run.Device));
        Tensor x = torch.ones([RegressionOptions.DefaultBatch, RegressionOptions.DefaultInputs + 1], torch.float64, rng.Device);
        return ModelGraph.Of(Model(isLogistic: false, RegressionOptions.DefaultRows), (x, x[.., 0]), rng);
    }

    /// <summary>The program of a step, whose rows stand for all.</summary>
    private static Program<(Tensor X, Tensor Y)> Model(bool isLogistic, int rows) =>
        isLogistic ? data => RegressionModels.Logistic(data, rows) : data => RegressionModels.Linear(data, rows);

    /// <summary>Markov chains on all rows. Inputs hang together, so that coefficients do: the metric is dense.</summary>
    private static NutsRun Draw(RegressionTable table, (Tensor X, Tensor Y) data, RegressionOptions options, ExampleRun run)
    {
        Program<(Tensor X, Tensor Y)> model = table.IsLogistic ? RegressionModels.LogisticOfAll : RegressionModels.LinearOfAll;
        return NutsRun.Of($"nuts_{table.Kind}", $"{table.Kind}: NUTS", model, data, Read, run, NutsRun.Settings(run, options.Engine) with { Metric = MetricKind.Dense });

        IEnumerable<Quantity> Read(Samples samples) =>
            [.. Quantity.Of(samples, "weights").Zip(table.Names, (weight, name) => weight with { Name = name }), .. table.IsLogistic ? [] : Quantity.Of(samples, "variance")];
    }

    private static RegressionResult Fit(RegressionTable table, RegressionOptions options, Rng rng, ExampleRun run, ProgressTrack track)
    {
        using Tensor x = torch.tensor(table.Inputs, device: rng.Device), y = torch.tensor(table.Targets, device: rng.Device);
        Program<(Tensor X, Tensor Y)> model = Model(table.IsLogistic, table.Rows);
        var weighing = new RegressionWeighing(model, (x, y), table, rng);

        var watch = Stopwatch.StartNew();
        var mode = new AutoLaplace<(Tensor X, Tensor Y)>(model);
        using var laplace = new Svi<(Tensor X, Tensor Y)>(model, mode, new Adam(0.1), new TraceElbo(), rng.Fork(0));
        laplace.Minimize((x, y), cancel: run.Cancel);
        AutoMultivariateNormal<(Tensor X, Tensor Y)> normal = mode.AtMode(laplace.Parameters, (x, y));
        RegressionFit approximation = weighing.Describe("AutoLaplace, all rows", normal, laplace.Parameters, [], watch.Elapsed);
        ImportanceSample sample = weighing.Draw(normal, laplace.Parameters, ReferenceDraws);
        RegressionReference reference = table.IsLogistic
            ? RegressionReference.Of(sample)
            : RegressionReference.Of(new NormalInverseGamma(table, RegressionModels.NoiseShape, RegressionModels.NoiseRate, RegressionModels.PriorScale));

        List<RegressionFit> fits = [];
        foreach ((string name, var make) in Guides)
            fits.Add(Learn($"{name}, minibatches", make(model, options.StartFor(table)), null, options.Epochs, Math.Min(options.Batch, table.Rows), options.LearningRate));
        fits.Add(approximation);
        // It goes on from Laplace's approximation, whose parameters it shares.
        fits.Add(Learn("AutoMultivariateNormal, all rows", normal, laplace.Parameters, FullSteps, null, options.LearningRate / 50));
        return new RegressionResult(table, reference, fits, options.Nuts ? Draw(table, (x, y), options, run) : null);

        RegressionFit Learn(string name, AutoGuide<(Tensor X, Tensor Y)> guide, ParamStore? parameters, int epochs, int? batch, double learningRate)
        {
            var clock = Stopwatch.StartNew();
            // A short memory of the gradients' size: the first ones, far from the posterior, are a thousand times as large as the last.
            using var svi = new Svi<(Tensor X, Tensor Y)>(
                model, guide, new Adam(learningRate, beta2: 0.99), new TraceElbo(guide is AutoDelta<(Tensor X, Tensor Y)> ? 1 : Particles, vectorize: true), rng.Fork((ulong)fits.Count + 1), parameters);
            FitResult result = svi.Fit(Datasets.Of(x, y), new FitOptions
            {
                Epochs = epochs,
                BatchSize = batch,
                Schedules = [position => Math.Pow(0.002, position.Fraction)],
                Progress = new StepTrack(track, $"{table.Kind} {name}", table.Rows),
                Cancel = run.Cancel,
            });
            double[] bounds = [.. result.History.Select(epoch => -epoch.TrainingLoss * table.Rows)];
            return weighing.Describe(name, guide, svi.Parameters, bounds, clock.Elapsed);
        }
    }
}
