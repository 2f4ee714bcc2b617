using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class ReweightedWakeSleepTests
{
    private const double M = 0.6, S = 0.4, Prior = 0.3;

    [TestCase(true)]
    [TestCase(false)]
    public void At_given_draws_wake_theta_and_wake_phi_are_those_derived_by_hand(bool vectorize)
    {
        using var estimates = new Estimates(new ReweightedWakeSleep(4, vectorize: vectorize), NormalModel, () => ConjugateNormal.Guide(M, S), plateDepth: 1);
        double[] z = [];
        double loss = estimates.Next(estimate => z = Weights.Draws(estimate, "z"));
        double[] logWeights = [.. z.Select(value => Weights.LogNormal(value, Prior, 2) + ConjugateNormal.Data.Sum(y => Weights.LogNormal(y, value, 1)) - Weights.LogNormal(value, M, S))];
        double[] shares = Weights.Shares(logWeights);
        double Mean(Func<double, double> f) => -z.Zip(shares, (value, share) => share * f(value)).Sum();
        Assert.That(loss, Is.EqualTo(-Weights.LogMean(logWeights)).Within(1e-10));
        Assert.That(estimates.Gradient("prior").Single(), Is.EqualTo(Mean(value => (value - Prior) / 4)).Within(1e-9));
        Assert.That(estimates.Gradient("m").Single(), Is.EqualTo(Mean(value => (value - M) / (S * S))).Within(1e-9));
        Assert.That(estimates.Gradient("s").Single(), Is.EqualTo(Mean(value => ((value - M) * (value - M) / (S * S)) - 1)).Within(1e-9), "in the unconstrained log s");
    }

    [TestCase(true, null)]
    [TestCase(false, 2L)]
    [TestCase(true, 2L)]
    public void Discrete_draws_in_a_plate_have_weights_of_their_own(bool vectorize, long? subsample)
    {
        using var estimates = new Estimates(new ReweightedWakeSleep(3, vectorize: vectorize), () => CoinFlips.Model(subsample), () => CoinFlips.Guide(subsample), plateDepth: 1);
        int[] looked = [];
        double[] coins = [];
        estimates.Next(estimate =>
        {
            looked = estimate.Runs[0].Guide.OfType<PlateSite>().Single().Value is { } rows ? [.. TensorText.ToDoubles(rows).Select(row => (int)row)] : [0, 1, 2, 3];
            coins = Weights.Draws(estimate, "c");
        });
        double[] expected = new double[4];
        for (int place = 0; place < looked.Length; place++)
        {
            int i = looked[place];
            double[] own = [.. Enumerable.Range(0, 3).Select(k => coins[(k * looked.Length) + place])];
            expected[i] = -(4.0 / looked.Length) * own.Zip(Weights.Shares(own.Select(coin => -CoinFlips.Loss(i, coin))), (coin, share) => share * CoinFlips.Score(i, coin)).Sum();
        }
        Assert.That(estimates.Gradient("l"), Is.EqualTo(expected).Within(1e-9));
    }

    /// <summary>The later draw's mean is the earlier draw times b; the earlier's parameter learns from its own density alone.</summary>
    [Test]
    public void No_gradient_goes_along_a_draw()
    {
        using var estimates = new Estimates(
            new ReweightedWakeSleep(3),
            model: () => Sample("y", new Normal(Sample("z2", new Normal(Sample("z1", new Normal(0, 1)), 1)), 1), obs: torch.tensor(1.5)),
            guide: () => Sample("z2", new Normal(Param("b", 0.7) * Sample("z1", new Normal(Param("a", 0.2), 1)), 0.5)));
        double[] first = [], second = [];
        estimates.Next(estimate => (first, second) = (Weights.Draws(estimate, "z1"), Weights.Draws(estimate, "z2")));
        double[] shares = Weights.Shares(first.Zip(second, (z1, z2) =>
            Weights.LogNormal(z1, 0, 1) + Weights.LogNormal(z2, z1, 1) + Weights.LogNormal(1.5, z2, 1) - Weights.LogNormal(z1, 0.2, 1) - Weights.LogNormal(z2, 0.7 * z1, 0.5)));
        Assert.That(estimates.Gradient("a").Single(), Is.EqualTo(-first.Zip(shares, (z1, share) => share * (z1 - 0.2)).Sum()).Within(1e-9));
        double b = -Enumerable.Range(0, 3).Sum(k => shares[k] * (second[k] - (0.7 * first[k])) * first[k] / 0.25);
        Assert.That(estimates.Gradient("b").Single(), Is.EqualTo(b).Within(1e-9));
    }

    /// <summary>Wake-φ with its share, sleep-φ at the dreams, and wake-θ as without sleep.</summary>
    [TestCase(0.0, 1)]
    [TestCase(0.25, 1)]
    [TestCase(0.25, 3)]
    public void At_given_dreams_the_gradient_is_the_one_derived_by_hand(double insomnia, int dreams)
    {
        using Tensor data = torch.tensor([0.5, -1.0, 2.0], torch.float64);
        var sleep = Sleep.Of<Tensor>(Model, Guide, data, dream => dream["x"].Value!, dreams);
        using var estimates = new Estimates(new ReweightedWakeSleep(4, sleep, insomnia), () => Model(data), () => Guide(data), plateDepth: 1);
        double[] x = TensorText.ToDoubles(data), z = [];
        var slept = new List<(double Z, double X)>();
        double prior = 0;
        estimates.Next(estimate =>
        {
            z = TensorText.ToDoubles(estimate.Runs[0].Guide["z"].Value!);
            Assert.That(estimate.Runs, Has.Count.EqualTo(1 + dreams));
            foreach (GuidedRun dream in estimate.Runs.Skip(1))
                slept.AddRange(TensorText.ToDoubles(dream.Model["z"].Value!).Zip(TensorText.ToDoubles(dream.Model["x"].Value!)));
        });
        double a = 0;
        for (int i = 0; i < 3; i++)
        {
            double[] own = [.. Enumerable.Range(0, 4).Select(k => z[(3 * k) + i])];
            double[] shares = Weights.Shares(own.Select(value => Weights.LogNormal(value, Prior, 1) + Weights.LogNormal(x[i], value, 1) - Weights.LogNormal(value, 0.2 * x[i], 0.8)));
            for (int k = 0; k < 4; k++)
            {
                prior -= shares[k] * (own[k] - Prior);
                a -= insomnia * shares[k] * Score(own[k], x[i]);
            }
        }
        a -= (1 - insomnia) * slept.Sum(pair => Score(pair.Z, pair.X)) / dreams;
        Assert.That(slept.Select(pair => pair.X), Is.Unique.And.None.AnyOf(x.Cast<object>().ToArray()));
        Assert.That(estimates.Gradient("prior").Single(), Is.EqualTo(prior).Within(1e-9));
        Assert.That(estimates.Gradient("a").Single(), Is.EqualTo(a).Within(1e-9));

        static double Score(double z, double x) => (z - (0.2 * x)) * x / 0.64;
    }

    /// <summary>What a dream shows of the model's parameters, the guide is given as numbers.</summary>
    [Test]
    public void Sleep_does_not_teach_the_model()
    {
        using TorchSharp.Modules.Linear decoder = torch.nn.Linear(1, 1, hasBias: false, dtype: torch.float64);
        Program<Tensor> model = x =>
        {
            Module("decoder", decoder, keepWeights: true);
            Tensor z = Sample("z", new Normal(torch.zeros([1], torch.float64), 1).ToEvent(1));
            Deterministic("mean", decoder.call(z) * Param("factor", 1.0), eventDim: 1);
            Sample("x", new Normal(decoder.call(z), 1).ToEvent(1), obs: x);
        };
        Program<Tensor> guide = x => Sample("z", new Normal(Param("a", 0.2) * x, 0.8).ToEvent(1));
        using Tensor data = torch.tensor([0.7]);
        double[] Gradients(Sleep? sleep)
        {
            using var estimates = new Estimates(new ReweightedWakeSleep(2, sleep, sleep is null ? null : 0.5), () => model(data), () => guide(data));
            estimates.Next(estimate => Assert.That(sleep is null || estimate.Runs[^1].Guide["z"].Distribution.Mean.requires_grad));
            double[] gradient = estimates.Gradient("decoder.weight");
            decoder.weight!.grad = null;
            return gradient;
        }
        var shown = Sleep.Of(model, guide, data, dream => dream.OfType<DeterministicSite>().Single().Value!);
        Assert.That(Gradients(shown), Is.EqualTo(Gradients(null)).And.None.Zero);
        Assert.That(decoder.weight!.requires_grad, Is.True);
    }

    /// <summary>A dream of a subsampled plate is one of elements that guide and model look at alike, and counts for the whole.</summary>
    [Test]
    public void Guide_and_dream_look_at_the_same_elements()
    {
        static void Model(int _) => CoinFlips.Model(2);
        static void Guide(int _) => CoinFlips.Guide(2);
        using var estimates = new Estimates(new ReweightedWakeSleep(2, Sleep.Of<int>(Model, Guide, 0, _ => 0), insomnia: 0), () => Model(0), () => Guide(0), plateDepth: 1);
        double[] expected = new double[4];
        estimates.Next(estimate =>
        {
            GuidedRun dream = estimate.Runs[^1];
            double[] rows = TensorText.ToDoubles(dream.Model.OfType<PlateSite>().Single().Value!), coins = TensorText.ToDoubles(dream.Guide["c"].Value!);
            foreach ((double row, double coin) in rows.Zip(coins)) expected[(int)row] = -2 * CoinFlips.Score((int)row, coin);
        });
        Assert.That(estimates.Gradient("l"), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void An_evaluation_does_not_sleep()
    {
        int slept = 0;
        using Tensor data = torch.tensor([0.5, -1.0, 2.0], torch.float64);
        var sleep = Sleep.Of<Tensor>(Model, Guide, data, dream =>
        {
            slept++;
            return dream["x"].Value!;
        });
        using var svi = new Svi<Tensor>(Model, Guide, new Adam(), new ReweightedWakeSleep(2, sleep), new Rng(1, torch.float64));
        svi.EvaluateLoss(data);
        Assert.That(slept, Is.Zero);
        svi.Step(data);
        Assert.That(slept, Is.EqualTo(1));
    }

    /// <summary>p(z | x) = N((prior + x) / 2, 1/2), and the guide has it where a = b = 0.5, s² = 0.5, for the model's prior mean of 1.</summary>
    [TestCase(1.0)]
    [TestCase(0.5)]
    [TestCase(0.0)]
    public void An_amortised_posterior_is_reached(double insomnia)
    {
        using Rng own = new(3, torch.float64);
        using Tensor data = own.Randn([1000]) * Math.Sqrt(2);
        using Tensor centred = (data - data.mean()) + 1;
        static void Linear(Tensor x)
        {
            using Plate rows = Plate("rows", 1000);
            Sample("z", new Normal((Param("a", 0.0) * x) + Param("b", 0.0), Param("s", 1.0, Constraints.Positive)));
        }
        static void Prior(Tensor x)
        {
            using Plate rows = Plate("rows", 1000);
            Sample("x", new Normal(Sample("z", new Normal(Param("prior", 0.0), 1)), 1), obs: x);
        }
        Sleep? sleep = insomnia == 1 ? null : Sleep.Of<Tensor>(Prior, Linear, centred, dream => dream["x"].Value!);
        using var svi = new Svi<Tensor>(
            Prior, Linear, new ClippedAdam(0.05, decay: Math.Pow(1e-3, 1.0 / 500)), new ReweightedWakeSleep(5, sleep, insomnia), new Rng(1, torch.float64));
        for (int step = 0; step < 500; step++) svi.Step(centred);
        double Number(string name) => (double)svi.Parameters[name].Constrained();
        double sd = Math.Sqrt(0.5);
        Assert.That(Number("prior"), Is.EqualTo(1).Within(0.01));
        Assert.That((Number("a") * 2) + Number("b"), Is.EqualTo(1.5).Within(0.01 * sd), "the mean at x = 2");
        Assert.That(Number("b"), Is.EqualTo(0.5).Within(0.01 * sd), "the mean at x = 0");
        Assert.That(Number("s"), Is.EqualTo(sd).Within(0.01 * sd));
        double logEvidence = TensorText.ToDoubles(centred).Sum(x => Weights.LogNormal(x, Number("prior"), Math.Sqrt(2)));
        Assert.That(-svi.EvaluateLoss(centred) / 1000, Is.EqualTo(logEvidence / 1000).Within(1e-3));
    }

    [Test]
    public void What_cannot_be_dreamt_is_refused()
    {
        void Draw(string name, bool auxiliary = false) => Sample(name, new Normal(Param("m", 0.0), 1), options: new SiteOptions { IsAuxiliary = auxiliary });
        Action Estimate(Program<int> model, Program<int> guide) => () =>
            new Estimates(new ReweightedWakeSleep(2, Sleep.Of(model, guide, 0, _ => 0)), () => model(0), () => guide(0)).Next();
        Assert.That(Estimate(_ => { Sample("z", new Normal(0, 1)); Factor("f", torch.zeros([])); }, _ => Draw("z")), Raises.Code("PPL314").With.Message.Contains("the factor \"f\""));
        Assert.That(Estimate(_ => Sample("z", new Normal(0, 1)), _ => { Draw("z"); Draw("extra", auxiliary: true); }), Raises.Code("PPL314").With.Message.Contains("\"extra\""));
    }

    [Test]
    public void Options_that_contradict_each_other_are_refused()
    {
        var sleep = Sleep.Of<int>(_ => { }, _ => { }, 0, _ => 0);
        Assert.That(() => new ReweightedWakeSleep(2, insomnia: 0.5), Raises.Code("PPL314"));
        Assert.That(() => new ReweightedWakeSleep(2, sleep, insomnia: 1), Raises.Code("PPL314"));
        Assert.That(() => new ReweightedWakeSleep(2, sleep, insomnia: 1.5), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ReweightedWakeSleep(1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_minimiser_is_not_led_by_it()
    {
        using var svi = new Svi<int>(_ => ConjugateNormal.Model(), _ => ConjugateNormal.Guide(M, S), new Adam(), new ReweightedWakeSleep(), new Rng(1));
        Assert.That(() => svi.Minimize(0), Raises.Code("PPL314").With.Message.Contains(nameof(ReweightedWakeSleep)));
    }

    private static void NormalModel()
    {
        Tensor z = Sample("z", new Normal(Param("prior", Prior), 2));
        using Plate rows = Plate("rows", ConjugateNormal.Data.Length);
        Sample("y", new Normal(z, 1), obs: torch.tensor(ConjugateNormal.Data));
    }

    private static void Model(Tensor x)
    {
        using Plate rows = Plate("rows", 3);
        Sample("x", new Normal(Sample("z", new Normal(Param("prior", Prior), 1)), 1), obs: x);
    }

    private static void Guide(Tensor x)
    {
        using Plate rows = Plate("rows", 3);
        Sample("z", new Normal(Param("a", 0.2) * x, 0.8));
    }
}
