using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Estimates are held to five of their own standard errors: a false alarm in 10⁶ where the weights are nearly normal.</summary>
public sealed class AnnealedImportanceTests
{
    private static readonly AnnealingOptions Few = new() { Chains = 200, Temperatures = 40, LeapfrogSteps = 3 };

    private TorchSharp.DisposeScope scope = null!;
    private Rng rng = null!;

    [SetUp]
    public void Begin() => (scope, rng) = (torch.NewDisposeScope(), new Rng(3, torch.ScalarType.Float64));

    [TearDown]
    public void End()
    {
        rng.Dispose();
        scope.Dispose();
    }

    [Test]
    public void The_evidence_of_a_normal_mean_is_found()
    {
        AnnealedEvidence evidence = AnnealedImportance.LogEvidence<int>(_ => ConjugateNormal.Model(), 0, rng, options: Few);
        Holds(evidence, ConjugateNormal.LogEvidence);
        Assert.That(evidence.AcceptanceRate, Is.InRange(0.4, 0.999));
    }

    [Test]
    public void The_evidence_of_a_regression_is_found() =>
        Holds(AnnealedImportance.LogEvidence(LinearRegression.Model, LinearRegression.Training, rng, options: Few), LinearRegression.LogEvidence);

    /// <summary>Beta(1, 1) before, 6 heads and 2 tails: B(7, 3).</summary>
    [Test]
    public void The_evidence_of_a_coin_is_found_on_the_unconstrained_line()
    {
        Program<Tensor> model = y =>
        {
            Tensor bias = Sample("bias", new Beta(torch.ones([], torch.float64), 1));
            using Plate rows = Plate("rows", y.shape[0]);
            Sample("y", new Bernoulli(bias), obs: y);
        };
        Holds(AnnealedImportance.LogEvidence(model, torch.tensor(new[] { 1.0, 1, 0, 1, 1, 0, 1, 1 }), rng, options: Few),
            MathNet.Numerics.SpecialFunctions.BetaLn(7, 3));
    }

    /// <summary>u ~ U(0, 2), x ~ U(0, u), a factor of weight 3x: E[3x] = 3 E[u / 2] = 3/2. The support of x moves with u.</summary>
    [Test]
    public void A_support_may_depend_on_another_latent_and_a_factor_is_part_of_the_likelihood()
    {
        Program<int> model = _ =>
        {
            Tensor u = Sample("u", new Uniform(torch.zeros([], torch.float64), 2));
            Tensor x = Sample("x", new Uniform(0, u));
            Factor("weight", (3 * x).log());
        };
        Holds(AnnealedImportance.LogEvidence(model, 0, rng, options: Few), Math.Log(1.5));
    }

    /// <summary>z_i ~ N(0, 1), y_i ~ N(z_i, 1): y_i ~ N(0, 2), each by itself.</summary>
    [Test]
    public void Latents_inside_a_plate_move_too()
    {
        double[] data = [0.5, -2, 1, 3];
        Program<Tensor> model = y =>
        {
            using Plate rows = Plate("rows", 4);
            Tensor z = Sample("z", new Normal(torch.zeros([], torch.float64), 1));
            Sample("y", new Normal(z, 1), obs: y);
        };
        Holds(AnnealedImportance.LogEvidence(model, torch.tensor(data), rng, options: Few),
            data.Sum(y => (-0.5 * Math.Log(4 * Math.PI)) - (y * y / 4)));
    }

    [Test]
    public void More_temperatures_make_weights_more_equal()
    {
        double Share(int temperatures) =>
            AnnealedImportance.LogEvidence(LinearRegression.Model, LinearRegression.Training, rng, options: Few with { Temperatures = temperatures }).EffectiveSampleSize / Few.Chains;
        Assert.That(Share(1), Is.LessThan(0.2), "one step is importance sampling from the prior");
        Assert.That(Share(80), Is.GreaterThan(0.4));
    }

    [Test]
    public void One_seed_gives_one_estimate()
    {
        double Estimate()
        {
            using var seeded = new Rng(9, torch.ScalarType.Float64);
            return AnnealedImportance.LogEvidence<int>(_ => ConjugateNormal.Model(), 0, seeded, options: new() { Chains = 5, Temperatures = 3 }).LogEvidence;
        }
        double once = Estimate(), twice = Estimate();
        Assert.That(twice, Is.EqualTo(once));
    }

    [Test]
    public void A_discrete_latent_is_refused()
    {
        Program<int> model = _ => Sample("coin", new Bernoulli(0.5));
        Assert.That(() => AnnealedImportance.LogEvidence(model, 0, rng, options: Few), Raises.Code("PPL027"));
    }

    [Test]
    public void A_model_that_does_not_broadcast_is_refused()
    {
        Program<int> model = _ =>
        {
            Tensor z = Sample("z", new Normal(0, 1));
            Factor("sum", z.sum());
        };
        Assert.That(() => AnnealedImportance.LogEvidence(model, 0, rng, options: Few), Throws.ArgumentException.With.Message.Contains("does not broadcast"));
    }

    [Test]
    public void Why_it_does_not_broadcast_is_said()
    {
        using var float32 = new Rng(1);
        Assert.That(() => AnnealedImportance.LogEvidence<int>(_ => ConjugateNormal.Model(), 0, float32, options: Few),
            Throws.ArgumentException.With.InnerException.Property(nameof(PplException.Code)).EqualTo("PPL109"), "latents of float32 beside data of float64");
    }

    [Test]
    public void A_subsampled_plate_is_refused()
    {
        Program<int> model = _ =>
        {
            Tensor z = Sample("z", new Normal(0, 1));
            using Plate rows = Plate("rows", 10, subsample: 2);
            Sample("y", new Normal(z, 1), obs: torch.zeros([2]));
        };
        Assert.That(() => AnnealedImportance.LogEvidence(model, 0, rng, options: Few), Throws.ArgumentException.With.Message.Contains("2 of 10 elements"));
    }

    private static void Holds(AnnealedEvidence evidence, double expected)
    {
        Assert.That(evidence.LogEvidence, Is.EqualTo(expected).Within(5 * evidence.StandardError));
        Assert.That(evidence.StandardError, Is.LessThan(0.1), $"{evidence}");
    }
}
