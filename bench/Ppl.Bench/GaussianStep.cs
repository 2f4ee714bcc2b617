using Ppl.Infer;

namespace Ppl.Bench;

/// <summary>
/// Mean and scale of 1,000 numbers: an SVI step beside the same tensor operations in plain C#, with the same optimizer.
/// </summary>
internal class GaussianStep : StepComparison
{
    protected const double HalfLogTwoPi = 0.91893853320467274;

    private readonly Tensor data = Gaussian.Data();
    private readonly Svi<Tensor> svi;

    private readonly torch.Generator generator = new(seed: 1);
    private readonly StoredParam[] parameters;
    private readonly Adam adam = new(Gaussian.LearningRate);

    public GaussianStep() : this(new TraceElbo())
    {
    }

    protected GaussianStep(Elbo elbo) : base(warmUp: 500, repetitions: 400)
    {
        svi = Gaussian.Engine(elbo);
        parameters =
        [
            Leaf("m", 0, Constraints.Real), Leaf("s", 1, Constraints.Positive),
            Leaf("a", 0, Constraints.Real), Leaf("b", 1, Constraints.Positive),
        ];
    }

    public override string Name => "SVI step, Gaussian with 1,000 observations, to the same by hand";

    public override double? Target => 1.3;

    public override void A() => svi.Step(data);

    public override void B()
    {
        using TensorScope step = TensorScope.Begin();
        Tensor m = parameters[0].Unconstrained, s = parameters[1].Unconstrained.exp();
        Tensor a = parameters[2].Unconstrained, b = parameters[3].Unconstrained.exp();
        Tensor mu = m + s * torch.randn([], generator: generator);
        Tensor sigma = (a + b * torch.randn([], generator: generator)).exp();
        Tensor loss = Divergence(m, s, a, b, mu, sigma) - LogNormalDensity(data, mu, sigma).sum();
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

    /// <summary>log q - log p of mu and sigma.</summary>
    protected virtual Tensor Divergence(Tensor m, Tensor s, Tensor a, Tensor b, Tensor mu, Tensor sigma)
    {
        Tensor logQ = LogNormalDensity(mu, m, s) + LogLogNormalDensity(sigma, a, b);
        return logQ - (StandardDensity(mu / 10, Math.Log(10)) + LogStandardLogNormalDensity(sigma));
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

/// <summary>The same with divergences in closed form.</summary>
internal sealed class GaussianMeanFieldStep() : GaussianStep(new TraceMeanFieldElbo())
{
    public override string Name => "SVI step, Gaussian with 1,000 observations, TraceMeanFieldElbo, to the same by hand";

    protected override Tensor Divergence(Tensor m, Tensor s, Tensor a, Tensor b, Tensor mu, Tensor sigma) => Kl(m, s, priorScale: 10) + Kl(a, b, priorScale: 1);

    /// <summary>KL(N(m, s²) ‖ N(0, σ²)) = (s² + m²) / (2σ²) - log s + log σ - 1/2.</summary>
    private static Tensor Kl(Tensor m, Tensor s, double priorScale) =>
        (s.square() + m.square()) * (0.5 / (priorScale * priorScale)) - s.log() + (Math.Log(priorScale) - 0.5);
}
