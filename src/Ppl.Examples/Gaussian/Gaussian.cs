using System.Diagnostics;
using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Infer;
using static Ppl.Primitives;

namespace Ppl.Examples;

/// <summary>
/// The smallest story: numbers come from a normal distribution; where is its mean, how large its variance, and how sure may one be? Three ways lead to the
/// best posterior that keeps mu and the variance apart: Adam on a Monte Carlo estimate of the bound, Adam on the bound in closed form, and coordinate
/// ascent on it. Expected: the three bounds agree to 0.01 nats and lie below the log evidence, which quadrature gives; where the numbers are many, means
/// and standard deviations are within 2 % of the exact ones.
/// </summary>
/// <param name="options">The prior, the data, Adam's settings.</param>
/// <param name="numbers">The data, for the bound in closed form.</param>
/// <param name="start">Where the parameters begin.</param>
/// <param name="x">The data, for the model.</param>
/// <param name="rng">All randomness.</param>
/// <param name="run">Where this happens.</param>
internal sealed class Gaussian(GaussianOptions options, Numbers numbers, MeanField start, Tensor x, Rng rng, ExampleRun run)
{
    private const int Gradients = 200;

    /// <summary>Draws for a gradient: one fit each; and one measure of the gradient's variance each.</summary>
    private static readonly int[] Particles = [1, 10, 100], GradientParticles = [1, 3, 10, 30, 100];

    private readonly GaussianPrior prior = options.Prior;

    private void Model(Tensor x) => GaussianModel.Numbers(new(x, prior));

    /// <summary>q(mu) = Normal(m, s), q(variance) = Gamma(shape a, scale b).</summary>
    private void Guide(Tensor x)
    {
        (Tensor m, Tensor s, Tensor a, Tensor b) = Parameters();
        Sample("mu", new Normal(m, s));
        Sample("variance", new Gamma(a, 1 / b));
    }

    /// <summary>
    /// The bound with nothing left to draw, E_q[log p(x | mu, variance)] - KL(q(mu) ‖ p(mu)) - KL(q(variance) ‖ p(variance)), as a model of one factor; its
    /// guide is empty. E_q[1 / variance] = 1 / (b (a - 1)), E_q[log variance] = ψ(a) + log b.
    /// </summary>
    private void Bound(Tensor x)
    {
        (Tensor m, Tensor s, Tensor a, Tensor b) = Parameters();
        Tensor precision = 1 / (b * (a - 1)), logVariance = a.digamma() + b.log();
        Tensor squares = numbers.Squares + numbers.Count * ((numbers.Mean - m).square() + s.square());
        Tensor likelihood = -0.5 * (numbers.Count * (Math.Log(2 * Math.PI) + logVariance) + precision * squares);
        Tensor ofMu = Divergence.Kl(new Normal(m, s), new Normal(prior.Mean, prior.Deviation));
        Tensor ofVariance = Divergence.Kl(new Gamma(a, 1 / b), new Gamma(prior.Shape, 1 / prior.Scale));
        Factor("bound", likelihood - ofMu - ofVariance);
    }

    /// <summary>m, s, a and b, learnt in units of the start: one learning rate suits numbers of any scale. At a = 1 the bound is -∞.</summary>
    private (Tensor M, Tensor S, Tensor A, Tensor B) Parameters()
    {
        Tensor m = start.Mean + start.Deviation * Param("m", 0.0);
        Tensor s = start.Deviation * Param("s", 1.0, Constraints.Positive);
        Tensor a = Param("a", start.Shape, Constraints.GreaterThan(1));
        Tensor mean = start.Shape * start.Scale * (Param("centre", 0.0) / Math.Sqrt(start.Shape)).exp();
        return (m, s, a, mean / a);
    }

