using Ppl.Distributions;
using Ppl.Handlers;
using static Ppl.Primitives;

namespace Ppl.Symbolic.Tests;

/// <summary>Programs with their data. The file is compiled twice: against TorchSharp's tensors, and against symbolic ones.</summary>
public static partial class ProgramTable
{
    /// <summary>Every program, by what it shows.</summary>
    public static IReadOnlyDictionary<string, Action> All { get; } = new Dictionary<string, Action>
    {
        ["eight schools, centred"] = EightSchools,
        ["eight schools, non-centred"] = NonCentred,
        ["linear regression"] = Linear,
        ["logistic regression"] = Logistic,
        ["counts"] = Counts,
        ["a hierarchy of groups"] = Groups,
        ["nested plates and events"] = Nested,
        ["a mixture by its density"] = MixtureDensity,
        ["a mixture by an enumerated site"] = MixtureEnumerated,
        ["two enumerated sites in nested plates"] = NestedEnumerated,
        ["a hidden Markov model"] = HiddenMarkov,
        ["a hidden Markov model with impossible steps"] = LeftToRight,
        ["a Gaussian process"] = GaussianProcess,
        ["a multivariate normal with an LKJ prior"] = Correlated,
        ["matrices"] = Matrices,
        ["ordered categories"] = OrderedCategories,
        ["proportions"] = Proportions,
        ["bounds that are latents"] = LatentBounds,
        ["missing data"] = Missing,
        ["masks, scales and factors"] = Weighed,
        ["heavy tails and angles"] = Tails,
        ["truncation and censoring"] = Truncated,
        ["random walks and sums of zero"] = Walks,
        ["choices by a latent"] = Choices,
        ["logistic regression of 1,000 rows"] = LongLogistic,
        ["a hierarchy of 85 groups"] = ManyGroups,
        ["a hidden Markov model of 60 steps"] = LongMarkov,
    };

    private static void EightSchools()
    {
        Tensor mu = Sample("mu", new Normal(0, 5)), tau = Sample("tau", new HalfCauchy(5));
        using Plate schools = Plate("schools", 8);
        Tensor theta = Sample("theta", new Normal(mu, tau));
        Sample("y", new Normal(theta, Vector(15, 10, 16, 11, 9, 11, 10, 18)), obs: Vector(28, 8, -3, 7, -1, 1, 18, 12));
    }

    private static void NonCentred()
    {
        Program<int> program = _ => EightSchools();
        program.Under(new Reparameterize(new Dictionary<string, Reparam> { ["theta"] = new LocScaleReparam(centered: 0) }))(0);
    }

    private static void Linear()
    {
        Tensor x = Waves(12, 3), variance = Sample("variance", new InverseGamma(2, 2));
        Tensor weights = Sample("weights", new Normal(torch.zeros_like(x[0]), variance.sqrt().unsqueeze(-1)).ToEvent(1));
        using Plate rows = Plate("rows", x.shape[0]);
        Deterministic("fit", x.matmul(weights));
        Sample("y", new Normal(x.matmul(weights), variance.sqrt()), obs: Waves(12));
    }

    private static void Logistic()
    {
        Tensor x = Waves(20, 4), intercept = Sample("intercept", new StudentT(3, 0, 2));
        Tensor weights = Sample("weights", new Normal(0, 1).Expand([4]).ToEvent(1));
        using Plate rows = Plate("rows", 20);
        Sample("y", Bernoulli.FromLogits(intercept + x.matmul(weights)), obs: Waves(20) > 0);
    }

    private static void LongLogistic()
    {
        Tensor intercept = Sample("intercept", new Normal(0, 2)), weights = Sample("weights", new Normal(0, 1).Expand([20]).ToEvent(1));
        using Plate rows = Plate("rows", 1000);
        Sample("y", Bernoulli.FromLogits(intercept + Waves(1000, 20).matmul(weights)), obs: Waves(1000) > 0);
    }

    private static void ManyGroups()
    {
        Tensor group = torch.tensor(Enumerable.Range(0, 919).Select(static i => 7L * i * i % 85).ToArray()), level;
        Tensor mean = Sample("mean", new Normal(0, 1)), spread = Sample("spread", new HalfNormal(1)), slope = Sample("slope", new Normal(0, 1)), noise = Sample("noise", new HalfNormal(1));
        using (Plate groups = Plate("groups", 85)) level = Sample("level", new Normal(mean + slope * Waves(85), spread));
        using Plate rows = Plate("rows", 919);
        Sample("y", new Normal(level.index_select(0, group), noise), obs: Waves(919));
    }

