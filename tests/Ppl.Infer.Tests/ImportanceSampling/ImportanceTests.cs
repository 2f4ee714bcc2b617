using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class ImportanceTests
{
    /// <summary>A normal guide of s times the posterior's scale has weights of tail index 1 - s²: see <see cref="Weights_of_a_narrow_guide_have_the_tail_that_theory_says"/>.</summary>
    private const double Good = 1.2, Bad = 0.25;

    private TorchSharp.DisposeScope scope = null!;
    private Rng rng = null!;
    private ParamStore store = null!;

    [SetUp]
    public void Begin() => (scope, rng, store) = (torch.NewDisposeScope(), new Rng(5), new ParamStore());

    [TearDown]
    public void End()
    {
        store.Dispose();
        rng.Dispose();
        scope.Dispose();
    }

    [TestCase(1000)]
    [TestCase(1)]
    public void An_exact_guide_gives_the_evidence_in_every_draw(int atOnce)
    {
        ImportanceSample sample = Importance.Draw(
            LinearRegression.Model, LinearRegression.Posterior, store, LinearRegression.Training, 50, rng, new DrawOptions { AtOnce = atOnce });
        Assert.That(sample.LogWeights, Is.EqualTo(Enumerable.Repeat(LinearRegression.LogEvidence, 50)).Within(1e-9));
        Assert.That(sample.LogEvidence, Is.EqualTo(LinearRegression.LogEvidence).Within(1e-9));
        Assert.That(sample.EffectiveSampleSize, Is.EqualTo(50).Within(1e-6));
    }

    [Test]
    public void KHat_is_under_seven_tenths_for_a_good_guide_and_above_it_for_a_bad_one()
    {
        Assert.That(Draw(Good, 4000).KHat, Is.LessThan(0.7));
        Assert.That(Draw(Bad, 4000).KHat, Is.GreaterThan(0.7));
    }

    /// <summary>w = exp(a z² + …) with a = (1/s² - 1) / 2, z of scale s in units of the posterior's: P(w &gt; t) falls as t^(-1 / (1 - s²)).</summary>
    [Test]
    public void Weights_of_a_narrow_guide_have_the_tail_that_theory_says() =>
        Assert.That(Draw(0.1, 20_000).KHat, Is.EqualTo(1 - 0.01).Within(0.15));

    [Test]
    public void A_guide_that_is_off_is_corrected()
    {
        ImportanceSample sample = Draw(1.5, 4000, shift: 0.3);
        double error = ConjugateNormal.PosteriorScale / Math.Sqrt(sample.EffectiveSampleSize);
        Assert.That(sample.Mean("z")[0], Is.EqualTo(ConjugateNormal.PosteriorMean).Within(5 * error));
        Assert.That(sample.LogEvidence, Is.EqualTo(ConjugateNormal.LogEvidence).Within(5 * sample.LogEvidenceError));
        Assert.That(sample.LogEvidenceError, Is.InRange(0.001, 0.05));
        Assert.That(sample.Weights.Sum(), Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void Resampled_draws_come_as_often_as_their_weights_have_it()
    {
        ImportanceSample sample = Draw(1.5, 2000, shift: 0.3);
        Samples resampled = sample.Resample(2000, rng);
        double[] drawn = sample.Samples["z"].Element();
        Dictionary<double, int> counts = resampled["z"].Element().CountBy(z => z).ToDictionary();
        for (int i = 0; i < drawn.Length; i++)
            Assert.That(counts.GetValueOrDefault(drawn[i]), Is.InRange(Math.Floor(2000 * sample.Weights[i] - 1e-9), Math.Ceiling(2000 * sample.Weights[i] + 1e-9)));
        Assert.That(resampled["z"].Element().Average(), Is.EqualTo(sample.Mean("z")[0]).Within(0.005));
        Assert.That(resampled["z"].Element(), Is.Not.Ordered);
    }

    [Test]
    public void Bounds_rise_with_the_number_of_samples_and_approach_the_log_evidence()
    {
        ImportanceSample sample = Draw(0.7, 16_384, shift: 0.3);
        ImportanceBound[] bounds = [.. new[] { 1, 4, 16, 64, 256, 1024 }.Select(sample.Bound)];
        Assert.That(bounds.Select(bound => bound.Mean), Is.Ordered);
        Assert.That(bounds[^1].Mean, Is.EqualTo(ConjugateNormal.LogEvidence).Within(5 * bounds[^1].StandardError).And.LessThanOrEqualTo(sample.LogEvidence));
        double elbo = ConjugateNormal.ExactElbo(ConjugateNormal.PosteriorMean + 0.3, 0.7 * ConjugateNormal.PosteriorScale);
        Assert.That(bounds[0].Mean, Is.EqualTo(elbo).Within(5 * bounds[0].StandardError), "one sample: the evidence lower bound");
        Assert.That(ConjugateNormal.LogEvidence - bounds[0].Mean, Is.GreaterThan(10 * bounds[0].StandardError), "which is loose");
    }

    [Test]
    public void A_bound_without_the_draws_is_the_same_estimate()
    {
        ImportanceBound bound = Importance.Bound(Model, Guide(0.7, 0.3), store, 0, samples: 32, rng, groups: 200, new DrawOptions { AtOnce = 900 });
        ImportanceBound other = Draw(0.7, 6400, shift: 0.3).Bound(32);
        Assert.That((bound.Samples, bound.Groups), Is.EqualTo((32, 200)));
        Assert.That(bound.Mean, Is.EqualTo(other.Mean).Within(5 * (bound.StandardError + other.StandardError)));
    }

    /// <summary>A fair coin's bias is Beta(1, 1) before and Beta(1 + h, 1 + t) after h heads and t tails, of evidence B(1 + h, 1 + t).</summary>
    [Test]
    public void The_evidence_of_a_coin_is_found()
    {
        Tensor flips = torch.tensor(new[] { 1.0, 1, 0, 1, 1, 0, 1, 1 });
        Program<Tensor> model = y =>
        {
            Tensor bias = Sample("bias", new Beta(torch.ones([], torch.float64), 1));
            using Plate rows = Plate("rows", y.shape[0]);
            Sample("y", new Bernoulli(bias), obs: y);
        };
        Program<Tensor> guide = _ => Sample("bias", new Beta(torch.tensor(5.0), 3));
        ImportanceSample sample = Importance.Draw(model, guide, store, flips, 3000, rng);
        double evidence = MathNet.Numerics.SpecialFunctions.BetaLn(7, 3);
        Assert.That(sample.LogEvidence, Is.EqualTo(evidence).Within(5 * sample.LogEvidenceError));
        Assert.That(sample.LogEvidenceError, Is.LessThan(0.02));
        Assert.That(sample.Mean("bias")[0], Is.EqualTo(0.7).Within(5 * 0.14 / Math.Sqrt(sample.EffectiveSampleSize)));
    }

    [Test]
    public void A_latent_that_the_guide_lacks_is_refused()
    {
        Program<int> empty = _ => { };
        Assert.That(() => Importance.Draw(Model, empty, store, 0, 10, rng), Raises.Code("PPL004"));
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
        Program<int> guide = _ => Sample("z", new Normal(0, 1));
        Assert.That(() => Importance.Draw(model, guide, store, 0, 10, rng), Throws.ArgumentException.With.Message.Contains("2 of 10 elements"));
    }

    [Test]
    public void A_text_says_what_matters()
    {
        string text = Draw(Good, 1000).ToString();
        Assert.That(text, Does.Match(@"^1000 draws, k-hat -?\d\.\d\d, effective sample size \d+, log evidence -\d\.\d{3} ± 0\.\d{3}$"));
    }

    private static readonly Program<int> Model = _ => ConjugateNormal.Model();

    private static Program<int> Guide(double scale, double shift) => _ =>
        Sample("z", new Normal(torch.tensor(ConjugateNormal.PosteriorMean + shift), scale * ConjugateNormal.PosteriorScale));

    private ImportanceSample Draw(double scale, int draws, double shift = 0) => Importance.Draw(Model, Guide(scale, shift), store, 0, draws, rng);
}
