using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

public sealed class CollapseTests
{
    private const ulong Seed = 11;

    private static Tensor Vector(params double[] values) => torch.tensor(values);

    /// <summary>The log joint of a program with its latent theta integrated out.</summary>
    private static double Marginal(Action program, ulong seed = Seed)
    {
        using var rng = new Rng(seed, torch.ScalarType.Float64);
        Program<int> plain = _ => program();
        return (double)Trace.Of(plain.Under(() => new Collapse("theta")).Under(new Seed(rng)), 0).LogJoint();
    }

    private static double Sum(Distribution distribution, Tensor value) => (double)distribution.LogProb(value).sum();

    private static double LogBeta(double a, double b) => MathNet.Numerics.SpecialFunctions.BetaLn(a, b);

    [Test]
    public void Bernoulli_data_give_the_beta_integral()
    {
        Tensor y = Vector(1, 0, 1, 1, 0, 1, 1);
        double marginal = Marginal(() =>
        {
            Tensor theta = Sample("theta", new Beta(2, 3));
            using Plate plate = Plate("n", 7);
            Sample("y", new Bernoulli(theta), y);
        });
        Assert.That(marginal, Is.EqualTo(LogBeta(7, 5) - LogBeta(2, 3)).Within(1e-12));
    }

    [Test]
    public void The_marginal_does_not_hang_on_the_draw()
    {
        void Program()
        {
            Tensor theta = Sample("theta", new Gamma(3, 2));
            using Plate plate = Plate("n", 3);
            Sample("y", new Poisson(theta), Vector(0, 4, 2));
        }
        Assert.That(Marginal(Program, seed: 1), Is.EqualTo(Marginal(Program, seed: 2)).Within(1e-12));
    }

    [Test]
    public void A_binomial_count_is_beta_binomial() =>
        Assert.That(
            Marginal(() => Sample("y", new Binomial(9, Sample("theta", new Beta(0.5, 2.5))), torch.tensor(4.0, torch.float64))),
            Is.EqualTo(Sum(new BetaBinomial(0.5, 2.5, 9), torch.tensor(4.0, torch.float64))).Within(1e-12));

    [Test]
    public void A_poisson_count_is_gamma_poisson() =>
        Assert.That(
            Marginal(() => Sample("y", new Poisson(Sample("theta", new Gamma(1.5, 0.5))), torch.tensor(4.0, torch.float64))),
            Is.EqualTo(Sum(new GammaPoisson(1.5, 0.5), torch.tensor(4.0, torch.float64))).Within(1e-12));

    [Test]
    public void A_normal_location_gives_the_normal_with_both_variances() =>
        Assert.That(
            Marginal(() => Sample("y", new Normal(Sample("theta", new Normal(1, 2)), 1.5), torch.tensor(-0.7, torch.float64))),
            Is.EqualTo(Sum(new Normal(1, 2.5), torch.tensor(-0.7, torch.float64))).Within(1e-12));

    [Test]
    public void Categorical_data_in_a_plate_of_simplices_give_dirichlet_multinomials()
    {
        Tensor concentration = torch.tensor(new double[] { 1, 2, 0.5, 3, 1, 1 }, [2, 3]);
        Tensor words = torch.tensor(new long[] { 0, 2, 1, 1, 0, 2, 2, 2 }, [4, 2]);
        double marginal = Marginal(() =>
        {
            using Plate topics = Plate("topics", 2);
            Tensor theta = Sample("theta", new Dirichlet(concentration));
            using Plate draws = Plate("draws", 4);
            Sample("y", new Categorical(theta), words);
        });
        double expected = 0;
        for (long topic = 0; topic < 2; topic++)
        {
            double[] counts = [.. Enumerable.Range(0, 3).Select(k => Enumerable.Range(0, 4).Count(n => (long)words[n, topic] == k) + 0.0)];
            expected += Sum(new DirichletMultinomial(concentration[topic], 4), Vector(counts)) - LogMultinomial(counts);
        }
        Assert.That(marginal, Is.EqualTo(expected).Within(1e-11));
    }

    [Test]
    public void Two_sites_one_after_another_are_one_integral()
    {
        double marginal = Marginal(() =>
        {
            Tensor theta = Sample("theta", new Gamma(2, 1));
            using (Plate("waits", 2)) Sample("wait", new Exponential(theta), Vector(0.3, 1.2));
            Sample("count", new Poisson(theta), torch.tensor(3.0, torch.float64));
            Sample("size", new Gamma(1.5, theta), torch.tensor(0.8, torch.float64));
        });
        // ∫ of θ^(2-1) e^-θ · θ² e^-1.5θ · θ³ e^-θ / 3! · θ^1.5 0.8^0.5 e^-0.8θ / Γ(1.5)
        double expected = MathNet.Numerics.SpecialFunctions.GammaLn(2 + 2 + 3 + 1.5) - 8.5 * Math.Log(1 + 1.5 + 1 + 0.8)
            - Math.Log(6) + 0.5 * Math.Log(0.8) - MathNet.Numerics.SpecialFunctions.GammaLn(1.5);
        Assert.That(marginal, Is.EqualTo(expected).Within(1e-11));
    }

