using System.Diagnostics;
using MathNet.Numerics.Statistics;
using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Infer;
using static Ppl.Primitives;

namespace Ppl.Examples;

/// <summary>
/// Counts, and a number x beside each: how do they come about? Build a model, compute its posterior, criticise it, and build a better one (Box 1976; Blei 2014). The
/// criticism asks a fitted model for data sets like the one it has seen, and looks in which respects the true one would be odd among them; that respect is what the
/// next model is given. Rows that were held out say whether it was worth it.
/// </summary>
/// <remarks>
/// To be expected: the Poisson model is refuted by all, with p-values of 0: its counts vary too little. The negative binomial model gets the ratio of variance to mean,
/// the share of zeros and the maximum right, and is refuted by the correlation with x; the one with x passes all. The log density of a held-out row rises from -2.95
/// to -2.29 and -2.14 nats, and that of the distribution that the rows were drawn from is -2.14.
/// </remarks>
internal static class Critique
{
    /// <summary>Draws for a gradient; to judge a guide.</summary>
    public const int Particles = 10, WeighedDraws = 10_000;

    /// <summary>One rate for all: level ~ Normal(1, 1.5), y ~ Poisson(exp(level)).</summary>
    private static readonly Program<(Tensor X, Tensor Y)> OneRate = data =>
    {
        Tensor level = Sample("level", new Normal(1, 1.5));
        using Plate rows = Plate("rows", data.X.shape[0]);
        Sample("y", new Poisson(level.exp()), obs: data.Y);
    };

    /// <summary>A rate for each row, from a gamma distribution of mean exp(level) and of variance spread times its square; spread ~ LogNormal(-1, 1).</summary>
    private static readonly Program<(Tensor X, Tensor Y)> ManyRates = data =>
    {
        Tensor level = Sample("level", new Normal(1, 1.5)), spread = Sample("spread", new LogNormal(-1, 1));
        using Plate rows = Plate("rows", data.X.shape[0]);
        Sample("y", Scattered(level.exp(), spread), obs: data.Y);
    };

    /// <summary>Rates that follow x: their mean is exp(level + slope x), slope ~ Normal(0, 1).</summary>
    private static readonly Program<(Tensor X, Tensor Y)> RatesByX = data =>
    {
        Tensor level = Sample("level", new Normal(1, 1.5)), spread = Sample("spread", new LogNormal(-1, 1)), slope = Sample("slope", new Normal(0, 1));
        using Plate rows = Plate("rows", data.X.shape[0]);
        Sample("y", Scattered((level + slope * data.X).exp(), spread), obs: data.Y);
    };

    /// <summary>A Poisson count whose rate is scattered: its mean, and the variance mean + spread mean².</summary>
    private static GammaPoisson Scattered(Tensor mean, Tensor spread) => new(1 / spread, 1 / (spread * mean));

    private static readonly (string Name, Program<(Tensor X, Tensor Y)> Program)[] Models =
        [("Poisson", OneRate), ("negative binomial", ManyRates), ("negative binomial on x", RatesByX)];

    /// <summary>Reads or draws the rows, takes the three models round the loop, and reports what each could not do.</summary>
    public static void Run(CritiqueOptions options, ExampleRun run)
    {
        var watch = Stopwatch.StartNew();
        using var rng = new Rng(run.Seed, torch.float64, torch.device(run.Device));
        CritiqueData data = options.ReadOrDraw(rng);
        List<CriticisedModel> models = [];
        run.Follow("steps", (long)Models.Length * options.Epochs, track =>
        {
            foreach ((string name, Program<(Tensor X, Tensor Y)> model) in Models)
            {
                using Rng own = rng.Fork((ulong)models.Count + 1);
                models.Add(Criticise(name, model, data, options, own, run, track));
            }
        });
        CritiqueReport.Write(new CritiqueResult(options, data, models, watch.Elapsed), run);
    }

    /// <summary>The graph of the last model, which is the same for any rows.</summary>
    public static ModelGraph Graph(ExampleRun run)
    {
        using TensorScope scope = TensorScope.Begin();
        using var rng = new Rng(run.Seed, torch.float64, torch.device(run.Device));
        Tensor ones = torch.ones([CritiqueCommand.DefaultRows / 2], torch.float64, rng.Device);
        return ModelGraph.Of(RatesByX, (ones, ones), rng);
    }

    /// <summary>Once round: what the model expects before it has seen data, its posterior, what it says of data like those it has seen, and of those it has not.</summary>
    private static CriticisedModel Criticise(
        string name, Program<(Tensor X, Tensor Y)> model, CritiqueData data, CritiqueOptions options, Rng rng, ExampleRun run, ProgressTrack track)
    {
        var watch = Stopwatch.StartNew();
        using Tensor x = torch.tensor(data.Training.X, device: rng.Device), y = torch.tensor(data.Training.Y, device: rng.Device);
        using Tensor otherX = torch.tensor(data.HeldOut.X, device: rng.Device), otherY = torch.tensor(data.HeldOut.Y, device: rng.Device);
        Samples prior = Predictive.Prior(model, (x, y), options.Draws, rng);

        // Counts of a file may be far from what the prior expects: the level starts near theirs. The rate falls to a hundredth: late steps average the noise of the gradient out.
        using Tensor level = torch.tensor(Math.Log(1 + data.Training.Y.Mean()), device: rng.Device);
        var guide = new AutoMultivariateNormal<(Tensor X, Tensor Y)>(model, InitialValues.Values(new Dictionary<string, Tensor> { ["level"] = level }));
        using var svi = new Svi<(Tensor X, Tensor Y)>(model, guide, new Adam(options.LearningRate), new TraceElbo(Particles, vectorize: true), rng.Fork(0));
        FitResult fit = svi.Fit(Datasets.Of(x, y), new FitOptions
        {
            Epochs = options.Epochs,
            Schedules = [position => Math.Pow(0.01, position.Fraction)],
            Progress = new StepTrack(track, name, data.Training.Count),
            Cancel = run.Cancel,
        });

        ImportanceSample weighed = Importance.Draw(model, guide, svi.Parameters, (x, y), WeighedDraws, rng);
        Samples posterior = Predictive.Posterior(model, guide, svi.Parameters, (x, y), options.Draws, rng);
        Samples logDensities = LogLikelihood.Of(model, posterior, (otherX, otherY), device: rng.Device);
        return new CriticisedModel(name)
        {
            PriorMeans = [.. Sets(prior).Select(counts => counts.Mean())],
            Steps = fit.Steps,
            Bounds = [.. fit.History.Select(epoch => -epoch.TrainingLoss * data.Training.Count)],
            Bound = weighed.Bound(1).Mean,
            KHat = weighed.KHat,
            Replicated = posterior["y"],
            Checks = [.. TestStatistic.All.Select(statistic => new PredictiveCheck(
                statistic, statistic.Of(data.Training), [.. Sets(posterior).Select(counts => statistic.Of(data.Training.With(counts)))]))],
            HeldOut = [.. Enumerable.Range(0, data.HeldOut.Count).Select(row => LogMeanExp(logDensities["y"].Element(row)))],
            Duration = watch.Elapsed,
        };
    }

    /// <summary>The data sets among draws.</summary>
    private static IEnumerable<double[]> Sets(Samples samples) => Enumerable.Range(0, samples.Draws).Select(draw => samples["y"][draw].ToArray());

    /// <summary>log (1/S) Σ exp(l_s): the log density of a row, its latents averaged over.</summary>
    private static double LogMeanExp(double[] logs) => logs.Max() is var top ? top + Math.Log(logs.Average(log => Math.Exp(log - top))) : 0;
}
