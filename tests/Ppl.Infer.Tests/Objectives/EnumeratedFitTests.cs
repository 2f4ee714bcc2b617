using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Engines that sum discrete latents out: what they find, and that nothing but parameters, optimiser and generator decides their steps.</summary>
public sealed class EnumeratedFitTests
{
    private static readonly double[] Locations = [-3, 0.5, 4], Shares = [0.2, 0.5, 0.3];

    [Test]
    public void A_mixture_is_found_in_minibatches()
    {
        const int count = 1200;
        using Tensor data = Mixed(count);
        Program<(Tensor Rows, Tensor Y)> model = batch =>
        {
            Tensor shares = Sample("shares", new Dirichlet([1, 1, 1]));
            Tensor locations = Sample("locations", new Normal(new double[3], 5).ToEvent(1));
            Tensor scale = Sample("scale", new LogNormal(0, 1));
            using Plate rows = Plate("rows", count, batch.Rows);
            Tensor z = Sample("z", new Categorical(shares));
            Sample("y", new Normal(locations[z], scale), obs: batch.Y);
        };
        var guide = new AutoNormal<(Tensor Rows, Tensor Y)>(model, InitialValues.Values(new Dictionary<string, Tensor> { ["locations"] = torch.tensor([-2f, 0, 2]) }));
        using var svi = new Svi<(Tensor Rows, Tensor Y)>(model, guide, new Adam(0.03), new TraceEnumElbo(), new Rng(1));
        svi.Fit(Datasets.Of(data).WithRows(), new FitOptions { Epochs = 100, BatchSize = 100 });
        IReadOnlyDictionary<string, Tensor> found = guide.Median(svi.Parameters, (torch.arange(count), data));
        Assert.That(TensorText.ToDoubles(found["locations"]), Is.EqualTo(Locations).Within(0.15));
        Assert.That(TensorText.ToDoubles(found["shares"]), Is.EqualTo(Shares).Within(0.05));
        Assert.That((double)found["scale"], Is.EqualTo(1).Within(0.1));
    }

    [Test]
    public void A_hidden_Markov_model_is_found_in_minibatches_of_sequences()
    {
        const int sequences = 300, length = 12;
        using Tensor data = Sequences(sequences, length);
        Program<(Tensor Rows, Tensor Y)> model = batch =>
        {
            Tensor transition = Param("transition", () => torch.tensor(new[,] { { 0.6f, 0.4f }, { 0.4f, 0.6f } }), Constraints.Simplex);
            Tensor means = Param("means", [-1.0, 1.0]);
            var next = new Categorical(transition);
            using Plate rows = Plate("rows", sequences, batch.Rows);
            Tensor z = torch.tensor(0L);
            Tensor[] y = batch.Y.unbind(1);
            foreach (int t in Markov(length))
            {
                z = Sample($"z{t}", next.Gather(z));
                Sample($"y{t}", new Normal(means[z], 1), obs: y[t]);
            }
        };
        using var svi = new Svi<(Tensor Rows, Tensor Y)>(model, _ => { }, new Adam(0.05), new TraceEnumElbo(), new Rng(1));
        svi.Fit(Datasets.Of(data).WithRows(), new FitOptions { Epochs = 60, BatchSize = 100 });
        Assert.That(TensorText.ToDoubles(svi.Parameters["means"].Constrained()), Is.EqualTo(new[] { -2.0, 2 }).Within(0.15));
        Assert.That(TensorText.ToDoubles(svi.Parameters["transition"].Constrained()), Is.EqualTo(new[] { 0.9, 0.1, 0.3, 0.7 }).Within(0.06));
    }

    [Test]
    public void Amortised_probabilities_of_local_latents_are_learnt()
    {
        using Tensor data = torch.tensor([-3f, -2.5f, 2.5f, 3f, 3.5f, -3.5f]);
        Program<Tensor> model = y =>
        {
            using Plate rows = Plate("rows", y.shape[0], subsample: 3);
            Tensor z = Sample("z", new Bernoulli(0.5));
            Sample("y", new Normal((6 * z) - 3, 1), obs: rows.Subsample(y));
        };
        Program<Tensor> guide = y =>
        {
            Tensor slope = Param("slope", 0.0), intercept = Param("intercept", 1.0);
            using Plate rows = Plate("rows", y.shape[0], subsample: 3);
            Sample("z", Bernoulli.FromLogits((slope * rows.Subsample(y)) + intercept));
        };
        using var svi = new Svi<Tensor>(model, guide, new Adam(0.1), new TraceEnumElbo(), new Rng(1));
        for (int step = 0; step < 600; step++) svi.Step(data);
        double evidence = TensorText.ToDoubles(data).Sum(y => Math.Log((0.5 * MathNet.Numerics.Distributions.Normal.PDF(3, 1, y)) + (0.5 * MathNet.Numerics.Distributions.Normal.PDF(-3, 1, y))));
        double[] losses = [.. Enumerable.Range(0, 50).Select(_ => svi.EvaluateLoss(data))];
        Assert.That(losses.Average(), Is.EqualTo(-evidence).Within(0.5));
        Assert.That((double)svi.Parameters["slope"].Unconstrained, Is.GreaterThan(2), "the posterior's is 6");
    }