    [Test]
    public void Masked_data_count_for_nothing()
    {
        double marginal = Marginal(() =>
        {
            Tensor theta = Sample("theta", new Beta(1, 1));
            using Plate plate = Plate("n", 3);
            Sample("y", new Geometric(theta), Vector(2, double.NaN, 0), obsMask: torch.tensor(new[] { true, false, true }));
        });
        Assert.That(marginal, Is.EqualTo(LogBeta(3, 3) - LogBeta(1, 1)).Within(1e-12));
    }

    [Test]
    public void Events_of_independent_elements_collapse_element_by_element()
    {
        Tensor y = torch.tensor(new double[] { 1, 0, 1, 1, 0, 0 }, [3, 2]);
        double marginal = Marginal(() =>
        {
            Tensor theta = Sample("theta", new Beta(Vector(2, 1), 1).ToEvent(1));
            using Plate plate = Plate("n", 3);
            Sample("y", new Bernoulli(theta).ToEvent(1), y);
        });
        Assert.That(marginal, Is.EqualTo(LogBeta(2 + 2, 1 + 1) - LogBeta(2, 1) + LogBeta(1 + 1, 1 + 2) - LogBeta(1, 1)).Within(1e-12));
    }

    [Test]
    public void The_gradient_is_that_of_the_marginal()
    {
        Tensor a = torch.tensor(2.0, torch.float64, requires_grad: true);
        using var rng = new Rng(Seed, torch.ScalarType.Float64);
        Program<int> program = _ => Sample("y", new Binomial(9, Sample("theta", new Beta(a, 2.5))), torch.tensor(4.0, torch.float64));
        Trace.Of(program.Under(() => new Collapse("theta")).Under(new Seed(rng)), 0).LogJoint().backward();
        double expected = MathNet.Numerics.SpecialFunctions.DiGamma(6) - MathNet.Numerics.SpecialFunctions.DiGamma(13.5)
            - MathNet.Numerics.SpecialFunctions.DiGamma(2) + MathNet.Numerics.SpecialFunctions.DiGamma(4.5);
        Assert.That((double)a.grad!, Is.EqualTo(expected).Within(1e-11));
    }

    [Test]
    public void The_site_is_hidden_and_a_factor_follows_the_data()
    {
        using var rng = new Rng(Seed, torch.ScalarType.Float64);
        Program<int> program = _ => Sample("y", new Bernoulli(Sample("theta", new Beta(1, 1))), torch.tensor(1.0, torch.float64));
        Trace trace = Trace.Of(program.Under(() => new Collapse("theta")).Under(new Seed(rng)), 0);
        Assert.That(trace.Select(site => site.Name), Is.EqualTo(new[] { "y_collapsed", "y" }).Or.EqualTo(new[] { "y", "y_collapsed" }));
    }

    [TestCase("Dependence with no closed form", true)]
    [TestCase("A factor", false)]
    public void What_has_no_closed_form_is_refused(string _, bool isSite)
    {
        var error = Assert.Throws<PplException>(() => Marginal(() =>
        {
            Tensor theta = Sample("theta", new Normal(0, 1));
            if (isSite) Sample("y", new Normal(theta.square(), 1), torch.tensor(1.0, torch.float64));
            else Factor("y", theta * 2);
        }))!;
        Assert.That(error.Code, Is.EqualTo("PPL027"));
        Assert.That(error.Message, Does.Contain("\"theta\"").And.Contain("\"y\""));
    }

    [Test]
    public void A_scaled_term_is_refused_inside_and_scales_the_marginal_outside()
    {
        void Program()
        {
            Tensor theta = Sample("theta", new Beta(1, 1));
            Sample("y", new Bernoulli(theta), torch.tensor(1.0, torch.float64));
        }
        var error = Assert.Throws<PplException>(() => Marginal(() =>
        {
            using Scope scale = new Scale(2).Enter();
            Program();
        }))!;
        Assert.That(error.Code, Is.EqualTo("PPL027"));
        using var rng = new Rng(Seed, torch.ScalarType.Float64);
        Program<int> plain = _ => Program();
        Trace outside = Trace.Of(plain.Under(() => new Collapse("theta")).Under(new Scale(2)).Under(new Seed(rng)), 0);
        Assert.That((double)outside.LogJoint(), Is.EqualTo(2 * Math.Log(0.5)).Within(1e-12));
    }

    private static double LogMultinomial(double[] counts) =>
        MathNet.Numerics.SpecialFunctions.FactorialLn((int)counts.Sum()) - counts.Sum(count => MathNet.Numerics.SpecialFunctions.FactorialLn((int)count));
}
