using Ppl.Distributions;
using static Ppl.Primitives;
using Parameter = TorchSharp.Modules.Parameter;

namespace Ppl.Infer.Tests;

/// <summary>
/// An engine whose guide has a coin in a subsampled plate, with an estimator to choose, beside one that says nothing, which a sum may take, a coin outside by the score function and a pathwise latent; and a
/// module that counts how often it is called, as one that keeps running means would.
/// </summary>
internal sealed class EstimatorSystem : IDisposable
{
    private readonly Tensor data = torch.arange(20).to(torch.float32);
    private readonly Counting counting = new();
    private readonly string estimator;

    public EstimatorSystem(string objective, string estimator, ulong seed = 1, int checkedSteps = 10)
    {
        this.estimator = estimator;
        Elbo elbo = objective switch
        {
            nameof(TraceElbo) => new TraceElbo(),
            nameof(TraceGraphElbo) => new TraceGraphElbo(),
            nameof(TraceEnumElbo) => new TraceEnumElbo(),
            _ => new TraceGraphElbo(3, vectorize: true),
        };
        Engine = new Svi<Tensor>(Model, Guide, new Adam(0.01), elbo, new Rng(seed), options: new SviOptions { CheckedSteps = checkedSteps });
    }

    public static string[] Objectives { get; } = [nameof(TraceElbo), nameof(TraceGraphElbo), "TraceGraphElbo of 3 particles", nameof(TraceEnumElbo)];

    public static string[] Estimators { get; } = ["none", "score function", "average", "given", "network", "all", "Gumbel-softmax", "straight-through"];

    public Svi<Tensor> Engine { get; }

    public double Step() => Engine.Step(data);

    public double[] Parameters()
    {
        using TensorScope scope = TensorScope.Begin();
        return [.. Engine.Parameters.SelectMany(parameter => TensorText.ToDoubles(parameter.Unconstrained)), (double)counting.Calls];
    }

    public void Dispose()
    {
        Engine.Dispose();
        data.Dispose();
        counting.Dispose();
    }

    private static void Model(Tensor y)
    {
        Tensor scale = Sample("scale", new LogNormal(0, 1)), all = Sample("all", new Bernoulli(0.4));
        using Plate rows = Plate("rows", 20, 5);
        Tensor side = Sample("side", new Bernoulli(0.6)), coin = Sample("coin", new Bernoulli(0.5));
        Sample("y", new Normal(coin + all + side, scale), obs: rows.Subsample(y));
    }

    private void Guide(Tensor y)
    {
        Tensor weight = Module("net", counting).call(torch.ones([]));
        Sample("scale", new LogNormal(Param("a", 2.0) + weight, Param("b", 0.1, Constraints.Positive)));
        Sample("all", Bernoulli.FromLogits(Param("k", 0.2)), options: new SiteOptions { Estimator = GradientEstimator.ScoreFunction(Baseline.DecayingAverage(0.8)) });
        using Plate rows = Plate("rows", 20, 5);
        Sample("side", Bernoulli.FromLogits(Param("s", 0.3)));
        Sample("coin", Bernoulli.FromLogits(Param("l", () => torch.zeros([20]), eventDim: 0)), options: new SiteOptions { Estimator = Estimator(rows.Subsample(y)) });
    }

    private GradientEstimator? Estimator(Tensor y)
    {
        Baseline Network() => Baseline.Network(x => x * Param("w", 0.1), y);
        return estimator switch
        {
            "none" => null,
            "score function" => GradientEstimator.ScoreFunction(),
            "average" => GradientEstimator.ScoreFunction(Baseline.DecayingAverage()),
            "given" => GradientEstimator.ScoreFunction(Baseline.Given(y)),
            "network" => GradientEstimator.ScoreFunction(Network()),
            "all" => GradientEstimator.ScoreFunction(Baseline.DecayingAverage(), Baseline.Given(y), Network()),
            "Gumbel-softmax" => GradientEstimator.GumbelSoftmax(0.5),
            _ => GradientEstimator.StraightThrough(0.5),
        };
    }

    private sealed class Counting : torch.nn.Module<Tensor, Tensor>
    {
        private readonly Parameter weight = new(torch.zeros([]));
        private readonly Tensor calls = torch.zeros([]);

        public Counting() : base(nameof(Counting)) => RegisterComponents();

        public Tensor Calls => calls;

        public override Tensor forward(Tensor input)
        {
            using (torch.no_grad()) calls.add_(1);
            return weight * input;
        }
    }
}
