using Ppl.Distributions;
using Ppl.Testing;
using TorchSharp;

namespace Ppl.Core.Tests;

/// <summary>What holds of distributions over vectors and matrices beyond the table's tests.</summary>
public sealed class MatrixTests
{
    private DisposeScope scope = null!;
    private Rng rng = null!;

    [SetUp]
    public void Open()
    {
        scope = torch.NewDisposeScope();
        rng = new Rng(5, torch.ScalarType.Float64);
    }

    [TearDown]
    public void Close()
    {
        rng.Dispose();
        scope.Dispose();
    }

    private static Tensor Covariance => torch.tensor([2.0, 0.6, 0.3, 0.6, 1, -0.2, 0.3, -0.2, 1.5], [3, 3]);

    [Test]
    public void All_parameterisations_of_a_normal_are_one()
    {
        Tensor loc = torch.tensor([0.5, -1.0, 2.0]), x = rng.Randn([4, 3]), factor = torch.linalg.cholesky(Covariance);
        double[] expected = new MultivariateNormal(loc, Covariance).LogProb(x).Numbers();
        Closeness.AssertClose(MultivariateNormal.FromCholesky(loc, factor).LogProb(x), expected, 1e-14, "Cholesky");
        Closeness.AssertClose(MultivariateNormal.WithPrecision(loc, Inverse(Covariance)).LogProb(x), expected, 1e-12, "precision");
        Tensor low = rng.Randn([3, 2]), diagonal = torch.tensor([0.5, 1.0, 2.0]);
        Closeness.AssertClose(new LowRankMultivariateNormal(loc, low, diagonal).LogProb(x),
            new MultivariateNormal(loc, low.matmul(low.mT) + diagonal.diag_embed()).LogProb(x).Numbers(), 1e-12, "low rank");
        Closeness.AssertClose(new MatrixNormal(loc.unsqueeze(-1), Covariance, torch.ones(1, 1, torch.ScalarType.Float64)).LogProb(x.unsqueeze(-1)), expected, 1e-12, "matrix");
        Closeness.AssertClose(new MultivariateStudentT(1e14, loc, Covariance).LogProb(x), expected, 1e-11, "Student's t of many degrees");
    }

    [Test]
    public void A_mean_may_be_one_number()
    {
        Tensor x = rng.Randn([4, 3]);
        Closeness.AssertClose(new MultivariateNormal(0.5, Covariance).LogProb(x), new MultivariateNormal([0.5, 0.5, 0.5], Covariance).LogProb(x).Numbers(), 1e-15, "log_prob");
        Assert.That(new MultivariateNormal(0.5, Covariance).Mean.Numbers(), Is.EqualTo(new[] { 0.5, 0.5, 0.5 }));
    }

    [Test]
    public void Batches_of_factors_and_of_means_broadcast()
    {
        Tensor scales = torch.tensor([1.0, 4.0]).reshape(2, 1, 1), loc = rng.Randn([5, 1, 3]), x = rng.Randn([3]);
        var batch = new MultivariateNormal(loc, scales * Covariance);
        Assert.That(batch.BatchShape, Is.EqualTo(Shape.Create([5, 2])));
        Tensor logProb = batch.LogProb(x);
        Closeness.AssertClose(logProb[3, 1], new MultivariateNormal(loc[3, 0], 4 * Covariance).LogProb(x).Numbers(), 1e-13, "log_prob");
        Assert.That(Shape.Of(batch.Sample(rng, [7])), Is.EqualTo(Shape.Create([7, 5, 2, 3])));
    }

    [Test]
    public void Draws_of_a_normal_have_its_covariances() => AssertCovariances(new MultivariateNormal([0.5, -1.0, 2.0], Covariance), Covariance);

    [Test]
    public void Draws_of_a_low_rank_normal_have_its_covariances()
    {
        Tensor factor = rng.Randn([3, 2]), diagonal = torch.tensor([0.5, 1.0, 2.0]);
        AssertCovariances(new LowRankMultivariateNormal(0, factor, diagonal), factor.matmul(factor.mT) + diagonal.diag_embed());
    }

    [Test]
    public void Draws_at_places_have_the_covariances_of_the_precision()
    {
        Tensor weights = torch.tensor([0.0, 1, 0, 1, 0, 2, 0, 2, 0], [3, 3]);
        Tensor precision = 1.5 * (weights.sum(dim: -1).diag_embed() - 0.6 * weights);
        var places = new CAR(0.5, 0.6, 1.5, weights);
        AssertCovariances(places, Inverse(precision));
        Tensor x = rng.Randn([4, 3]);
        Closeness.AssertClose(places.LogProb(x), MultivariateNormal.WithPrecision(0.5, precision).LogProb(x).Numbers(), 1e-12, "log_prob");
    }