    private static void Counts()
    {
        Tensor rate = Sample("rate", new Gamma(2, 0.5)), size = Sample("size", new Exponential(0.3)), gate = Sample("gate", new Beta(2, 3));
        using Plate rows = Plate("rows", 6);
        Sample("plain", new Poisson(rate), obs: Vector(0, 3, 1, 5, 2, 8));
        Sample("spread", NegativeBinomial.WithDispersion(rate, size), obs: Vector(0, 4, 1, 15, 2, 3));
        Sample("zeros", new ZeroInflatedPoisson(rate, gate), obs: Vector(0, 0, 1, 0, 2, 4));
        Sample("trials", new BetaBinomial(rate, size, 10), obs: Vector(0, 3, 1, 5, 10, 8));
        Sample("waits", new Geometric(gate), obs: Vector(0, 3, 1, 5, 2, 0));
    }

    private static void Groups()
    {
        Tensor group = torch.tensor(new long[] { 0, 0, 1, 2, 2, 2, 3, 1 }), floor = Vector(0, 1, 0, 0, 1, 0, 1, 1);
        Tensor slope = Sample("slope", new Normal(0, 1)), spread = Sample("spread", new HalfNormal(1)), noise = Sample("noise", new LogNormal(0, 1)), level;
        using (Plate groups = Plate("groups", 4)) level = Sample("level", new Normal(Vector(0.1, -0.3, 0.2, 0.5), spread));
        using Plate rows = Plate("rows", 8);
        Sample("y", new Normal(level.index_select(0, group) + slope * floor, noise), obs: Waves(8));
    }

    private static void Nested()
    {
        Tensor scale = Sample("scale", new HalfNormal(2));
        using Plate columns = Plate("columns", 3, dim: -1);
        Tensor mean = Sample("mean", new Normal(Vector(1, 2, 3), 1));
        using Plate rows = Plate("rows", 4, dim: -2);
        Tensor pair = Sample("pair", new Laplace(mean.unsqueeze(-1), scale).Expand([4, 3, 2]).ToEvent(1));
        Deterministic("total", pair.sum(dim: -1));
        Sample("y", new Logistic(pair.sum(dim: -1), 0.5), obs: Waves(4, 3));
    }

    private static void MixtureDensity()
    {
        Tensor weights = Sample("weights", new Dirichlet([1.0, 2.0, 1.5]));
        Tensor loc = Sample("loc", new Normal(Vector(-2, 0, 2), 1).ToEvent(1)), scale = Sample("scale", new LogNormal(0, 0.5).Expand([3]).ToEvent(1));
        using Plate rows = Plate("rows", 10);
        Sample("y", new MixtureSameFamily(new Categorical(weights), new Normal(loc, scale)), obs: Waves(10));
    }

    private static void MixtureEnumerated()
    {
        Tensor weights = Sample("weights", new Dirichlet([1.0, 2.0, 1.5])), loc, scale;
        using (Plate components = Plate("components", 3))
        {
            loc = Sample("loc", new Normal(Vector(-2, 0, 2), 1));
            scale = Sample("scale", new LogNormal(0, 0.5));
        }
        using Plate rows = Plate("rows", 10);
        Tensor z = Sample("z", new Categorical(weights));
        Sample("y", new Normal(loc, scale).Gather(z), obs: Waves(10));
    }

    private static void NestedEnumerated()
    {
        Tensor probability = Sample("probability", new Beta(2, 2)), effect = Sample("effect", new Normal(0, 1));
        using Plate columns = Plate("columns", 3, dim: -1);
        Tensor outer = Sample("outer", new Bernoulli(probability));
        using Plate rows = Plate("rows", 4, dim: -2);
        Tensor inner = Sample("inner", new Bernoulli(0.2 + 0.6 * outer));
        Sample("y", new Normal(torch.where(inner > 0, effect, -effect) + outer, 0.7), obs: Waves(4, 3));
    }

    private static void HiddenMarkov() => Chain(new Dirichlet([1.0, 1.0, 1.0]), possible: null);

    private static void LeftToRight() => Chain(new Dirichlet([2.0, 1.0, 1.0]), torch.tensor([1.0, 1, 0, 0, 1, 1, 0, 0, 1], [3L, 3L]));

    private static void LongMarkov() => Chain(new Dirichlet([1.0, 1.0, 1.0]), possible: null, length: 60);