    [Test]
    public void Guides_that_are_made_from_the_model_leave_out_or_list_what_is_discrete()
    {
        using Tensor data = Mixed(60);
        Program<Tensor> model = y =>
        {
            Tensor locations = Sample("locations", new Normal(new double[3], 5).ToEvent(1));
            using Plate rows = Plate("rows", y.shape[0]);
            Tensor z = Sample("z", new Categorical(torch.tensor(Shares)));
            Sample("y", new Normal(locations[z], 1), obs: y);
        };
        Program<Tensor>[] guides =
        [
            new AutoNormal<Tensor>(model), new AutoDelta<Tensor>(model), new AutoMultivariateNormal<Tensor>(model), new AutoLaplace<Tensor>(model),
            new AutoGuideList<Tensor>(new AutoNormal<Tensor>(model), new AutoDiscreteParallel<Tensor>(model)),
            new AutoGuideList<Tensor>(new AutoNormal<Tensor>(model, only: ["locations"]), new AutoDiscreteParallel<Tensor>(model)),
        ];
        foreach (Program<Tensor> guide in guides)
        {
            using var svi = new Svi<Tensor>(model, guide, new Adam(0.1), new TraceEnumElbo(), new Rng(1));
            double[] losses = [.. Enumerable.Range(0, 150).Select(_ => svi.Step(data))];
            Assert.That(losses[^10..].Average(), Is.LessThan(losses[..10].Average() - 10));
        }
    }

    [Test]
    public void A_curvature_over_discrete_latents_is_refused()
    {
        using Tensor data = Mixed(10);
        Program<Tensor> model = y =>
        {
            Tensor location = Sample("location", new Normal(0, 5));
            using Plate rows = Plate("rows", y.shape[0]);
            Sample("y", new Normal(location + Sample("z", new Bernoulli(0.5)), 1), obs: y);
        };
        var guide = new AutoLaplace<Tensor>(model);
        using var svi = new Svi<Tensor>(model, guide, new Adam(0.1), new TraceEnumElbo(), new Rng(1));
        svi.Step(data);
        Assert.That(() => guide.AtMode(svi.Parameters, data), Raises.Code("PPL004"));
    }

    [Test]
    public void A_restored_engine_goes_on_to_the_last_bit()
    {
        using Svi<int> first = Engine(), second = Engine();
        for (int step = 0; step < 7; step++) first.Step(0);
        var state = new SavedState();
        first.Save(state);
        second.Restore(state)();
        double[] expected = [.. Enumerable.Range(0, 10).Select(_ => first.Step(0))];
        Assert.That(Enumerable.Range(0, 10).Select(_ => second.Step(0)), Is.EqualTo(expected));
    }

    [Test]
    public void Value_checks_change_no_number()
    {
        using Svi<int> with = Engine(new SviOptions { CheckedSteps = 1000 }), without = Engine(new SviOptions { CheckedSteps = 0 });
        Assert.That(Enumerable.Range(0, 10).Select(_ => with.Step(0)), Is.EqualTo(Enumerable.Range(0, 10).Select(_ => without.Step(0)).ToArray()));
    }

    [Test]
    public void A_bound_without_draws_is_minimised()
    {
        Program<int> model = _ =>
        {
            using Plate rows = Plate("rows", 3);
            Tensor z = Sample("z", new Bernoulli(torch.tensor(0.3)));
            Sample("y", new Normal(z, 1), obs: torch.tensor([0.2, 1.5, -0.3]));
        };
        using var svi = new Svi<int>(
            model, _ => { using Plate rows = Plate("rows", 3); Sample("z", Bernoulli.FromLogits(Param("l", new double[3], eventDim: 0))); },
            new Adam(), new TraceEnumElbo(), new Rng(1, torch.ScalarType.Float64));
        using var engine = new InferDiscrete<int>(model, new Rng(1, torch.ScalarType.Float64));
        Assert.That(svi.Minimize(0).Value, Is.EqualTo(-engine.LogEvidence(0)).Within(1e-8));
    }

    private static Svi<int> Engine(SviOptions? options = null) => new(_ => MixedDraws.Model(), _ => MixedDraws.Guide(), new Adam(0.05), new TraceEnumElbo(particles: 2), new Rng(1, torch.ScalarType.Float64), options: options);

    private static Tensor Mixed(int count)
    {
        using TensorScope scope = TensorScope.Begin();
        using var rng = new Rng(3);
        Tensor z = new Categorical(Shares).Sample(rng, [count]);
        return scope.Keep(torch.tensor(Locations, torch.float32)[z] + rng.Randn([count]));
    }

    private static Tensor Sequences(int count, int length)
    {
        using TensorScope scope = TensorScope.Begin();
        using var rng = new Rng(4);
        var next = new Categorical(torch.tensor(new[,] { { 0.9, 0.1 }, { 0.3, 0.7 } }));
        Tensor z = torch.zeros([count], torch.int64);
        var steps = new List<Tensor>();
        for (int t = 0; t < length; t++)
        {
            z = next.Gather(z).Sample(rng);
            steps.Add((4 * z.to(torch.float32)) - 2 + rng.Randn([count]));
        }
        return scope.Keep(torch.stack(steps, 1));
    }
}
