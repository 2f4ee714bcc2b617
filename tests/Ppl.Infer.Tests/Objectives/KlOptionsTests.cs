using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>What is descended in place of the bound, and what is reported.</summary>
public sealed class KlOptionsTests
{
    private static readonly double[] Loc = [0.2, 1, -1.5], Scale = [0.9, 1, 0.4];

    [TestCase(0)]
    [TestCase(0.3)]
    [TestCase(2)]
    public void A_weight_multiplies_the_divergences_gradient_and_not_the_loss(double beta)
    {
        using Estimates weighted = Events(new KlOptions { Weight = KlWeights.Constant(beta) }), plain = Events(null), alone = Events(new KlOptions { Weight = KlWeights.Constant(0) });
        Assert.That(weighted.Next(), Is.EqualTo(plain.Next()));
        alone.Next();
        double[] likelihood = alone.Gradient("m");
        Assert.That(weighted.Gradient("m"), Is.EqualTo(likelihood.Zip(Loc, (gradient, loc) => gradient + (beta * loc))).Within(1e-12));
    }

    [Test]
    public void A_weight_counts_auxiliary_draws_and_factors_of_the_guide_and_no_factor_of_the_model()
    {
        using var estimates = new Estimates(
            new TraceMeanFieldElbo(kl: new KlOptions { Weight = KlWeights.Constant(0.25) }),
            () => Factor("f", Param("a", 1.0)),
            () => Factor("g", Param("b", 2.0), reparameterized: true));
        Assert.That(estimates.Next(), Is.EqualTo(1));
        Assert.That((estimates.Gradient("a").Single(), estimates.Gradient("b").Single()), Is.EqualTo((-1, 0.25)));
    }

    /// <summary>The score-function term's cost is what is descended, too.</summary>
    [Test]
    public void The_score_function_weighs_by_what_is_descended()
    {
        using var estimates = new Estimates(new TraceMeanFieldElbo(kl: new KlOptions { Weight = KlWeights.Constant(0.5) }), Die.Model, Die.Guide);
        int c = 0;
        double loss = estimates.Next(estimate => c = (int)(long)estimate.Runs[0].Guide["c"].Value!);
        Assert.That(loss, Is.EqualTo(Die.Kl + Die.NegativeLogLikelihood(c)).Within(1e-12));
        double cost = (0.5 * Die.Kl) + Die.NegativeLogLikelihood(c);
        double[] expected = [.. Enumerable.Range(0, Die.Count).Select(k => (0.5 * Die.KlGradient(k)) + (((k == c ? 1 : 0) - Die.Probability(k)) * cost))];
        Assert.That(estimates.Gradient("l"), Is.EqualTo(expected).Within(1e-10));
    }

    /// <summary>Divergences of 0.0304, 0.5 and 1.6213 nats.</summary>
    [TestCase(0.0, true, true, true)]
    [TestCase(0.1, false, true, true)]
    [TestCase(0.6, false, false, true)]
    [TestCase(2.0, false, false, false)]
    public void A_number_of_an_event_within_its_free_bits_is_not_pulled(double freeBits, params bool[] isPulled)
    {
        using Estimates free = Events(new KlOptions { FreeBits = freeBits }), plain = Events(null), alone = Events(new KlOptions { Weight = KlWeights.Constant(0) });
        Assert.That(free.Next(), Is.EqualTo(plain.Next()), "the loss");
        alone.Next();
        double[] likelihood = alone.Gradient("m");
        double[] expected = [.. likelihood.Select((gradient, i) => gradient + (isPulled[i] ? Loc[i] : 0))];
        Assert.That(free.Gradient("m"), Is.EqualTo(expected).Within(1e-12));
    }

    /// <summary>Rows of divergence 2 and 0.02, of mean 1.01: with 1 nat free both are pulled, with 1.1 neither; each as often as the scale says.</summary>
    [TestCase(1, true)]
    [TestCase(1.1, false)]
    public void Free_bits_are_compared_with_the_mean_over_the_minibatch(double freeBits, bool isPulled)
    {
        using var estimates = Rows(new KlOptions { FreeBits = freeBits }, mask: null);
        estimates.Next();
        Assert.That(estimates.Gradient("m"), Is.EqualTo(isPulled ? new[] { 4, 0.4 } : [0, 0]).Within(1e-12));
    }

    /// <summary>The masked row has divergence 0.02: alone it would not be pulled, nor would the mean of both at 1.5.</summary>
    [Test]
    public void A_masked_row_has_no_part_in_the_mean()
    {
        using Tensor mask = torch.tensor([true, false]);
        using var estimates = Rows(new KlOptions { FreeBits = 1.5 }, mask);
        estimates.Next();
        Assert.That(estimates.Gradient("m"), Is.EqualTo(new double[] { 4, 0 }).Within(1e-12));
    }