    [Test]
    public void A_Wishart_matrix_of_one_row_is_a_gamma_variable()
    {
        Tensor x = rng.Rand([5]) + 0.1, matrices = x.reshape(5, 1, 1), scale = torch.tensor([2.0], [1, 1]);
        Closeness.AssertClose(new Wishart(3.5, scale).LogProb(matrices), new Gamma(1.75, 0.25).LogProb(x).Numbers(), 1e-13, "Wishart");
        Closeness.AssertClose(new InverseWishart(3.5, scale).LogProb(matrices), (new Gamma(1.75, 1.0).LogProb(1 / x) - 2 * x.log()).Numbers(), 1e-13, "inverse Wishart");
    }

    [Test]
    public void The_inverse_of_a_Wishart_matrix_is_inverse_Wishart()
    {
        Tensor x = new Wishart(6.5, Covariance).Sample(rng, [4]), inverse = Inverse(x);
        Tensor logDeterminant = 2 * Triangular.LogDeterminant(torch.linalg.cholesky(x));
        Closeness.AssertClose(new InverseWishart(6.5, Inverse(Covariance)).LogProb(inverse),
            (new Wishart(6.5, Covariance).LogProb(x) + 4 * logDeterminant).Numbers(), 1e-10, "log_prob");    // the Jacobian is det(X)^(K + 1)
    }

    [Test]
    public void The_factor_of_an_LKJ_matrix_has_the_density_of_the_product()
    {
        Tensor factor = new LKJCholesky(4, 1.7).Sample(rng, [5]);
        Tensor x = Transforms.CorrCholesky.Inverse(factor), matrix = Transforms.CorrelationMatrix.Forward(x);
        Tensor change = Transforms.CorrelationMatrix.LogAbsDetJacobian(x, matrix) - Transforms.CorrCholesky.LogAbsDetJacobian(x, factor);
        Closeness.AssertClose(new LKJCholesky(4, 1.7).LogProb(factor), (new LKJ(4, 1.7).LogProb(matrix) + change).Numbers(), 1e-11, "log_prob");
    }

    [Test]
    public void Correlations_of_an_LKJ_matrix_of_two_rows_follow_a_beta_distribution()
    {
        double[] correlations = new LKJ(2, 1).Sample(rng, [20_000])[torch.TensorIndex.Ellipsis, 1, 0].Numbers();
        StatisticalAssert.Distribution(correlations, r => (r + 1) / 2);    // of concentration 1, uniform
    }

    /// <summary>The only correlation of two rows is 2 B - 1, B of a beta distribution.</summary>
    [Test]
    public void The_entropy_of_an_LKJ_matrix_of_two_rows_is_that_of_a_beta_variable([Values(0.3, 1.0, 1e6)] double eta)
    {
        double[] expected = [new Beta(eta, eta).Entropy().item<double>() + Math.Log(2)];
        Closeness.AssertClose(new LKJ(2, eta).Entropy(), expected, 1e-10, "LKJ");
        Closeness.AssertClose(new LKJCholesky(2, eta).Entropy(), expected, 1e-10, "its factor");
    }

    /// <summary>A Student variable is one of one number, and a normal one has many degrees of freedom.</summary>
    [Test]
    public void The_entropy_of_a_multivariate_Student_variable_has_its_limits()
    {
        Closeness.AssertClose(new MultivariateStudentT(3.5, 0, TensorLike.Create([4.0], [1, 1])).Entropy(), new StudentT(3.5, 0, 2).Entropy().Numbers(), 1e-13, "one number");
        Closeness.AssertClose(new MultivariateStudentT(1e13, 0, Covariance).Entropy(), new MultivariateNormal(0, Covariance).Entropy().Numbers(), 1e-11, "many degrees");
        Closeness.AssertClose(new StudentT(1e13, 0, 2).Entropy(), new Normal(0, 2).Entropy().Numbers(), 1e-11, "many degrees, one number");
    }

    [Test]
    public void Draws_of_tiny_concentration_stay_in_the_support()
    {
        using var single = new Rng(1);
        Tensor draws = new LKJCholesky(3, 0.01).Sample(single, [1000]);
        Assert.That(draws.isfinite().all().item<bool>() && Constraints.CorrCholesky.Check(draws).Numbers().Average() > 0.6);
    }

