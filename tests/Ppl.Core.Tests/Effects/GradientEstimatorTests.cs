using Ppl.Distributions;
using Ppl.Testing;
using TorchSharp;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

/// <summary>What a site draws by its estimator, and the gradient that the draw carries.</summary>
public sealed class GradientEstimatorTests
{
    private DisposeScope scope = null!;
    private Rng rng = null!;

    [SetUp]
    public void Open()
    {
        scope = torch.NewDisposeScope();
        rng = new Rng(3, torch.ScalarType.Float64);
    }

    [TearDown]
    public void Close()
    {
        rng.Dispose();
        scope.Dispose();
    }

    [Test]
    public void By_the_score_function_a_draw_that_could_carry_a_gradient_is_cut_off()
    {
        Tensor loc = Leaf(0.5);
        Assert.That(Draw(new Normal(loc, 1), GradientEstimator.ScoreFunction()).requires_grad, Is.False);
        Assert.That(Draw(new Normal(loc, 1), null).requires_grad, Is.True);
    }

    /// <summary>dz = -(dF/dθ) / q dθ, written out for a mixture of two normals.</summary>
    [Test]
    public void The_implicit_gradient_of_a_mixture_of_normals_is_the_one_derived_by_hand()
    {
        Tensor logits = Leaf(0.3, -0.2), loc = Leaf(-1.0, 2.0), scale = Leaf(0.7, 1.5);
        Tensor z = Draw(new MixtureSameFamily(Categorical.FromLogits(logits), new Normal(loc, scale)), GradientEstimator.Implicit);
        Assert.That(z.requires_grad, Is.True);
        z.backward();

        double x = z.item<double>(), share = 1 / (1 + Math.Exp(-0.5));
        (double first, double second) = ((x + 1) / 0.7, (x - 2) / 1.5);
        double p1 = share * Density(first) / 0.7, p2 = (1 - share) * Density(second) / 1.5, density = p1 + p2;
        double toLogit = share * (1 - share) * (Below(first) - Below(second));
        Closeness.AssertClose(loc.grad!, [p1 / density, p2 / density], 1e-9, "to the locations");
        Closeness.AssertClose(scale.grad!, [first * p1 / density, second * p2 / density], 1e-9, "to the scales");
        Closeness.AssertClose(logits.grad!, [-toLogit / density, toLogit / density], 1e-9, "to the logits");
    }

    [Test]
    public void The_implicit_gradient_goes_through_components_whose_cdf_is_no_elementary_function()
    {
        Tensor[] arguments = [torch.tensor([0.8, 3.0]), torch.tensor([1.0, 2.0])];
        Distribution Mixture(Tensor[] a) => new MixtureSameFamily(new Categorical([0.4, 0.6]), new Gamma(a[0], a[1]));
        Tensor[] leaves = [.. arguments.Select(argument => argument.clone().requires_grad_())];
        Tensor z = Draw(Mixture(leaves), GradientEstimator.Implicit);
        z.backward();
        double density = Mixture(arguments).LogProb(z.detach()).exp().item<double>();
        for (int k = 0; k < 2; k++)
        {
            Tensor[] asked = [.. arguments.Select(argument => argument.clone().requires_grad_())];
            GradientCheck.Check(changed => Mixture(k == 0 ? [changed[0], arguments[1]] : [arguments[0], changed[0]]).Cdf(z.detach()), [arguments[k]], 1e-8, 1e-4);
            Mixture(asked).Cdf(z.detach()).backward();
            Closeness.AssertClose(leaves[k].grad!, [.. asked[k].grad!.Numbers().Select(slope => -slope / density)], 1e-9, $"argument {k}");
        }
    }

    [Test]
    public void Each_number_of_an_event_has_its_own_implicit_gradient()
    {
        Tensor loc = Leaf(-1.0, 2.0);
        Distribution mixture = new MixtureSameFamily(new Categorical([0.5, 0.5]), new Normal(loc, 1));
        Tensor z = Draw(mixture.Expand([3]).ToEvent(1), GradientEstimator.Implicit);
        Assert.That(Shape.Of(z), Is.EqualTo(Shape.Create([3])));
        Assert.That(torch.autograd.grad([z.sum()], [loc])[0].sum().item<double>(), Is.EqualTo(3).Within(1e-12), "all of it moves with the locations");
    }

    /// <summary>3 + 2 x, x from the mixture: without an estimator no gradient, not even to the 3; with it dz = d3 + x d2 + 2 dx.</summary>
    [Test]
    public void A_transformed_mixture_has_its_whole_gradient_or_none()
    {
        Tensor loc = Leaf(-1.0, 2.0), shift = Leaf(3), scale = Leaf(2);
        var mixture = new TransformedDistribution(new MixtureSameFamily(new Categorical([0.5, 0.5]), new Normal(loc, 1)), Transforms.Affine(shift, scale));
        Assert.That(Draw(mixture, null).requires_grad, Is.False);
        Tensor z = Draw(mixture, GradientEstimator.Implicit);
        z.backward();
        Assert.That(shift.grad!.item<double>(), Is.EqualTo(1).Within(1e-12));
        Assert.That(scale.grad!.item<double>(), Is.EqualTo((z.item<double>() - 3) / 2).Within(1e-12));
        Assert.That(loc.grad!.sum().item<double>(), Is.EqualTo(2).Within(1e-12));
    }

