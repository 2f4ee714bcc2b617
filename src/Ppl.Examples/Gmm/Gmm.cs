using System.Diagnostics;
using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Infer;
using static Ppl.Primitives;

namespace Ppl.Examples;

/// <summary>
/// Points come from a few normal distributions, and nobody says which point from which. Which distributions are they? The assignments have no gradient, but few
/// values: they are summed out of the bound exactly, and what is left is learnt in minibatches, as a posterior (AutoNormal) and as a point (AutoDelta, maximum
/// a posteriori). A third guide keeps the assignments, apart from all else: mean field. Beside them stand maximum likelihood by EM and the same mean field by
/// coordinate ascent with conjugate priors. A mixture has local optima: each method begins from several places, and its best end counts. Expected, on 1,000
/// numbers from three normal distributions of means -6, 2 and 6: every method finds the three; EM's log-likelihood is the highest, and never falls; in mean
/// field a mean's standard deviation is √(variance / points) within a tenth, as if the assignments were known; with them summed out it is larger by 14 % where
/// two distributions overlap.
/// </summary>
/// <param name="options">Components, starts, Adam's settings.</param>
/// <param name="data">The points.</param>
/// <param name="rng">All randomness.</param>
/// <param name="run">Where this happens.</param>
internal sealed class Gmm(GmmOptions options, GmmData data, Rng rng, ExampleRun run)
{
    public const string Summed = "SVI, summed out", MeanField = "SVI, mean field", Map = "SVI, MAP", Em = "EM", Ascent = "coordinate ascent", Chains = "NUTS";

    /// <summary>Draws for the bound in the report, for that of a start, and for the posterior's standard deviations.</summary>
    private const int BoundDraws = 200, ScoutDraws = 10, PosteriorDraws = 4000;

    private int Batch => options.Batch ?? (data.Rows.Length + 1) / 2;

    /// <summary>The model of some of the points, which stand for all.</summary>
    private void Model(Tensor x) => MixtureModel.Points(x, options.Components, data.Rows.Length);

    /// <summary>A posterior of independent normal numbers, or a point; the components are left to the sum.</summary>
    private AutoGuide<Tensor> Guide(string method, InitialValues start) =>
        method == Map ? new AutoDelta<Tensor>(Model, start) : new AutoNormal<Tensor>(Model, start, scale: 0.05);

    /// <summary>q(component) for mean field: its best, p(component | x) at the centre of the rest of the guide.</summary>
    private void Assign(Tensor x, IReadOnlyDictionary<string, Tensor> centre)
    {
        Distribution normals = MixtureModel.Normals(centre["means"], centre["variances"], centre.GetValueOrDefault("correlations"));
        using Plate points = Plate("points", data.Rows.Length, subsample: x.shape[0]);
        Sample("component", Categorical.FromLogits(centre["weights"].log() + normals.LogProb(x.unsqueeze(-2))));
    }

    /// <summary>Draws or reads the points, goes all ways, and reports them side by side.</summary>
    public static void Run(GmmOptions options, ExampleRun run)
    {
        var watch = Stopwatch.StartNew();
        using Rng rng = Source(run);
        GmmData data = options.ReadOrDraw(rng);
        var story = new Gmm(options, data, rng, run);
        IReadOnlyList<GmmEstimate> estimates = story.Estimate();
        NutsRun? chains = options.Nuts ? story.Draw(estimates.Single(estimate => estimate.Method == Em).Mixture) : null;
        IReadOnlyList<GmmEstimate> all = chains is null ? estimates : [.. estimates, GmmChains.Estimate(chains, data)];
        GmmReport.Write(new GmmFit(options, data, all, chains, Graph(options, run), watch.Elapsed), run);
    }

    /// <summary>By every method, from the same starts.</summary>
    public IReadOnlyList<GmmEstimate> Estimate()
    {
        Mixture[] starts = [.. Enumerable.Range(0, options.Starts).Select(_ => Mixture.Start(data.Rows, options.Components, rng))];
        List<GmmEstimate> estimates = [];
        long epochs = options.Starts * options.Scouting + options.Epochs;
        run.Follow("points", 3 * epochs * data.Rows.Length, track =>
            estimates.AddRange([Climb(Summed, starts, track), Climb(MeanField, starts, track), Climb(Map, starts, track)]));
        estimates.AddRange([Maximize(starts), Ascend(starts)]);
        return [.. estimates.Select(estimate => estimate.InUnitsOf(data))];
    }