    [Test]
    public void Steps_of_a_walk_are_independent_and_a_zero_sum_is_a_centred_vector()
    {
        Tensor x = rng.Randn([6, 4]);
        Tensor steps = torch.cat([x.narrow(-1, 0, 1), x.narrow(-1, 1, 3) - x.narrow(-1, 0, 3)], -1);
        Closeness.AssertClose(new GaussianRandomWalk(1.5, 4).LogProb(x), new Normal(0, 1.5).LogProb(steps).sum(dim: -1).Numbers(), 1e-13, "walk");
        Tensor plane = rng.Randn([6, 3]);
        Closeness.AssertClose(new ZeroSumNormal(1.5, 4).LogProb(Transforms.ZeroSum.Forward(plane)), new Normal(0, 1.5).LogProb(plane).sum(dim: -1).Numbers(), 1e-13, "zero sum");
    }

    [TestCase(0.3)]
    [TestCase(3.0)]
    [TestCase(30.0)]
    public void Directions_in_the_plane_and_in_space_have_a_density_of_integral_one(double length)
    {
        const int Count = 4000;
        Tensor angle = torch.arange(0.5, Count, torch.ScalarType.Float64) * (2 * Math.PI / Count);
        var plane = new ProjectedNormal([0.6 * length, 0.8 * length]);
        Tensor circle = torch.stack([angle.cos(), angle.sin()], -1);
        Assert.That(plane.LogProb(circle).exp().sum().item<double>() * 2 * Math.PI / Count, Is.EqualTo(1).Within(1e-12));

        // A density around an axis depends on the angle to it alone: Simpson's rule.
        Tensor tilt = torch.linspace(0, Math.PI, (2 * Count) + 1, torch.ScalarType.Float64);
        Tensor densities = new ProjectedNormal([0.0, 0.0, length]).LogProb(torch.stack([tilt.sin(), 0 * tilt, tilt.cos()], -1)).exp() * tilt.sin();
        double integral = densities.Numbers().Select((density, i) => density * (i is 0 or 2 * Count ? 1 : i % 2 == 0 ? 2 : 4)).Sum() * Math.PI / (6 * Count);
        Assert.That(2 * Math.PI * integral, Is.EqualTo(1).Within(1e-9));
    }

    /// <summary>In three dimensions J(t) = (1 + t²) Φ(t) + t φ(t), whose terms at t = -3 differ by one digit of ten.</summary>
    [Test]
    public void The_density_of_a_direction_is_the_closed_form_on_both_sides([Values(-3.0, -0.5, -1e-9, 0.0, 1e-9, 0.5, 3.0)] double t)
    {
        double normal = Math.Exp(-0.5 * t * t) / Math.Sqrt(2 * Math.PI), cumulative = 0.5 * MathNet.Numerics.SpecialFunctions.Erfc(-t / Math.Sqrt(2));
        double expected = Math.Log(((1 + (t * t)) * cumulative) + (t * normal)) - Math.Log(2 * Math.PI);
        Assert.That(new ProjectedNormal([t, 0.0, 0.0]).LogProb(torch.tensor([1.0, 0, 0])).item<double>(), Is.EqualTo(expected).Within(1e-11));
    }

    /// <summary>Seen from behind, a concentration of nearly 0 gives every direction the density of the uniform distribution, one over the area of the sphere.</summary>
    [Test]
    public void The_density_of_a_direction_keeps_its_digits_in_many_dimensions([Values(2, 5, 16, 100, 1000)] int size)
    {
        double[] concentration = new double[size], direction = new double[size];
        (concentration[0], direction[0]) = (-1e-300, 1);
        double expected = MathNet.Numerics.SpecialFunctions.GammaLn(size / 2.0) - Math.Log(2) - size / 2.0 * Math.Log(Math.PI);
        Closeness.AssertClose(new ProjectedNormal(concentration).LogProb(torch.tensor(direction)), [expected], 1e-13, "log_prob");
    }

    [Test]
    public void A_direction_far_behind_has_a_finite_density_and_gradient()
    {
        Tensor concentration = torch.tensor([200.0, 0, 0, 0]).requires_grad_();
        Tensor logProb = new ProjectedNormal(concentration).LogProb(torch.tensor([-1.0, 0, 0, 0]));
        logProb.backward();
        Assert.That(logProb.isfinite().item<bool>() && concentration.grad!.isfinite().all().item<bool>());
    }

