using System.Diagnostics;
using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Infer;
using static Ppl.Primitives;

namespace Ppl.Examples;

/// <summary>
/// The smallest story: 1,000 numbers come from a normal distribution; where is its mean, how large its scale, and how sure may one be?
/// The posterior of two numbers can be had exactly, by quadrature, so one sees how near the variational posterior comes.
/// </summary>
internal static class Gaussian
{
    public const int Observations = 1000;
    private const double TrueMean = 3, TrueScale = 2;

    /// <summary>Draws for each gradient, and for the bound in the report.</summary>
    public const int Particles = 10, Evaluations = 500;

    /// <summary>mu ~ Normal(0, 10), sigma ~ LogNormal(0, 1), y ~ Normal(mu, sigma).</summary>
    private static readonly Program<Tensor> Model = y =>
    {
        Tensor mu = Sample("mu", new Normal(0, 10));
        Tensor sigma = Sample("sigma", new LogNormal(0, 1));
        using Plate numbers = Plate("numbers", y.shape[0]);
        Sample("y", new Normal(mu, sigma), obs: y);
    };

    /// <summary>mu and sigma apart, each in its prior's family: q(mu) = Normal(m, s), q(sigma) = LogNormal(a, b).</summary>
    private static readonly Program<Tensor> Guide = y =>
    {
        Sample("mu", new Normal(Param("m", 0.0), Param("s", 0.1, Constraints.Positive)));
        Sample("sigma", new LogNormal(Param("a", 0.0), Param("b", 0.1, Constraints.Positive)));
    };

    /// <summary>Draws the numbers, fits the guide, and reports it beside the exact posterior.</summary>
    public static void Run(GaussianOptions options, ExampleRun run)
    {
        var watch = Stopwatch.StartNew();
        var rng = new Rng(run.Seed, torch.float64, torch.device(run.Device));
        double[] numbers = [.. Enumerable.Range(0, Observations).Select(_ => TrueMean + TrueScale * rng.NextGaussian())];
        using Tensor y = torch.tensor(numbers, device: rng.Device);

        // The rate falls to a hundredth: late steps average the noise of the gradient out.
        var optimizer = new ClippedAdam(options.LearningRate, clip: double.PositiveInfinity, decay: Math.Pow(0.01, 1.0 / options.Steps));
        using var svi = new Svi<Tensor>(Model, Guide, optimizer, new TraceElbo(Particles, vectorize: true), rng);
        double[] bounds = new double[options.Steps];
        run.Follow("steps", options.Steps, track =>
        {
            for (int step = 0; step < options.Steps; step++)
            {
                run.Cancel.ThrowIfCancellationRequested();
                bounds[step] = -svi.Step(y) / Observations;
                track.Advance(1, FormattableString.Invariant($"bound {bounds[step]:F4} nats a number"));
            }
        });
        double elbo = Enumerable.Range(0, Evaluations).Average(_ => -svi.EvaluateLoss(y)) / Observations;

        GaussianReport.Write(new GaussianFit(options, bounds, elbo, Approximate(svi.Parameters), ExactPosterior.Of(numbers), watch.Elapsed), run);
    }

    /// <summary>The graph of the model, which is the same for any numbers.</summary>
    public static ModelGraph Graph(ExampleRun run)
    {
        using TensorScope scope = TensorScope.Begin();
        using var rng = new Rng(run.Seed, torch.float64, torch.device(run.Device));
        return ModelGraph.Of(Model, torch.zeros([Observations], torch.float64, rng.Device), rng);
    }

    private static Marginals Approximate(ParamStore parameters)
    {
        using TensorScope scope = TensorScope.Begin();
        double Value(string name) => (double)parameters[name].Constrained();
        return Marginals.Of(Value("m"), Value("s"), Value("a"), Value("b"));
    }
}

/// <summary>What a run found; bounds are in nats per number.</summary>
internal sealed record GaussianFit(
    GaussianOptions Options, double[] Bounds, double Elbo, Marginals Guide, ExactPosterior Exact, TimeSpan Duration);