    private static void Chain(Dirichlet prior, Tensor? possible, int length = 7)
    {
        Tensor transition, means, data = Waves(2, length);
        using (Plate states = Plate("states", 3))
        {
            transition = Sample("transition", prior);
            means = Sample("means", new Normal(Vector(-1, 0, 1), 1));
        }
        if (possible is not null) transition = transition * possible;
        // A tensor: beside whole numbers, mere numbers would be float32.
        Categorical first = new(possible is null ? Vector(0.5, 0.3, 0.2) : Vector(1, 0, 0)), next = new(transition);
        var emission = new Normal(means, 0.8);
        using Plate sequences = Plate("sequences", 2);
        Tensor? state = null;
        foreach (int t in Markov(length))
        {
            state = Sample($"state{t}", state is null ? first : next.Gather(state));
            Sample($"x{t}", emission.Gather(state), obs: data.select(1, t));
        }
    }

    private static void GaussianProcess()
    {
        Tensor x = Waves(7), distance = (x.unsqueeze(-1) - x.unsqueeze(-2)).square();
        Tensor length = Sample("length", new InverseGamma(5, 5)), height = Sample("height", new HalfNormal(1)), noise = Sample("noise", new HalfNormal(0.5));
        Tensor identity = torch.ones_like(x).diag_embed();
        Tensor covariance = height.square() * (-0.5 * distance / length.square()).exp() + (noise.square() + 1e-6) * identity;
        Sample("y", new MultivariateNormal(0, covariance), obs: Waves(2, 7)[0]);
    }

    private static void Correlated()
    {
        Tensor scales = Sample("scales", new HalfNormal(1).Expand([3]).ToEvent(1)), factor = Sample("factor", new LKJCholesky(3, 2));
        Tensor mean = Sample("mean", new Normal(0, 1).Expand([3]).ToEvent(1));
        using Plate rows = Plate("rows", 5);
        Sample("y", MultivariateNormal.FromCholesky(mean, scales.unsqueeze(-1) * factor), obs: Waves(5, 3));
        Sample("t", MultivariateStudentT.FromCholesky(4, mean, scales.unsqueeze(-1) * factor), obs: Waves(5, 3));
    }

    private static void Matrices()
    {
        Tensor precision = Sample("precision", Wishart.FromCholesky(4, Eye(2))), correlation = Sample("correlation", new LKJ(2, 1.5));
        Sample("covariance", InverseWishart.FromCholesky(5, Eye(2)));
        Sample("x", MultivariateNormal.WithPrecision(0, precision), obs: Vector(0.3, -0.4));
        Sample("y", new MultivariateNormal(0, correlation), obs: Vector(0.3, -0.4));
        Sample("z", new LowRankMultivariateNormal(0, Waves(3, 1), Vector(1, 2, 0.5)), obs: Vector(0.3, -0.4, 1));
        Sample("w", MatrixNormal.FromCholesky(0, Eye(2), Eye(3)), obs: Waves(2, 3));
    }

    private static void OrderedCategories()
    {
        Tensor slope = Sample("slope", new Normal(0, 1)), cutpoints = Sample("cutpoints", new ImproperUniform(Constraints.Ordered, [], [3]));
        Factor("prior", new Normal(0, 2).LogProb(cutpoints).sum());
        using Plate rows = Plate("rows", 6);
        Sample("y", new OrderedLogistic(slope * Waves(6), cutpoints), obs: torch.tensor(new long[] { 0, 1, 3, 2, 2, 1 }));
    }

    private static void Proportions()
    {
        Tensor p = Sample("p", new Dirichlet([1.0, 2.0, 3.0])), q = Sample("q", new LogisticNormal([0.1, -0.2], 1)), u = Sample("u", new Kumaraswamy(2, 3));
        Sample("k", new Multinomial(5, p), obs: Vector(2, 2, 1));
        Sample("m", new DirichletMultinomial(10 * q, 5), obs: Vector(2, 2, 1));
        Sample("one", new OneHotCategorical(p), obs: Vector(0, 1, 0));
        Sample("part", new BetaProportion(u, 5), obs: torch.tensor(0.3));
        Sample("grey", new ContinuousBernoulli(u), obs: torch.tensor(0.3));
    }

    private static void LatentBounds()
    {
        Tensor high = Sample("high", new Gamma(2, 1)), inside = Sample("inside", new Uniform(-1, high));
        Tensor least = Sample("least", new Pareto(1, high + 1));
        using Plate rows = Plate("rows", 3);
        Sample("x", new Uniform(inside - 10, least + 10), obs: Vector(0.1, -0.4, 0.3));
    }

    private static void Missing()
    {
        Tensor mean = Sample("mean", new Normal(0, 1)), scale = Sample("scale", new HalfNormal(1));
        using Plate rows = Plate("rows", 4);
        Tensor data = Vector(0.3, double.NaN, -1, double.NaN);
        Sample("y", new Normal(mean, scale), obs: data, obsMask: ~data.isnan());
    }