    /// <summary>A few epochs from each start; then many, at the rate of Robbins and Monro, from where the bound is highest.</summary>
    private GmmEstimate Climb(string method, Mixture[] starts, ProgressTrack track)
    {
        var watch = Stopwatch.StartNew();
        using TensorScope scope = TensorScope.Begin();
        Tensor x = Rows();
        List<Attempt> attempts = [];
        try
        {
            foreach (Mixture start in starts)
            {
                attempts.Add(Begin(method, start, (ulong)attempts.Count));
                attempts[^1].Course.AddRange(Fit(attempts[^1].Svi, x, options.Scouting, [], track));
            }
            Attempt best = attempts.MaxBy(attempt => Bound(attempt.Svi, x, ScoutDraws))!;
            best.Course.AddRange(Fit(best.Svi, x, options.Epochs, [Schedules.RobbinsMonro(delay: 100)], track));
            Mixture mixture = MixtureTensors.Mixture(best.Guide.Median(best.Store, x));
            return new GmmEstimate(method, mixture.Sorted(), mixture.LogLikelihood(data.Rows), method == Map ? null : Bound(best.Svi, x, BoundDraws),
                [[.. best.Course.Select(epoch => -epoch.TrainingLoss * data.Rows.Length)]], starts.Length, watch.Elapsed.TotalSeconds)
            {
                Deviations = method == Map ? null : MixtureTensors.Deviations(best.Guide.Draws(best.Store, x, PosteriorDraws, rng), mixture.Order),
            };
        }
        finally
        {
            foreach (Attempt attempt in attempts) attempt.Dispose();
        }
    }

    private Attempt Begin(string method, Mixture start, ulong stream)
    {
        AutoGuide<Tensor> guide = Guide(method, MixtureTensors.Latents(start, rng.Device));
        var store = new ParamStore();
        Program<Tensor> meanField = x =>
        {
            guide.Program(x);
            Assign(x, MixtureTensors.Centre(store));
        };
        return new Attempt(guide, store, new Svi<Tensor>(Model, method == MeanField ? meanField : guide, new Adam(options.LearningRate), new TraceEnumElbo(), rng.Fork(stream), store), []);
    }

    private static double Bound(Svi<Tensor> svi, Tensor x, int draws) => Enumerable.Range(0, draws).Average(_ => -svi.EvaluateLoss(x));

    private IReadOnlyList<FitEpoch> Fit(Svi<Tensor> svi, Tensor x, int epochs, IReadOnlyList<Schedule> schedules, ProgressTrack track) => svi.Fit(x, new FitOptions
    {
        Epochs = epochs,
        BatchSize = Batch,
        Schedules = schedules,
        Progress = new FitTrack(track, Batch, "a point"),
        Cancel = run.Cancel,
    }).History;

    private GmmEstimate Maximize(Mixture[] starts)
    {
        var watch = Stopwatch.StartNew();
        MixtureMaximization[] ends = [.. starts.Select(start => MixtureMaximization.From(start, data.Rows)).OfType<MixtureMaximization>()];
        MixtureMaximization best = ends.MaxBy(end => end.LogLikelihood) ?? throw Error.Options(
            FormattableString.Invariant($"--components {options.Components}: from each of {starts.Length} starts a component shrank to a point, where the likelihood has no bound"),
            "ask for fewer components, or for more --starts.");
        return new GmmEstimate(Em, best.Mixture.Sorted(), best.LogLikelihood, null, [.. ends.Select(end => end.LogLikelihoods)], starts.Length, watch.Elapsed.TotalSeconds);
    }

    private GmmEstimate Ascend(Mixture[] starts)
    {
        var watch = Stopwatch.StartNew();
        MixtureAscent best = starts.Select(start => MixtureAscent.From(start, data.Rows)).MaxBy(end => end.Bound)!.Sorted();
        return new GmmEstimate(Ascent, best.Mixture, best.Mixture.LogLikelihood(data.Rows), best.Bound, [best.Bounds], starts.Length, watch.Elapsed.TotalSeconds) { Deviations = best.Deviations };
    }

    /// <summary>Markov chains over all but the assignments, which are summed out. Not to end in a local optimum each begins where EM ended.</summary>
    private NutsRun Draw(Mixture start)
    {
        using TensorScope scope = TensorScope.Begin();
        return NutsRun.Of("nuts", Chains, MixtureModel.OfAll, new MixtureRows(Rows(), options.Components), samples => GmmChains.Quantities(samples, data), run,
            NutsRun.Settings(run, options.Engine) with { Initial = MixtureTensors.Latents(GmmChains.InRows(start, data), rng.Device) });
    }

    /// <summary>The points, [points, dimensions].</summary>
    private Tensor Rows() => torch.tensor(data.Rows.SelectMany(row => row).ToArray(), [data.Rows.Length, data.Dimensions], device: rng.Device);

    /// <summary>The graph of the model under some options.</summary>
    public static ModelGraph Graph(GmmOptions options, ExampleRun run)
    {
        using Rng rng = Source(run);
        using TensorScope scope = TensorScope.Begin();
        var story = new Gmm(options, options.ReadOrDraw(rng), rng, run);
        return ModelGraph.Of(story.Model, story.Rows(), rng);
    }

    private static Rng Source(ExampleRun run) => new(run.Seed, torch.float64, torch.device(run.Device));

    /// <summary>A fit from one start.</summary>
    private sealed record Attempt(AutoGuide<Tensor> Guide, ParamStore Store, Svi<Tensor> Svi, List<FitEpoch> Course) : IDisposable
    {
        public void Dispose()
        {
            Svi.Dispose();
            Store.Dispose();
        }
    }
}