    [Test]
    public void A_draw_far_from_all_components_has_no_infinite_gradient()
    {
        Tensor loc = torch.tensor([0f, 1f]).requires_grad_();
        Tensor[] draws = [.. Enumerable.Range(0, 50).Select(_ => Draw(new MixtureSameFamily(new Categorical([0.5, 0.5]), new Normal(loc, 1e-30f)), GradientEstimator.Implicit))];
        torch.stack(draws).sum().backward();
        Assert.That(draws.Select(draw => (double)draw), Is.All.Not.NaN);
        Assert.That(loc.grad!.Numbers(), Is.All.Not.NaN);
    }

    /// <summary>x = σ((l + log(u / (1 - u))) / τ), dx/dl = x (1 - x) / τ, with the noise drawn a second time.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public void A_relaxed_Bernoulli_draw_and_its_gradient_are_those_derived_by_hand(bool isRounded)
    {
        const double Temperature = 0.5;
        Tensor logit = Leaf(0.4);
        SampleSite site = Drawn(Bernoulli.FromLogits(logit), isRounded ? GradientEstimator.StraightThrough(Temperature) : GradientEstimator.GumbelSoftmax(Temperature));
        site.Value!.sum().backward();

        using var again = new Rng(3, torch.ScalarType.Float64);
        double u = again.Rand([1]).item<double>(), soft = 1 / (1 + Math.Exp(-(0.4 + Math.Log(u / (1 - u))) / Temperature));
        Assert.That(site.Value!.item<double>(), isRounded ? Is.EqualTo(soft > 0.5 ? 1 : 0) : Is.EqualTo(soft).Within(1e-12));
        Assert.That(logit.grad!.item<double>(), Is.EqualTo(soft * (1 - soft) / Temperature).Within(1e-12));
    }

    [Test]
    public void The_density_at_a_relaxed_draw_is_the_discrete_one_continued_linearly()
    {
        (double log, double rest) = (Math.Log(0.3), Math.Log(0.7));
        Tensor x = torch.tensor(0.25), simplex = torch.tensor([0.2, 0.5, 0.3]);
        double[] logs = [Math.Log(0.1), Math.Log(0.6), Math.Log(0.3)];
        double expected = 0.2 * logs[0] + 0.5 * logs[1] + 0.3 * logs[2];
        foreach ((Distribution distribution, Tensor value, double logProb) in new (Distribution, Tensor, double)[]
        {
            (new Bernoulli(0.3), x, 0.25 * log + 0.75 * rest),
            (Bernoulli.FromLogits(log - rest), x, 0.25 * log + 0.75 * rest),
            (new RelaxedBernoulliStraightThrough(1, 0.3), x, 0.25 * log + 0.75 * rest),
            (new OneHotCategorical([0.1, 0.6, 0.3]), simplex, expected),
            (new OneHotCategorical([1.0, 6, 3]), simplex, expected),
            (OneHotCategorical.FromLogits(logs), simplex, expected),
            (new RelaxedOneHotCategoricalStraightThrough(1, [1.0, 6, 3]), simplex, expected),
            (new Bernoulli([0.3, 0.3]).ToEvent(1), torch.tensor([0.25, 1.0]), 0.25 * log + 0.75 * rest + log),
            (new Bernoulli(0.3).Masked(torch.tensor(false)), x, 0),
        })
            Assert.That(distribution.RelaxedLogProb(value).item<double>(), Is.EqualTo(logProb).Within(1e-12), distribution.ToString());
    }

    [Test]
    public void A_relaxed_site_is_scored_by_that_density_though_its_values_lie_off_the_support()
    {
        SampleSite site = Drawn(new OneHotCategorical(Leaf(0.1, 0.6, 0.3)), GradientEstimator.GumbelSoftmax(1));
        Tensor value = site.Value!;
        Assert.That(value.sum().item<double>(), Is.EqualTo(1).Within(1e-12));
        Assert.That(site.LogProb.item<double>(), Is.EqualTo(value.Numbers().Zip([0.1, 0.6, 0.3], (x, p) => x * Math.Log(p)).Sum()).Within(1e-12));
        Assert.That(() => site.Distribution.LogProb(value), Raises.Code("PPL019"));
    }