    /// <summary>LogNormal and Gamma have no closed form: the log ratio of each number is compared.</summary>
    [TestCase(1e-9)]
    [TestCase(0.2)]
    [TestCase(100)]
    public void Without_a_closed_form_the_estimate_is_compared(double freeBits)
    {
        Action model = () => Sample("z", new LogNormal([0.0, 0], 1).ToEvent(1)), guide = () => Sample("z", new Gamma(Param("a", [2.0, 3]), 1).ToEvent(1));
        using Estimates free = new(new TraceMeanFieldElbo(kl: new KlOptions { FreeBits = freeBits }), model, guide), plain = new(new TraceElbo(), model, guide);
        double[] ratios = [];
        double loss = plain.Next(estimate =>
        {
            Tensor z = estimate.Runs[0].Guide["z"].Value!;
            ratios = TensorText.ToDoubles(new Gamma([2.0, 3], 1).LogProb(z) - new LogNormal([0.0, 0], 1).LogProb(z));
        });
        Assert.That(free.Next(), Is.EqualTo(loss).Within(1e-12));
        double[] expected = [.. plain.Gradient("a").Zip(ratios, (gradient, ratio) => ratio > freeBits ? gradient : 0)];
        Assert.That(free.Gradient("a"), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void Steps_that_were_taken_are_counted_and_nothing_else()
    {
        var asked = new List<long>();
        KlWeight weight = steps =>
        {
            asked.Add(steps);
            return 1;
        };
        using var rows = new Rows();
        using Svi<Tensor> svi = Infer.Tests.Rows.Engine(new Sgd(1e-3), new TraceMeanFieldElbo(particles: 2, kl: new KlOptions { Weight = weight }), new SviOptions { CheckedSteps = 0 });
        svi.Step(rows.Table);
        svi.EvaluateLoss(rows.Table);
        svi.Step(rows.Table);
        using (Tensor bad = torch.full([Infer.Tests.Rows.Count], double.PositiveInfinity, torch.ScalarType.Float64)) Assert.That(() => svi.Step(bad), Raises.Code("PPL201"));
        svi.Step(rows.Table);
        Assert.That(asked, Is.EqualTo(new long[] { 0, 0, 1, 1, 1, 1, 2, 2, 2, 2 }), "a step, an evaluation, a step, one that was skipped, and a step, of two particles each");
    }

    /// <summary>The loss is the bound, and a minimiser needs that loss's own gradient.</summary>
    [Test]
    public void Minimize_refuses_what_descends_something_else()
    {
        using var rows = new Rows();
        using Svi<Tensor> annealed = Infer.Tests.Rows.Engine(elbo: new TraceMeanFieldElbo(kl: new KlOptions { FreeBits = 0.1 })), plain = Infer.Tests.Rows.Engine(elbo: new TraceMeanFieldElbo());
        Assert.That(() => annealed.Minimize(rows.Table), Raises.Code("PPL314").With.Message.Contains(nameof(TraceMeanFieldElbo)));
        Assert.That(() => plain.Minimize(rows.Table), Throws.Nothing);
    }

    [Test]
    public void The_count_of_another_state_is_taken_over_once_all_is_read()
    {
        var elbo = new TraceMeanFieldElbo();
        var state = new SavedState();
        state.Add("steps", 12L);
        elbo.Restore(state)();
        var saved = new SavedState();
        elbo.Save(saved);
        Assert.That(saved.Integer("steps"), Is.EqualTo(12));
        Assert.That(() => elbo.Restore(new SavedState()), Raises.Code("PPL309"));
        var negative = new SavedState();
        negative.Add("steps", -1L);
        Assert.That(() => elbo.Restore(negative), Raises.Code("PPL309"));
    }

    [Test]
    public void Weights_are_those_of_their_formulas() => Assert.Multiple(() =>
    {
        Assert.That(Of(KlWeights.LinearWarmUp(4), 0, 1, 4, 9), Is.EqualTo(new[] { 0, 0.25, 1, 1 }));
        Assert.That(Of(KlWeights.LinearWarmUp(4, first: 0.2), 0, 2, 4), Is.EqualTo(new[] { 0.2, 0.6, 1 }).Within(1e-15));
        Assert.That(Of(KlWeights.Cyclical(10), 0, 1, 5, 9, 10, 12), Is.EqualTo(new[] { 0, 0.2, 1, 1, 0, 0.4 }).Within(1e-15));
        Assert.That(Of(KlWeights.Cyclical(10, rise: 1, cycles: 2), 9, 10, 19, 20), Is.EqualTo(new[] { 0.9, 0, 0.9, 1 }).Within(1e-15));
        Assert.That(Of(KlWeights.Constant(4), 0, 1000), Is.EqualTo(new[] { 4, 4 }));
    });

    [Test]
    public void Settings_out_of_range_are_refused() => Assert.Multiple(() =>
    {
        Assert.That(() => KlWeights.Constant(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => KlWeights.Constant(double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => KlWeights.LinearWarmUp(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => KlWeights.LinearWarmUp(5, first: 1.5), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => KlWeights.Cyclical(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => KlWeights.Cyclical(5, rise: 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => KlWeights.Cyclical(5, cycles: 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new KlOptions { FreeBits = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Events(new KlOptions { Weight = _ => double.NaN }).Next(), Raises.Code("PPL314").With.Message.Contains("NaN after 0 steps"));
    });

    private static double[] Of(KlWeight weight, params long[] steps) => [.. steps.Select(step => weight(step))];

    /// <summary>Three independent numbers in an event, and a likelihood of their sum.</summary>
    private static Estimates Events(KlOptions? options) => new(
        new TraceMeanFieldElbo(kl: options),
        () => Sample("y", new Normal(Sample("z", new Normal(0, 1).Expand([3]).ToEvent(1)).sum(), 1), obs: torch.tensor(2.0)),
        () => Sample("z", new Normal(Param("m", Loc), torch.tensor(Scale)).ToEvent(1)));

    /// <summary>Two of four rows, means 2 and 0.2 and standard deviation 1.</summary>
    private static Estimates Rows(KlOptions options, Tensor? mask)
    {
        return new Estimates(
            new TraceMeanFieldElbo(kl: options),
            () => InPlate(() => new Normal(0, 1)),
            () => InPlate(() => new Normal(Param("m", [2, 0.2]), 1)),
            plateDepth: 1);

        void InPlate(Func<Distribution> distribution)
        {
            using Scope masked = mask is null ? new Handlers.Scale(1).Enter() : new Handlers.Mask(mask).Enter();
            using Plate rows = Plate("rows", 4, torch.tensor([0L, 1]));
            Sample("z", distribution());
        }
    }
}