    private static void Weighed()
    {
        Program<int> program = _ =>
        {
            Tensor mean = Sample("mean", new Normal(0, 1)), scale = Sample("scale", new HalfNormal(1));
            using Plate rows = Plate("rows", 4);
            using (Scope mask = new Mask(Vector(1, 0, 1, 1) > 0).Enter()) Sample("y", new Normal(mean, scale), obs: Vector(0.3, -1, 0.4, 2));
            using (Scope weight = new Scale(0.5).Enter()) Sample("z", new Normal(mean, scale).Masked(Vector(0, 0, 1, 1) > 0), obs: Vector(0.3, -1, 0.4, 2));
            Factor("weight", -0.1 * mean.square());
            Deterministic("both", mean + scale);
        };
        program.Under(new Condition(new Dictionary<string, Tensor> { ["scale"] = torch.tensor(0.7) }))(0);
    }

    private static void Tails()
    {
        Tensor loc = Sample("loc", new Cauchy(0, 1)), scale = Sample("scale", new Weibull(1, 2)), angle = Sample("angle", new VonMises(0.5, 2));
        using Plate rows = Plate("rows", 3);
        Tensor data = Vector(0.3, -2, 5);
        Sample("a", new StudentT(4, loc, scale), obs: data);
        Sample("b", new AsymmetricLaplace(loc, scale, 1.5), obs: data);
        Sample("c", new SoftLaplace(loc, scale), obs: data);
        Sample("d", new Gumbel(loc, scale), obs: data);
        Sample("e", new SkewNormal(loc, scale, angle), obs: data);
        Sample("f", new VonMises(angle, scale), obs: Vector(0.3, -2, 3));
    }

    private static void Truncated()
    {
        Tensor loc = Sample("loc", new TruncatedNormal(0, 1, low: -1, high: 2)), scale = Sample("scale", new LogUniform(0.1, 10));
        using Plate rows = Plate("rows", 3);
        Sample("a", new TruncatedNormal(loc, scale, low: 0, high: double.PositiveInfinity), obs: Vector(0.3, 2, 5));
        Sample("b", new TruncatedCauchy(loc, scale, low: -3, high: 6), obs: Vector(0.3, 2, 5));
        Sample("c", new Gompertz(scale, 0.5), obs: Vector(0.3, 2, 5));
        Sample("d", new Levy(-1, scale), obs: Vector(0.3, 2, 5));
    }

    private static void Walks()
    {
        Tensor scale = Sample("scale", new HalfCauchy(1)), walk = Sample("walk", new GaussianRandomWalk(scale, 6)), balanced = Sample("balanced", new ZeroSumNormal(scale, 4));
        Tensor direction = Sample("direction", new ProjectedNormal([1.0, 0.5]));
        using (Plate steps = Plate("steps", 6)) Sample("y", new Normal(walk.cumsum(0), 0.5), obs: Waves(6));
        Sample("z", new Normal(balanced, 0.5).ToEvent(1), obs: Vector(0.3, -0.2, 0.1, 0));
        Sample("w", new Normal(direction, 0.5).ToEvent(1), obs: Vector(0.3, -0.2));
        Tensor weights = torch.tensor([0.0, 1, 0, 1, 0, 1, 0, 1, 0], [3L, 3L]);
        Sample("places", new CAR(0, 0.4, scale, weights), obs: Vector(0.3, -0.2, 0.1));
    }

    private static void Choices()
    {
        Tensor change = Sample("change", new Uniform(0, 10)), before = Sample("before", new Normal(0, 1)), after = Sample("after", new Normal(0, 1));
        using Plate times = Plate("times", 10);
        Tensor mean = torch.where(torch.arange(10).to(torch.ScalarType.Float64) < change, before, after);
        Sample("y", new Normal(mean, 1), obs: Waves(10));
        Sample("z", new TransformedDistribution(new Normal(before, 1), Transforms.Exp.Then(Transforms.Affine(1, 2))), obs: Waves(10).exp() + 1.5);
    }

    private static Tensor Vector(params double[] numbers) => torch.tensor(numbers);

    private static Tensor Waves(int count) => torch.tensor(Numbers(count));

    private static Tensor Waves(int rows, int columns) => torch.tensor(Numbers(rows * columns), [rows, columns]);

    private static Tensor Eye(int size) => torch.ones([size], torch.ScalarType.Float64).diag_embed();

    /// <summary>Numbers between -2 and 2 without a pattern that matters.</summary>
    private static double[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => 2 * Math.Sin(1.7 * i + 0.3 * i * i))];
}
