using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>
/// What a baseline subtracts, and what it learns: one coin c ~ Bernoulli(0.3), y ~ N(c, 1), guide σ(l); and <see cref="CoinFlips"/>, the same in a plate.
/// </summary>
public sealed class BaselineTests
{
    private const double Prior = 0.3, Y = 1.4, L = 0.4;

    private static double P => 1 / (1 + Math.Exp(-L));

    private static double ExactGradient => P * (1 - P) * (Loss(1) - Loss(0));

    [Test]
    public void The_running_average_is_of_earlier_steps()
    {
        using var estimates = Coin(new TraceElbo(), () => GradientEstimator.ScoreFunction(Baseline.DecayingAverage(0.9)));
        double average = 0;
        for (int step = 0; step < 5; step++)
        {
            (double c, double loss, double gradient) = Next(estimates);
            Assert.That(gradient, Is.EqualTo((c - P) * (1 + loss - average)).Within(1e-9), $"step {step}");
            average = step == 0 ? loss : (0.9 * average) + (0.1 * loss);
        }
    }

    [Test]
    public void Given_numbers_are_subtracted_as_they_are()
    {
        using var estimates = Coin(new TraceElbo(), () => GradientEstimator.ScoreFunction(Baseline.Given(torch.tensor(2.5))));
        (double c, double loss, double gradient) = Next(estimates);
        Assert.That(gradient, Is.EqualTo((c - P) * (1 + loss - 2.5)).Within(1e-9));
    }

    /// <summary>b(x) = w x: its error is (w x - cost)², of which 2 (w x - cost) x reaches w, and nothing the input.</summary>
    [Test]
    public void A_network_is_subtracted_and_learns_the_cost()
    {
        using var estimates = Coin(new TraceElbo(), () => GradientEstimator.ScoreFunction(Baseline.Network(x => Param("w", 0.7) * x, Param("input", 3.0))));
        (double c, double loss, double gradient) = Next(estimates);
        Assert.That(gradient, Is.EqualTo((c - P) * (1 + loss - 2.1)).Within(1e-9));
        Assert.That(estimates.Gradient("w").Single(), Is.EqualTo(2 * (2.1 - loss) * 3).Within(1e-9));
        using Tensor? input = estimates.Parameters["input"].Unconstrained.grad;
        Assert.That(input, Is.Null);
    }

    [Test]
    public void Several_add_up_and_the_average_is_of_what_the_others_leave()
    {
        using var estimates = Coin(new TraceElbo(), () => GradientEstimator.ScoreFunction(
            Baseline.DecayingAverage(0.5), Baseline.Given(torch.tensor(0.25)), Baseline.Network(_ => Param("b", 1.5), torch.zeros([]))));
        double average = 0;
        for (int step = 0; step < 4; step++)
        {
            (double c, double loss, double gradient) = Next(estimates);
            double left = loss - 1.75;
            Assert.That(gradient, Is.EqualTo((c - P) * (1 + left - average)).Within(1e-9), $"step {step}");
            Assert.That(estimates.Gradient("b").Single(), Is.EqualTo(-2 * (left - average)).Within(1e-9), $"step {step}");
            average = step == 0 ? left : (0.5 * average) + (0.5 * left);
        }
    }

    [Test]
    public void In_a_plate_each_element_may_have_its_own([Values] bool isLearnt)
    {
        double[] b = [0.5, -1, 2, 4];
        using var estimates = new Estimates(new TraceElbo(), () => CoinFlips.Model(null), () => Rows(() => GradientEstimator.ScoreFunction(
            isLearnt ? Baseline.Network(_ => Param("b", b), torch.zeros([])) : Baseline.Given(torch.tensor(b)))));
        double[] coins = [];
        double loss = estimates.Next(estimate => coins = TensorText.ToDoubles(estimate.Runs[0].Guide["c"].Value!));
        Assert.That(estimates.Gradient("l"), Is.EqualTo(coins.Select((coin, i) => CoinFlips.Score(i, coin) * (1 + loss - b[i]))).Within(1e-9));
        if (isLearnt) Assert.That(estimates.Gradient("b"), Is.EqualTo(b.Select(number => 2 * (number - loss))).Within(1e-9));
    }

    /// <summary>100,000 draws, as particles that have a parameter each, at the second step, when there is an average; false alarm 1e-6 each.</summary>
    [TestCase("average")]
    [TestCase("given")]
    [TestCase("network")]
    [TestCase("all")]
    public void No_baseline_changes_the_mean_of_the_gradient(string baselines)
    {
        const int Count = 100_000;
        using var estimates = new Estimates(new TraceElbo(Count, vectorize: true), CoinModel, () =>
            CoinGuide(Param("each", () => torch.full([Count], L, torch.ScalarType.Float64)), GradientEstimator.ScoreFunction(Of(baselines))));
        estimates.Next();
        estimates.Next();
        StatisticalAssert.Mean([.. estimates.Gradient("each").Select(gradient => gradient * Count)], ExactGradient);
    }