    [Test]
    public void Inside_plates_and_events_each_element_is_relaxed_by_itself()
    {
        using Plate rows = Plate("rows", 4);
        Tensor one = Sample("a", new Bernoulli(0.5).Expand([3]).ToEvent(1), options: new SiteOptions { Estimator = GradientEstimator.GumbelSoftmax(0.5) });
        Tensor other = Sample("b", new OneHotCategorical([0.2, 0.3, 0.5]), options: new SiteOptions { Estimator = GradientEstimator.StraightThrough(0.5) });
        Assert.That((Shape.Of(one), Shape.Of(other)), Is.EqualTo((Shape.Create([4, 3]), Shape.Create([4, 3]))));
        Assert.That(one.Numbers(), Is.Unique);
        Assert.That(other.Numbers(), Is.All.EqualTo(0).Or.EqualTo(1));
    }

    [Test]
    public void Where_gradients_are_off_every_draw_is_of_the_distribution_itself()
    {
        using IDisposable noGradients = torch.no_grad();
        foreach (GradientEstimator estimator in new[] { GradientEstimator.GumbelSoftmax(1), GradientEstimator.StraightThrough(1) })
        {
            using Rng one = new(5), other = new(5);
            SampleSite site = new("c", new Bernoulli(0.3).Expand([20]), options: new SiteOptions { Estimator = estimator });
            Assert.That(site.Draw(one).Numbers(), Is.EqualTo(site.Distribution.Sample(other).Numbers()));
            Assert.That(site.IsRelaxed, Is.False);
        }
    }

    [Test]
    public void Draws_that_carry_a_gradient_already_are_as_they_were()
    {
        using Rng one = new(5), other = new(5);
        foreach (GradientEstimator estimator in new[] { GradientEstimator.Pathwise, GradientEstimator.Implicit })
            Assert.That(new SampleSite("g", new Gamma(2, 1), options: new SiteOptions { Estimator = estimator }).Draw(one).item<float>(), Is.EqualTo(new Gamma(2, 1).Sample(other).item<float>()));
    }

    [Test]
    public void An_estimator_that_the_distribution_cannot_serve_is_refused()
    {
        static Action Make(Distribution distribution, GradientEstimator estimator) => () => Draw(distribution, estimator, new Rng(1));
        Assert.That(Make(new Bernoulli(0.3), GradientEstimator.Pathwise), Raises.Code("PPL027").With.Message.Contains("Bernoulli has no pathwise gradient"));
        Assert.That(Make(new Poisson(3), GradientEstimator.Implicit), Raises.Code("PPL027").With.Message.Contains("Poisson has no implicit gradient"));
        Assert.That(Make(new Dirichlet([1.0, 2]), GradientEstimator.Implicit), Raises.Code("PPL027"));
        Assert.That(Make(new Categorical([0.3, 0.7]), GradientEstimator.GumbelSoftmax(1)), Raises.Code("PPL027").With.Message.Contains("relax a Bernoulli or a OneHotCategorical"));
        Assert.That(Make(new Normal(0, 1), GradientEstimator.StraightThrough(1)), Raises.Code("PPL027"));
        Assert.That(Make(new Bernoulli(0.3), GradientEstimator.GumbelSoftmax(-1)), Raises.Code("PPL018"));
        Assert.That(() => new Poisson(3).RelaxedLogProb(torch.tensor(0.3)), Raises.Code("PPL027").With.Message.Contains("a value that the guide relaxed"));
    }

    [Test]
    public void A_site_is_summed_over_or_drawn_by_an_estimator_and_not_both()
    {
        var options = new SiteOptions { Estimator = GradientEstimator.ScoreFunction(), Enumeration = Enumeration.Parallel };
        Assert.That(() => Sample("c", new Bernoulli(0.3), options: options), Raises.Code("PPL314").With.Message.Contains("asks for the estimator score function of its draw, and for enumeration, parallel"));
        Assert.That(() => Sample("c", new Bernoulli(0.3), options: options with { Enumeration = Enumeration.Drawn }), Throws.Nothing);
        Assert.That(() => Sample("c", new Bernoulli(0.3), options: options with { Enumeration = Enumeration.MonteCarlo(3) }), Throws.Nothing);
    }

    private static Tensor Leaf(params double[] numbers) => (numbers.Length == 1 ? torch.tensor(numbers[0]) : torch.tensor(numbers)).requires_grad_();

    private SampleSite Drawn(Distribution distribution, GradientEstimator? estimator)
    {
        var site = new SampleSite("z", distribution, options: new SiteOptions { Estimator = estimator }) { Rng = rng };
        site.Resolve();
        return site;
    }

    private Tensor Draw(Distribution distribution, GradientEstimator? estimator) => Drawn(distribution, estimator).Value!;

    private static Tensor Draw(Distribution distribution, GradientEstimator estimator, Rng from)
    {
        using (from) return new SampleSite("z", distribution, options: new SiteOptions { Estimator = estimator }).Draw(from);
    }

    private static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    private static double Below(double z) => MathNet.Numerics.Distributions.Normal.CDF(0, 1, z);
}
