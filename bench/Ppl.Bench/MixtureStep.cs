using Ppl.Distributions;
using Ppl.Infer;
using static Ppl.Primitives;

namespace Ppl.Bench;

/// <summary>
/// A mixture of three normals in the plane, 1,000 points: an SVI step whose components are summed out, beside the same bound with the sum written out, and
/// the same optimizer.
/// </summary>
internal sealed class MixtureStep : StepComparison
{
    private const double LearningRate = 0.01, LogTwoPi = 1.8378770664093453;
    private const int Components = 3, Count = 1000;

    private readonly Tensor data;
    private readonly Svi<Tensor> svi;
    private readonly torch.Generator generator = new(seed: 1);
    private readonly StoredParam[] parameters;
    private readonly Adam adam = new(LearningRate);

    public MixtureStep() : base(warmUp: 2500, repetitions: 200)
    {
        using TensorScope scope = TensorScope.Begin();
        using var rng = new Rng(seed: 0);
        Tensor centres = torch.tensor(new[,] { { -4f, 0 }, { 4, 1 }, { 0, 5 } });
        data = scope.Keep(centres[torch.arange(Count) % Components] + rng.Randn([Count, 2]));
        svi = new Svi<Tensor>(Model, Guide, new Adam(LearningRate), new TraceEnumElbo(), new Rng(seed: 1));
        parameters =
        [
            Leaf("shares", Constraints.Simplex, torch.full([Components], 1f / Components)),
            Leaf("m", Constraints.Real, Start), Leaf("s", Constraints.Positive, torch.full([Components, 2], 0.1f)),
            Leaf("a", Constraints.Real, torch.zeros([])), Leaf("b", Constraints.Positive, torch.full([], 0.1f)),
        ];
    }

    public override string Name => "SVI step, mixture of 3 normals in the plane, 1,000 points, to the same by hand with the components summed out";

    public override double? Target => 1.5;

    private static Tensor Start => torch.tensor(new[,] { { -1f, 0 }, { 1, 0 }, { 0, 1 } });

    public override void A() => svi.Step(data);

    public override void B()
    {
        using TensorScope step = TensorScope.Begin();
        Tensor shares = parameters[0].Constrained();
        Tensor m = parameters[1].Unconstrained, s = parameters[2].Unconstrained.exp(), a = parameters[3].Unconstrained, b = parameters[4].Unconstrained.exp();
        Tensor centres = m + s * torch.randn([Components, 2], generator: generator), scale = (a + b * torch.randn([], generator: generator)).exp();
        Tensor log = scale.log();
        Tensor logQ = LogNormalDensity(centres, m, s).sum() + LogNormalDensity(log, a, b) - log;
        Tensor logPrior = (-0.5 * (centres / 5).square() - (Math.Log(5) + LogTwoPi / 2)).sum() - 0.5 * log.square() - (LogTwoPi / 2) - log;
        Tensor squares = ((data - centres.unsqueeze(1)) / scale).square().sum(dim: -1);
        Tensor each = -0.5 * squares - (2 * log + LogTwoPi) + shares.log().unsqueeze(-1);
        Tensor loss = logQ - logPrior - each.logsumexp(0).sum();
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

    private static Tensor LogNormalDensity(Tensor x, Tensor loc, Tensor scale) => -0.5 * ((x - loc) / scale).square() - (scale.log() + LogTwoPi / 2);

    private static void Model(Tensor y)
    {
        Tensor shares = Param("shares", () => torch.full([Components], 1f / Components), Constraints.Simplex);
        Tensor centres = Sample("centres", new Normal(0, 5).Expand([Components, 2]).ToEvent(2));
        Tensor scale = Sample("scale", new LogNormal(0, 1));
        using Plate points = Plate("points", y.shape[0]);
        Tensor z = Sample("z", new Categorical(shares));
        Sample("y", new Normal(centres, scale).ToEvent(1).Gather(z), obs: y);
    }

    private static void Guide(Tensor y)
    {
        Sample("centres", new Normal(Param("m", () => Start), Param("s", () => torch.full([Components, 2], 0.1f), Constraints.Positive)).ToEvent(2));
        Sample("scale", new LogNormal(Param("a", 0.0), Param("b", 0.1, Constraints.Positive)));
    }

    private static StoredParam Leaf(string name, Constraint constraint, Tensor initial) => StoredParam.FromInitial(name, constraint, initial);
}