    /// <summary>Draws or reads the numbers, goes the three ways, and reports them beside the exact posterior.</summary>
    public static void Run(GaussianOptions options, ExampleRun run)
    {
        var watch = Stopwatch.StartNew();
        using Rng rng = Source(run);
        Numbers numbers = options.ReadOrDraw(rng);
        options.Prior.RequireEvidence(numbers);
        using Tensor x = torch.tensor(numbers.Values, device: rng.Device);

        var ascent = CoordinateAscent.Of(numbers, options.Prior);
        Gaussian At(MeanField start) => new(options, numbers, start, x, rng, run);
        Climb closedForm = null!;
        Climb[] monteCarlo = [];
        run.Follow("steps", (long)options.Steps * (1 + Particles.Length), track =>
        {
            Gaussian story = At(ascent.Start);
            closedForm = story.Follow("closed form", story.Bound, _ => { }, new TraceElbo(), track);
            monteCarlo = [.. Particles.Select(k => story.Follow(Climb.Draws(k), story.Model, story.Guide, new TraceElbo(k, vectorize: true), track))];
        });
        BoundEstimate[] bounds = [.. monteCarlo.Select(climb => At(climb.Optimum).Estimate())];
        GradientVariance[] variances = [.. GradientParticles.Select(k => At(ascent.Optimum).Spread(k))];
        NutsRun? chains = options.Nuts ? At(ascent.Start).Draw() : null;
        var exact = ExactPosterior.Of(numbers, options.Prior);
        GaussianReport.Write(new(options, numbers, exact, ascent, closedForm, monteCarlo, bounds, variances, chains, At(ascent.Start).Graph(), watch.Elapsed), run);
    }

    /// <summary>Adam from the start, on the bound of two programs. The rate falls to a hundredth: late steps average the noise of the gradient out.</summary>
    private Climb Follow(string name, Program<Tensor> model, Program<Tensor> guide, Elbo elbo, ProgressTrack track)
    {
        var adam = new ClippedAdam(options.LearningRate, clip: double.PositiveInfinity, decay: Math.Pow(0.01, 1.0 / options.Steps));
        using var svi = new Svi<Tensor>(model, guide, adam, elbo, rng.Fork(Streams.Fit));
        double[] bounds = new double[options.Steps];
        var watch = Stopwatch.StartNew();
        for (int step = 0; step < options.Steps; step++)
        {
            run.Cancel.ThrowIfCancellationRequested();
            bounds[step] = -svi.Step(x);
            track.Advance(1, FormattableString.Invariant($"{name}: bound {bounds[step]:F3} nats"));
        }
        return new Climb(name, bounds, watch.Elapsed, -svi.EvaluateLoss(x), Reached(svi.Parameters));
    }

    /// <summary>Markov chains, which do not keep mu and the variance apart.</summary>
    private NutsRun Draw() => NutsRun.Of("nuts", "NUTS", GaussianModel.Numbers, new GaussianRows(x, prior),
        samples => Quantity.Of(samples, "mu").Concat(Quantity.Of(samples, "variance")), run, NutsRun.Settings(run, options.Engine));

    private MeanField Reached(ParamStore store)
    {
        using TensorScope scope = TensorScope.Begin();
        using Scope bind = new BindParams(store).Enter();
        (Tensor m, Tensor s, Tensor a, Tensor b) = Parameters();
        return new MeanField((double)m, (double)s, (double)a, (double)b);
    }

    /// <summary>The Monte Carlo bound at the start, from draws until their mean is sure enough.</summary>
    private BoundEstimate Estimate()
    {
        int particles = BoundEstimate.Particles(numbers.Count);
        using var svi = new Svi<Tensor>(Model, Guide, new Adam(), new TraceElbo(particles, vectorize: true), rng.Fork(Streams.Estimate));
        return BoundEstimate.Of(() => -svi.EvaluateLoss(x), particles, run.Cancel);
    }

    /// <summary>How much the Monte Carlo gradient at the start varies from step to step.</summary>
    private GradientVariance Spread(int particles)
    {
        var notes = new GradientNotes();
        using var svi = new Svi<Tensor>(Model, Guide, notes, new TraceElbo(particles, vectorize: true), rng.Fork(Streams.Gradients));
        for (int i = 0; i < Gradients; i++) svi.Step(x);
        return new GradientVariance(particles, notes.Variances());
    }

    /// <summary>The graph of the model under some options.</summary>
    public static ModelGraph Graph(GaussianOptions options, ExampleRun run)
    {
        using Rng rng = Source(run);
        Numbers numbers = options.ReadOrDraw(rng);
        using Tensor x = torch.tensor(numbers.Values, device: rng.Device);
        return new Gaussian(options, numbers, CoordinateAscent.Of(numbers, options.Prior).Start, x, rng, run).Graph();
    }

    private ModelGraph Graph()
    {
        using TensorScope scope = TensorScope.Begin();
        return ModelGraph.Of(Model, x, rng);
    }

    private static Rng Source(ExampleRun run) => new(run.Seed, torch.float64, torch.device(run.Device));

    /// <summary>Streams of random numbers that do not touch each other.</summary>
    private static class Streams
    {
        public const ulong Fit = 1, Estimate = 2, Gradients = 3;
    }
}