    [Test]
    public void Gradients_of_divergences_agree_with_differences()
    {
        Tensor loc = torch.tensor([0.5, -1.0, 2.0]), other = torch.zeros(3), factor = torch.linalg.cholesky(Covariance), low = rng.Randn([3, 2]);
        GradientCheck.Check(a => Divergence.Kl(MultivariateNormal.FromCholesky(a[0], a[1].tril()), MultivariateNormal.FromCholesky(a[2], (a[3] * 2).tril())), [loc, factor, other, factor], tolerance: 1e-6);
        GradientCheck.Check(a => Divergence.Kl(new LowRankMultivariateNormal(a[0], a[1], a[2].exp()), new LowRankMultivariateNormal(a[3], 2 * a[1], [0.5, 1.0, 0.7])), [loc, low, loc, other], tolerance: 1e-6);
        GradientCheck.Check(a => Divergence.Kl(Wishart.FromCholesky(a[0], a[1].tril()), Wishart.FromCholesky(5, (a[1] * a[0]).tril())), [torch.tensor(6.0), factor], tolerance: 1e-6);
    }

    [Test]
    public void Divergences_of_batches_broadcast()
    {
        var p = new MultivariateNormal(rng.Randn([4, 1, 3]), Covariance);
        var q = new LowRankMultivariateNormal(0, rng.Randn([2, 3, 1]), [1.0, 2.0, 0.5]);
        Tensor kl = Divergence.Kl(p, q), back = Divergence.Kl(q, p);
        Assert.That((Shape.Of(kl), Shape.Of(back)), Is.EqualTo((Shape.Create([4, 2]), Shape.Create([4, 2]))));
        Tensor x = p.Sample(rng, [20_000]);
        StatisticalAssert.Mean((p.LogProb(x) - q.LogProb(x))[torch.TensorIndex.Colon, 3, 1].Numbers(), kl[3, 1].item<double>());
    }

    [Test]
    public void Undefined_moments_say_so()
    {
        Assert.That(new MultivariateStudentT(0.5, 0, Covariance).Mean.Numbers(), Is.All.NaN);
        Assert.That(new MultivariateStudentT(1.5, 0, Covariance).Variance.Numbers(), Is.All.EqualTo(double.PositiveInfinity));
        Assert.That(new InverseWishart(3.5, Covariance).Mean.Numbers(), Is.All.EqualTo(double.PositiveInfinity));
    }

    [Test]
    public void A_matrix_that_is_not_positive_definite_is_shown()
    {
        Tensor matrices = torch.stack([Covariance, Covariance - 1.5 * torch.eye(3, dtype: torch.ScalarType.Float64)]);
        var refusal = Assert.Throws<PplException>(() => new MultivariateNormal(0, matrices))!;
        Assert.That(refusal.Headline, Is.EqualTo("PPL206 MultivariateNormal: argument covariance is not positive definite"));
        Assert.That(refusal.Message, Does.Contain("[[0.5, 0.6, 0.3], [0.6, -0.5, -0.2], [0.3, -0.2, 0]]").And.Contain("[1] ").And.Contain("smallest eigenvalue"));
        Assert.That(Assert.Throws<PplException>(() => MultivariateNormal.WithPrecision(0, matrices))!.Message, Does.Contain("[[0.5, 0.6, 0.3], [0.6, -0.5, -0.2], [0.3, -0.2, 0]]").And.Contain("[1] "));
        using var off = ValueChecks.Set(false);
        Assert.That(Assert.Throws<PplException>(() => new Wishart(5, -Covariance))!.Code, Is.EqualTo("PPL206"), "asked for or not: it has no factor");
    }

    private void AssertCovariances(Distribution distribution, Tensor expected)
    {
        Tensor draws = distribution.Sample(rng, [20_000]);
        Tensor centred = draws - distribution.Mean;
        for (int i = 0; i < 3; i++)
            for (int j = 0; j <= i; j++)
                StatisticalAssert.Mean((centred[torch.TensorIndex.Colon, i] * centred[torch.TensorIndex.Colon, j]).Numbers(), expected[i, j].item<double>());
    }

    private static Tensor Inverse(Tensor matrix)
    {
        Tensor inverse = Cholesky.Inverse(torch.linalg.cholesky(matrix));
        return inverse.mT.matmul(inverse);
    }
}
