using Ppl.Distributions;
using TorchSharp;

namespace Ppl.Core.Tests;

public sealed class CheckTests
{
    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    private static readonly TestCaseData[] wrong =
    [
        new(() => new Normal(0, -1), "PPL018 Normal: argument scale is not positive"),
        new(() => new Normal(0, 0), "PPL018 Normal: argument scale is not positive"),
        new(() => new Normal(double.NaN, 1), "PPL018 Normal: argument loc is not real"),
        new(() => new Normal(0, [1.0, -1.0]), "PPL018 Normal: argument scale is not positive"),
        new(() => new Normal(0, torch.tensor([1.0, -1.0])), "PPL018 Normal: argument scale is not positive"),
        new(() => new Normal(0, torch.tensor([1.0, double.NaN])), "PPL018 Normal: argument scale is not positive"),
        new(() => Normal.WithPrecision(0, -1), "PPL018 Normal: argument precision is not positive"),
        new(() => new LogNormal(0, -1), "PPL018 LogNormal: argument scale is not positive"),
        new(() => new HalfNormal(-1), "PPL018 HalfNormal: argument scale is not positive"),
        new(() => new Exponential(0), "PPL018 Exponential: argument rate is not positive"),
        new(() => new Gamma(-1, 1), "PPL018 Gamma: argument concentration is not positive"),
        new(() => new Gamma(1, -1), "PPL018 Gamma: argument rate is not positive"),
        new(() => new InverseGamma(0, 1), "PPL018 InverseGamma: argument concentration is not positive"),
        new(() => new InverseGamma(1, -1), "PPL018 InverseGamma: argument rate is not positive"),
        new(() => new Chi2(-1), "PPL018 Chi2: argument df is not positive"),
        new(() => new Beta(0, 1), "PPL018 Beta: argument concentration1 is not positive"),
        new(() => new Beta(1, -1), "PPL018 Beta: argument concentration0 is not positive"),
        new(() => new BetaProportion(1, 1), "PPL018 BetaProportion: argument mean is not in (0, 1)"),
        new(() => new BetaProportion(0.5, 0), "PPL018 BetaProportion: argument concentration is not positive"),
        new(() => new Dirichlet([1.0, 0.0]), "PPL018 Dirichlet: argument concentration is not positive"),
        new(() => new Dirichlet(1), "PPL107 Dirichlet: a number is no vector of concentrations"),
        new(() => new Dirichlet([1.0, 1.0]).LogProb(torch.tensor([0.5, 0.6])), "PPL019 Dirichlet: a value outside the support"),
        new(() => new StudentT(0, 0, 1), "PPL018 StudentT: argument df is not positive"),
        new(() => new StudentT(1, double.NaN, 1), "PPL018 StudentT: argument loc is not real"),
        new(() => new StudentT(1, 0, -1), "PPL018 StudentT: argument scale is not positive"),
        new(() => new FisherSnedecor(0, 1), "PPL018 FisherSnedecor: argument df1 is not positive"),
        new(() => new FisherSnedecor(1, 0), "PPL018 FisherSnedecor: argument df2 is not positive"),
        new(() => new VonMises(double.NaN, 1), "PPL018 VonMises: argument loc is not real"),
        new(() => new VonMises(0, 0), "PPL018 VonMises: argument concentration is not positive"),
        new(() => new VonMises(0, 1).LogProb(torch.tensor(4.0)), "PPL019 VonMises: a value outside the support"),
        new(() => new RelaxedBernoulli(0, 0.5), "PPL018 RelaxedBernoulli: argument temperature is not positive"),
        new(() => new RelaxedBernoulli(1, 1), "PPL018 RelaxedBernoulli: argument probs is not in (0, 1)"),
        new(() => RelaxedBernoulliStraightThrough.FromLogits(1, double.NaN), "PPL018 RelaxedBernoulli: argument logits is not real"),
        new(() => new MixtureSameFamily(new Categorical([0.5, 0.5]), new Normal([0.0, 1.0, 2.0], 1)), "PPL107 MixtureSameFamily: the last batch dim is not the number of categories, 2"),
        new(() => new Uniform(1, 1), "PPL018 Uniform: argument high is not above low, 1"),
        new(() => new Uniform([0.0, 2.0], 1), "PPL018 Uniform: argument high is not above low, 2"),
        new(() => new Uniform(torch.tensor(2.0), 1), "PPL018 Uniform: argument high is not above low, 2"),
        new(() => new Cauchy(double.PositiveInfinity, 1), "PPL018 Cauchy: argument loc is not real"),
        new(() => new HalfCauchy(0), "PPL018 HalfCauchy: argument scale is not positive"),
        new(() => new Laplace(0, -1), "PPL018 Laplace: argument scale is not positive"),
        new(() => new Logistic(0, torch.tensor(-1.0)), "PPL018 Logistic: argument scale is not positive"),
        new(() => new Gumbel(0, 0), "PPL018 Gumbel: argument scale is not positive"),
        new(() => new Weibull(1, 0), "PPL018 Weibull: argument concentration is not positive"),
        new(() => new Pareto(-1, 1), "PPL018 Pareto: argument scale is not positive"),
        new(() => new Pareto(2, 1).LogProb(torch.tensor(1.5)), "PPL019 Pareto: a value outside the support"),
        new(() => new Kumaraswamy(1, -2), "PPL018 Kumaraswamy: argument concentration0 is not positive"),
        new(() => new LogUniform(0, 1), "PPL018 LogUniform: argument low is not positive"),
        new(() => new LogUniform(2, 1), "PPL018 LogUniform: argument high is not above low, 2"),
        new(() => new AsymmetricLaplace(0, 1, 0), "PPL018 AsymmetricLaplace: argument asymmetry is not positive"),
        new(() => new Levy(0, 1).LogProb(torch.tensor(0.0)), "PPL019 Levy: a value outside the support"),
        new(() => new TruncatedNormal(0, 1, 2, 1), "PPL018 TruncatedNormal: argument high is not above low, 2"),
        new(() => new TruncatedNormal(0, 1, double.NaN, 1), "PPL018 TruncatedNormal: argument high is not above low, NaN"),
        new(() => new TruncatedNormal(0, 1, 0, double.PositiveInfinity).LogProb(torch.tensor(-0.1)), "PPL019 TruncatedNormal: a value outside the support"),
        new(() => new TruncatedCauchy(0, -1, 0, 1), "PPL018 TruncatedCauchy: argument scale is not positive"),
        new(() => new SkewNormal(0, 1, double.NaN), "PPL018 SkewNormal: argument skewness is not real"),
        new(() => new SoftLaplace(0, 0), "PPL018 SoftLaplace: argument scale is not positive"),
        new(() => new Gompertz(0, 1), "PPL018 Gompertz: argument concentration is not positive"),
        new(() => new RelaxedBernoulli(1, 0.5).Entropy(), "PPL027 RelaxedBernoulli has no Entropy"),
        new(() => Constraints.Interval(3, 2), "PPL018 Interval: argument high is not above low, 3"),
        new(() => Transforms.Affine(0, 0), "PPL018 Affine: argument scale is not nonzero"),
        new(() => Transforms.Affine(double.NaN, 1), "PPL018 Affine: argument loc is not real"),
        new(() => new TransformedDistribution(new Normal([0.0], 1).ToEvent(1), Transforms.Affine([1.0, 2.0], 1)), "PPL107 Normal.ToEvent(1): its event [1] would be stretched by the transform"),
        new(() => new Uniform(0, double.PositiveInfinity), "PPL018 Uniform: argument high is not real"),
        new(() => new Bernoulli(1.5), "PPL018 Bernoulli: argument probs is not in the unit interval"),
        new(() => Bernoulli.FromLogits(double.NaN), "PPL018 Bernoulli: argument logits is not real"),
        new(() => new ContinuousBernoulli(1), "PPL018 ContinuousBernoulli: argument probs is not in (0, 1)"),
        new(() => new Categorical([0.5, -0.5]), "PPL018 Categorical: argument probs is not nonnegative"),
        new(() => new Categorical(0.5), "PPL107 Categorical: a number is no vector of probabilities"),
        new(() => new Poisson(-1), "PPL018 Poisson: argument rate is not nonnegative"),
        new(() => new Poisson(1).LogProb(torch.tensor(0.5)), "PPL019 Poisson: a value outside the support"),
        new(() => new Binomial(2.5, 0.5), "PPL018 Binomial: argument totalCount is not a whole number from 0 upwards"),
        new(() => new Binomial(-1, 0.5), "PPL018 Binomial: argument totalCount is not a whole number from 0 upwards"),
        new(() => new Binomial(3, 1.5), "PPL018 Binomial: argument probs is not in the unit interval"),
        new(() => new Binomial([3.0, 4.0], 0.5).LogProb(torch.tensor(4.0)), "PPL019 Binomial: a value outside the support"),
        new(() => new Binomial([3.0, 4.0], 0.5).EnumerateSupport(), "PPL027 Binomial has no EnumerateSupport where the elements of a batch have different supports"),
        new(() => new Geometric(0), "PPL018 Geometric: argument probs is not in (0, 1)"),
        new(() => new NegativeBinomial(0, 0.5), "PPL018 NegativeBinomial: argument totalCount is not positive"),
        new(() => NegativeBinomial.WithDispersion(1, 0), "PPL018 NegativeBinomial: argument dispersion is not positive"),
        new(() => new OneHotCategorical([0.5, -0.5]), "PPL018 OneHotCategorical: argument probs is not nonnegative"),
        new(() => new OneHotCategorical(0.5), "PPL107 OneHotCategorical: a number is no vector of categories"),
        new(() => new OneHotCategorical([0.5, 0.5]).LogProb(torch.tensor([1.0, 1.0])), "PPL019 OneHotCategorical: a value outside the support"),
        new(() => Multinomial.FromLogits(3, [0.0, double.NaN]), "PPL018 Multinomial: argument logits is not real"),
        new(() => new Multinomial(3, [0.5, 0.5]).LogProb(torch.tensor([1.0, 1.0])), "PPL019 Multinomial: a value outside the support"),
        new(() => new GammaPoisson(1, 0), "PPL018 GammaPoisson: argument rate is not positive"),
        new(() => new BetaBinomial(1, 1, 0.5), "PPL018 BetaBinomial: argument totalCount is not a whole number from 0 upwards"),
        new(() => new DirichletMultinomial([1.0, 0.0], 3), "PPL018 DirichletMultinomial: argument concentration is not positive"),
        new(() => new DirichletMultinomial(1, 3), "PPL107 DirichletMultinomial: a number is no vector of categories"),
        new(() => new DiscreteUniform(0.5, 3), "PPL018 DiscreteUniform: argument low is not a whole number"),
        new(() => new DiscreteUniform(3, 3), "PPL018 DiscreteUniform: argument high is not above low, 3"),
        new(() => new ZeroInflatedPoisson(-1, 0.5), "PPL018 ZeroInflatedPoisson: argument rate is not nonnegative"),
        new(() => new ZeroInflatedPoisson(1, 1.5), "PPL018 ZeroInflatedPoisson: argument gate is not in the unit interval"),
        new(() => new ZeroInflatedNegativeBinomial(new(1, 0.5), -0.5), "PPL018 ZeroInflatedNegativeBinomial: argument gate is not in the unit interval"),
        new(() => new OrderedLogistic(0, [1.0, 1.0]), "PPL018 OrderedLogistic: argument cutpoints is not increasing"),
        new(() => new OrderedLogistic(0, 1), "PPL107 OrderedLogistic: a number is no vector of categories"),
        new(() => new RelaxedOneHotCategorical(0, [0.5, 0.5]), "PPL018 RelaxedOneHotCategorical: argument temperature is not positive"),
        new(() => new RelaxedOneHotCategorical(1, [0.5, 0.0]), "PPL018 RelaxedOneHotCategorical: argument probs is not positive"),
        new(() => new Empirical(1), "PPL107 Empirical: points of shape [] have no dim before 0 of an event"),
        new(() => new Empirical([1.0, 2.0], [0.0, double.NaN]), "PPL018 Empirical: argument logWeights is not real"),
        new(() => new Empirical([1.0, 2.0]).LogProb(torch.tensor(1.5)), "PPL019 Empirical: a value outside the support"),
        new(() => new Unit(double.NaN), "PPL018 Unit: argument logFactor is not real"),
        new(() => Divergence.Kl(new Categorical([0.5, 0.5]), new Categorical([0.2, 0.3, 0.5])), "PPL027 the pair (Categorical of 2 categories, Categorical of 3) has no closed-form KL divergence"),
        new(() => Constraints.Multinomial(-1), "PPL018 Multinomial: argument total is not a whole number from 0 upwards"),
        new(() => new MultivariateNormal(0, -torch.eye(2)), "PPL206 MultivariateNormal: argument covariance is not positive definite"),
        new(() => MultivariateNormal.WithPrecision(0, -torch.eye(2)), "PPL206 MultivariateNormal: argument precision is not positive definite"),
        new(() => new MultivariateNormal(0, torch.ones(2, 2).tril()), "PPL018 MultivariateNormal: argument covariance is not symmetric"),
        new(() => new MultivariateNormal(double.NaN, torch.eye(2)), "PPL018 MultivariateNormal: argument loc is not real"),
        new(() => new MultivariateNormal(0, torch.ones(2, 3)), "PPL107 MultivariateNormal: argument covariance of shape [2, 3] is no square matrix"),
        new(() => new MultivariateNormal(0, 1), "PPL107 MultivariateNormal: argument covariance of shape [] is no square matrix"),
        new(() => new MultivariateNormal([0.0, 1.0, 2.0], torch.eye(2)), "PPL107 MultivariateNormal: a mean of shape [3] does not fit a matrix of shape [2, 2]"),
        new(() => MultivariateNormal.FromCholesky(0, torch.ones(2, 2)), "PPL018 MultivariateNormal: argument scaleTril is not a lower Cholesky factor"),
        new(() => new LowRankMultivariateNormal(0, torch.ones(3), 1), "PPL107 LowRankMultivariateNormal: a factor of shape [3] is no matrix"),
        new(() => new LowRankMultivariateNormal(0, torch.ones(3, 1), [1.0, 1.0]), "PPL107 LowRankMultivariateNormal: a diagonal of shape [2] does not fit a factor of shape [3, 1]"),
        new(() => new LowRankMultivariateNormal(0, torch.ones(2, 1), [1.0, -1.0]), "PPL018 LowRankMultivariateNormal: argument covDiag is not positive"),
        new(() => new Wishart(1, torch.eye(2)), "PPL018 Wishart: argument df is not in (1, Infinity)"),
        new(() => new InverseWishart(3, -torch.eye(2)), "PPL206 InverseWishart: argument scale is not positive definite"),
        new(() => new LKJ(1, 1), "PPL107 LKJ: a correlation matrix of 1 rows"),
        new(() => new LKJCholesky(2, 0), "PPL018 LKJCholesky: argument concentration is not positive"),
        new(() => new MultivariateStudentT(0, 0, torch.eye(2)), "PPL018 MultivariateStudentT: argument df is not positive"),
        new(() => new MatrixNormal([1.0, 2.0, 3.0], torch.eye(3), torch.eye(2)), "PPL107 MatrixNormal: a mean of shape [3] does not fit 3 rows and 2 columns"),
        new(() => new GaussianRandomWalk(1, 0), "PPL107 GaussianRandomWalk: a walk of 0 steps"),
        new(() => new ZeroSumNormal(-1, 3), "PPL018 ZeroSumNormal: argument scale is not positive"),
        new(() => new LogisticNormal(0, 1), "PPL107 Normal: ToEvent(1) asks for more batch dims than there are"),
        new(() => new ProjectedNormal(1), "PPL107 ProjectedNormal: a concentration of shape [] is no vector"),
        new(() => new CAR(0, 1, 1, torch.ones(2, 2)), "PPL018 CAR: argument correlation is not in (-1, 1)"),
        new(() => new CAR(0, 0.5, 1, torch.zeros(2, 2)), "PPL018 CAR: argument adjacency, summed over neighbours, is not positive"),
        new(() => new CAR(0, 0.5, 1, torch.ones(2, 2).tril()), "PPL018 CAR: argument adjacency is not symmetric"),
        new(() => new LKJ(2, 1).LogProb(torch.ones(2, 2)), "PPL019 LKJ: a value outside the support"),
        new(() => new Wishart(3, torch.eye(2)).LogProb(-torch.eye(2)), "PPL019 Wishart: a value outside the support"),
        new(() => new Delta(double.NaN), "PPL018 Delta: argument point is not real"),
        new(() => new Delta(1, eventDim: 1), "PPL107 Delta: eventDim 1 asks for more dims than the point [] has"),
        new(() => new Normal([0.0, 1.0], [1.0, 2.0, 3.0]), "PPL101 Normal: the batch shapes of loc, [2], and scale, [3], do not broadcast"),
        new(() => new Normal(0, 1).ToEvent(1), "PPL107 Normal: ToEvent(1) asks for more batch dims than there are"),
        new(() => new Normal(0, 1).Masked(torch.ones(3)), "PPL018 Normal: argument mask is not a Bool tensor"),
        new(() => new Normal(0, 1).Gather(torch.tensor(0L)), "PPL107 Normal: Gather needs a batch dim to index"),
        new(() => new Normal([0.0, 1.0], 1).ToEvent(1).LogProb(torch.zeros(3)), "PPL107 Normal.ToEvent(1): event [2] does not fit a value of shape [3]"),
        new(() => new Normal([0.0, 1.0], 1).LogProb(torch.zeros(3)), "PPL101 Normal: a value of shape [3] does not broadcast with batch [2]"),
        new(() => new Gamma(1, 1).LogProb(torch.tensor([1.0, -2.0])), "PPL019 Gamma: a value outside the support"),
        new(() => new Normal(0, 1).EnumerateSupport(), "PPL027 Normal has no EnumerateSupport"),
        new(() => new Categorical([0.5, 0.5]).Mean, "PPL027 Categorical has no Mean"),
    ];

    [TestCaseSource(nameof(wrong))]
    public void A_wrong_argument_is_refused_by_code_and_name(Func<object> mistake, string headline)
    {
        var refusal = Assert.Throws<PplException>(() => mistake());
        Assert.That(refusal.Headline, Is.EqualTo(headline));
        Assert.That(refusal.Message, Does.Contain("hint: "));
    }

    [Test]
    public void The_first_value_outside_is_shown_and_all_are_counted()
    {
        var refusal = Assert.Throws<PplException>(() => new Gamma(1, 1).LogProb(torch.tensor([1.0, -2.5, 3.0, -4.0])));
        Assert.That(refusal.Message, Does.Contain("-2.5").And.Contain("2 of 4 are outside"));
    }

    [Test]
    public void While_nobody_asks_for_checks_tensors_are_not_read_but_numbers_are()
    {
        using var off = ValueChecks.Set(false);
        Assert.DoesNotThrow(() => new Normal(0, torch.tensor(-1.0)).LogProb(torch.tensor(double.NaN)));
        Assert.Throws<PplException>(() => new Normal(0, -1));
    }

    [Test]
    public void A_null_value_is_refused() => Assert.Throws<ArgumentNullException>(() => new Normal(0, 1).LogProb(null!));
}
