using Ppl.Distributions;
using Ppl.Infer;
using static Ppl.Primitives;

namespace Ppl.Bench;

/// <summary>
/// Mean and scale of 1,000 numbers: an SVI step beside the same tensor operations in plain C#, with the same optimizer.
/// </summary>
internal sealed class GaussianStep : StepComparison
{
    private const double LearningRate = 0.01, HalfLogTwoPi = 0.91893853320467274;

    private readonly Tensor data;
    private readonly Svi<Tensor> svi;

    private readonly torch.Generator generator = new(seed: 1);
    private readonly StoredParam[] parameters;
    private readonly Adam adam = new(LearningRate);

    public GaussianStep() : base(warmUp: 500, repetitions: 400)
    {
        using var rng = new Rng(seed: 0);
        data = new Normal(3, 2).Sample(rng, [1000]);
        svi = new Svi<Tensor>(Model, Guide, new Adam(LearningRate), new TraceElbo(), new Rng(seed: 1));
        parameters =
        [
            Leaf("m", 0, Constraints.Real), Leaf("s", 1, Constraints.Positive),
            Leaf("a", 0, Constraints.Real), Leaf("b", 1, Constraints.Positive),
        ];
    }

    public override string Name => "SVI step, Gaussian with 1,000 observations, to the same by hand";

    public override double? Target => 1.4;

    public override void A() => svi.Step(data);

    public override void B()
    {
        using TensorScope step = TensorScope.Begin();
        Tensor m = parameters[0].Unconstrained, s = parameters[1].Unconstrained.exp();
        Tensor a = parameters[2].Unconstrained, b = parameters[3].Unconstrained.exp();
        Tensor mu = m + s * torch.randn([], generator: generator);
        Tensor sigma = (a + b * torch.randn([], generator: generator)).exp();
        Tensor logQ = LogNormalDensity(mu, m, s) + LogLogNormalDensity(sigma, a, b);
        Tensor logP = StandardDensity(mu / 10, Math.Log(10)) + LogStandardLogNormalDensity(sigma) + LogNormalDensity(data, mu, sigma).sum();
        Tensor loss = logQ - logP;
        _ = (double)loss;
        loss.backward();
        adam.Step(parameters);
    }

    public override void Dispose()
    {
        svi.Dispose();
        foreach (StoredParam parameter in parameters) parameter.Dispose();
        adam.Dispose();
        generator.Dispose();
        data.Dispose();
    }

    private static void Model(Tensor y)
    {
        Tensor mu = Sample("mu", new Normal(0, 10));
        Tensor sigma = Sample("sigma", new LogNormal(0, 1));
        using Plate obs = Plate("obs", y.shape[0]);
        Sample("y", new Normal(mu, sigma), obs: y);
    }

    private static void Guide(Tensor y)
    {
        Sample("mu", new Normal(Param("m", 0.0), Param("s", 1.0, Constraints.Positive)));
        Sample("sigma", new LogNormal(Param("a", 0.0), Param("b", 1.0, Constraints.Positive)));
    }

    private static StoredParam Leaf(string name, double initial, Constraint constraint)
    {
        using TensorScope scope = TensorScope.Begin();
        return StoredParam.FromInitial(name, constraint, torch.tensor(initial, torch.ScalarType.Float32));
    }

    private static Tensor LogNormalDensity(Tensor x, Tensor loc, Tensor scale) => -0.5 * ((x - loc) / scale).square() - (scale.log() + HalfLogTwoPi);

    private static Tensor LogLogNormalDensity(Tensor x, Tensor loc, Tensor scale)
    {
        Tensor log = x.log();
        return LogNormalDensity(log, loc, scale) - log;
    }

    private static Tensor LogStandardLogNormalDensity(Tensor x)
    {
        Tensor log = x.log();
        return StandardDensity(log, logScale: 0) - log;
    }

    private static Tensor StandardDensity(Tensor standardized, double logScale) => -0.5 * standardized.square() - (logScale + HalfLogTwoPi);
}