    /// <summary>Their average is one number, that of a step's mean.</summary>
    [Test]
    public void Particles_side_by_side_share_an_average()
    {
        var elbo = new TraceElbo(7, vectorize: true);
        using var estimates = Coin(elbo, () => GradientEstimator.ScoreFunction(Baseline.DecayingAverage()));
        double loss = estimates.Next();
        Assert.That(Averages(elbo)["c"], Is.EqualTo(new[] { loss }).Within(1e-12));
    }

    [Test]
    public void Only_a_step_that_was_taken_teaches()
    {
        var elbo = new TraceElbo();
        using var svi = new Svi<double>(
            y => Sample("y", new Normal(Sample("c", new Bernoulli(Prior)), 1), obs: torch.tensor(y)),
            _ => CoinGuide(Param("l", L), GradientEstimator.ScoreFunction(Baseline.DecayingAverage())),
            new Sgd(0.1), elbo, new Rng(1, torch.ScalarType.Float64));
        svi.EvaluateLoss(Y);
        Assert.That(() => svi.Step(double.MaxValue), Raises.Code("PPL201"));
        Assert.That(Averages(elbo), Is.Empty);
        double loss = svi.Step(Y);
        Assert.That(Averages(elbo)["c"], Is.EqualTo(new[] { loss }));
    }

    [Test]
    public void A_baseline_that_does_not_fit_is_refused()
    {
        using var estimates = new Estimates(
            new TraceElbo(), () => CoinFlips.Model(null), () => Rows(() => GradientEstimator.ScoreFunction(Baseline.Given(torch.zeros([4, 1])))));
        Assert.That(() => estimates.Next(), Raises.Code("PPL101").With.Message.Contains("the baseline does not broadcast to the site's batch shape"));
    }

    [Test]
    public void Arguments_are_checked()
    {
        Assert.That(() => Baseline.DecayingAverage(1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Baseline.DecayingAverage(double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => GradientEstimator.ScoreFunction(Baseline.DecayingAverage(), Baseline.DecayingAverage(0.5)), Throws.ArgumentException);
        Assert.That(() => GradientEstimator.ScoreFunction([null!]), Throws.ArgumentNullException);
        Assert.That(() => Baseline.Network(_ => null!, torch.zeros([])), Throws.ArgumentException);
    }

    /// <summary>For objectives that have no place for one.</summary>
    [Test]
    public void A_run_tells_who_asks_for_a_baseline()
    {
        using var estimates = Coin(new TraceElbo(), () => GradientEstimator.ScoreFunction(Baseline.DecayingAverage()));
        estimates.Next(estimate => Assert.That(() => estimate.Runs[0].RequireNoBaselines("Another"), Raises.Code("PPL314").With.Message.Contains("sample site \"c\" asks for baselines, and Another takes none")));
        using var without = Coin(new TraceElbo(), () => GradientEstimator.ScoreFunction());
        without.Next(estimate => Assert.That(() => estimate.Runs[0].RequireNoBaselines("Another"), Throws.Nothing));
    }

    internal static Baseline[] Of(string baselines)
    {
        Baseline average = Baseline.DecayingAverage(), given = Baseline.Given(torch.tensor(0.7)), network = Baseline.Network(_ => Param("b", 0.4), torch.zeros([]));
        return baselines switch { "average" => [average], "given" => [given], "network" => [network], _ => [average, given, network] };
    }

    internal static Dictionary<string, double[]> Averages(Elbo elbo)
    {
        var state = new SavedState();
        elbo.Save(state);
        SavedState averages = state.Part("baselines");
        using TensorScope scope = TensorScope.Begin();
        return averages.Arrays.ToDictionary(name => name, name => TensorText.ToDoubles(averages.Tensor(name)));
    }

    private static Estimates Coin(Elbo elbo, Func<GradientEstimator> estimator) => new(elbo, CoinModel, () => CoinGuide(Param("l", L), estimator()));

    private static void CoinModel() => Sample("y", new Normal(Sample("c", new Bernoulli(Prior)), 1), obs: torch.tensor(Y));

    private static void CoinGuide(Tensor logit, GradientEstimator estimator) => Sample("c", Bernoulli.FromLogits(logit), options: new SiteOptions { Estimator = estimator });

    private static void Rows(Func<GradientEstimator> estimator)
    {
        using Plate rows = Plate("rows", CoinFlips.Count);
        Sample("c", Bernoulli.FromLogits(Param("l", CoinFlips.Logits, eventDim: 0)), options: new SiteOptions { Estimator = estimator() });
    }

    private static (double Coin, double Loss, double Gradient) Next(Estimates estimates)
    {
        double c = 0, loss = estimates.Next(estimate => c = (double)estimate.Runs[0].Guide["c"].Value!);
        return (c, loss, estimates.Gradient("l").Single());
    }

    private static double Loss(double c) =>
        Math.Log(c == 1 ? P : 1 - P) - Math.Log(c == 1 ? Prior : 1 - Prior) + ((Y - c) * (Y - c) / 2) + (Math.Log(2 * Math.PI) / 2);
}
