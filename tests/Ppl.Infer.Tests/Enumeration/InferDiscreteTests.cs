using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

[NonParallelizable]
public sealed class InferDiscreteTests
{
    [Test]
    public void A_hidden_Markov_model_of_a_thousand_steps_has_the_evidence_of_the_forward_algorithm()
    {
        using var model = new HiddenMarkovModel(length: 1000, states: 16);
        Assert.That(Evidence(model.Program, model.Data), Is.EqualTo(model.Forward()).Within(1e-9));
    }

    /// <summary>Each tensor operation makes one tensor.</summary>
    [Test]
    public void A_chain_takes_operations_in_proportion_to_its_length()
    {
        long Operations(int length)
        {
            using var model = new HiddenMarkovModel(length, states: 3);
            using TensorScope scope = TensorScope.Begin();
            Trace trace = Enumerated(model.Program, model.Data);
            foreach (Site site in trace) _ = ((SampleSite)site).LogProb;
            long before = torch.Tensor.TotalCount;
            Contraction.Of(FactorGraph.Of(trace), Semiring.LogSum);
            return torch.Tensor.TotalCount - before;
        }

        long fifty = Operations(50);
        Assert.That(Operations(200) - Operations(100), Is.EqualTo(2 * (Operations(100) - fifty)).Within(8));
        Assert.That(fifty, Is.LessThan(50 * 12));
    }

    [Test]
    public void Draws_follow_the_posterior_of_all_sites_together()
    {
        foreach (Structure structure in Structures.All.Where(structure => structure.ToString() is "Chain 1" or "SharedBetweenPlates 2" or "ChainInPlate 1" or "PlatesWithinPlates 1"))
        {
            using var engine = new InferDiscrete<int>(structure.Program, new Rng(seed: 5, torch.ScalarType.Float64));
            BruteForce exact = structure.Sum();
            const int draws = 20_000;
            using TensorScope scope = TensorScope.Begin();
            IReadOnlyDictionary<string, Tensor> values = engine.Sample(0, draws);
            double[][] columns = [.. structure.Unknowns.SelectMany(unknown => Columns(values[unknown.Name], draws))];
            int[] radix = [.. exact.Marginals.Select(marginal => marginal.Length)];
            var counts = new long[exact.Posterior.Length];
            for (int i = 0; i < draws; i++)
            {
                long state = 0;
                for (int j = 0; j < radix.Length; j++) state = (state * radix[j]) + (long)columns[j][i];
                counts[state]++;
            }
            (long[] merged, double[] probabilities) = Merged(counts, exact.Posterior, draws);
            StatisticalAssert.Frequencies(merged, probabilities, falseAlarm: 1e-6);
        }
    }

    [Test]
    public void One_draw_has_the_shapes_of_the_sites()
    {
        using var engine = new InferDiscrete<int>(_ =>
        {
            using Plate rows = Plate("rows", 3, dim: -2);
            Tensor z = Sample("z", new Categorical([0.5, 0.5]));
            using Plate columns = Plate("columns", 4, dim: -1);
            Sample("w", new OneHotCategorical([0.1, 0.2, 0.7]));
        }, new Rng(1));
        IReadOnlyDictionary<string, Tensor> one = engine.Sample(0), many = engine.Sample(0, draws: 5), marginals = engine.Marginals(0);
        Assert.That(one["z"].shape, Is.EqualTo(new long[] { 3, 1 }));
        Assert.That(one["w"].shape, Is.EqualTo(new long[] { 3, 4, 3 }));
        Assert.That(many["w"].shape, Is.EqualTo(new long[] { 5, 3, 4, 3 }));
        Assert.That(marginals["z"].shape, Is.EqualTo(new long[] { 3, 1, 2 }));
        Assert.That(engine.MostProbable(0)["w"].sum(dim: -1).min().item<float>(), Is.EqualTo(1));
    }

    [Test]
    public void Continuous_sites_are_given_from_outside()
    {
        Program<int> program = _ =>
        {
            Tensor scale = Sample("scale", new LogNormal(0, 1));
            Tensor z = Sample("z", new Bernoulli(0.3));
            Sample("y", new Normal(z, scale), obs: torch.tensor(0.8, torch.float64));
        };
        var given = new Substitute(new Dictionary<string, Tensor> { ["scale"] = torch.tensor(0.5, torch.float64) });
        double expected = new[] { (Prior: 0.7, Mean: 0.0), (Prior: 0.3, Mean: 1.0) }
            .Sum(state => state.Prior * MathNet.Numerics.Distributions.Normal.PDF(state.Mean, 0.5, 0.8)) * MathNet.Numerics.Distributions.LogNormal.PDF(0, 1, 0.5);
        Assert.That(Evidence(program.Under(given), 0), Is.EqualTo(Math.Log(expected)).Within(1e-12));
    }

    [Test]
    public void A_subsampled_plate_multiplies_its_own_sums()
    {
        Tensor data = torch.tensor([0.3, -1.2, 0.8, 2.0], torch.float64);
        void Program(bool isPart)
        {
            using Plate rows = Plate("rows", isPart ? 8 : 4, 4);
            Tensor z = Sample("z", new Bernoulli(0.3));
            Sample("y", new Normal(z, 1), obs: data);
        }
        Assert.That(Evidence<int>(_ => Program(isPart: true), 0), Is.EqualTo(2 * Evidence<int>(_ => Program(isPart: false), 0)).Within(1e-12));
    }

    /// <summary>Nothing tells them apart, so that no tensor has the plate's dim.</summary>
    [Test]
    public void Elements_of_a_plate_that_are_all_alike_count_each()
    {
        void Element()
        {
            Tensor z = Sample("z", new Bernoulli(0.3));
            Factor("f", z * 1.7);
        }
        double many = Evidence<int>(_ =>
        {
            using Plate rows = Plate("rows", 5);
            Element();
        }, 0);
        Assert.That(many, Is.EqualTo(5 * Math.Log(0.7 + (0.3 * Math.Exp(1.7)))).Within(1e-12));
    }

    [Test]
    public void A_Scale_around_a_whole_sum_multiplies_it()
    {
        Program<int> program = _ => Sample("y", new Normal(Sample("z", new Bernoulli(0.3)), 1), obs: torch.tensor(0.5, torch.float64));
        Assert.That(Evidence(program.Under(new Scale(3)), 0), Is.EqualTo(3 * Evidence(program, 0)).Within(1e-12));
    }

    [Test]
    public void A_subsampled_plate_inside_a_sum_is_PPL030() =>
        Assert.That(() => Evidence<int>(_ =>
        {
            Tensor z = Sample("z", new Bernoulli(0.3));
            using Plate rows = Plate("rows", 8, 2);
            Sample("y", new Normal(z, 1), obs: torch.zeros([2], torch.float64));
        }, 0), Raises.Code("PPL030").With.Message.Contains("plate \"rows\" is subsampled, inside the sum over \"z\""));

    [Test]
    public void A_Scale_around_a_part_of_a_sum_is_PPL030() =>
        Assert.That(() => Evidence<int>(_ =>
        {
            Tensor z = Sample("z", new Bernoulli(0.3));
            using Scope scaled = new Scale(2).Enter();
            Sample("y", new Normal(z, 1), obs: torch.tensor(0.5));
        }, 0), Raises.Code("PPL030"));

    [Test]
    public void A_factor_over_sites_of_crossing_plates_is_PPL031() =>
        Assert.That(() => Evidence<int>(_ =>
        {
            Tensor row, column;
            using (Plate("rows", 3, dim: -2)) row = Sample("row", new Bernoulli(0.5));
            using (Plate("columns", 4, dim: -1)) column = Sample("column", new Bernoulli(0.5));
            using Plate rows = Plate("rows", 3, dim: -2);
            using Plate columns = Plate("columns", 4, dim: -1);
            Factor("f", row * column);
        }, 0), Raises.Code("PPL031"));

    [Test]
    public void Particles_are_kept_apart()
    {
        Tensor data = torch.tensor([0.1, -0.4, 2.0], torch.float64);
        Program<int> program = _ =>
        {
            Tensor x = Sample("x", new Normal(0, 1));
            Tensor shared = Sample("shared", new Bernoulli(0.4));
            using Plate rows = Plate("rows", 3);
            Tensor z = Sample("z", new Categorical([0.2, 0.3, 0.5]));
            Sample("y", new Normal(x + z + shared, 1), obs: data);
        };
        using TensorScope scope = TensorScope.Begin();
        Trace trace = Enumerated(program.Under(new Broadcast("particles", 4, dim: -2)), 0, plateDepth: 2);
        double[] together = TensorText.ToDoubles(Contraction.Of(FactorGraph.Of(trace, "particles"), Semiring.LogSum).Total);
        double[] drawn = TensorText.ToDoubles(trace["x"].Value!);
        double[] apart = [.. drawn.Select(x => Evidence(program.Under(new Substitute(new Dictionary<string, Tensor> { ["x"] = torch.tensor(x) })), 0))];
        Assert.That(drawn.Distinct().Count(), Is.EqualTo(4));
        Assert.That(together, Is.EqualTo(apart).Within(1e-12));
    }

    [Test]
    public void Elements_that_are_masked_add_nothing()
    {
        double Of(double[] data, Tensor? mask) => Evidence<int>(_ =>
        {
            using Plate rows = Plate("rows", data.Length);
            Sample("y", new Normal(Sample("z", new Bernoulli(0.3)), 1), obs: torch.tensor(data), obsMask: mask);
        }, 0);
        Assert.That(Of([0.3, double.NaN, 0.8], torch.tensor([true, false, true])), Is.EqualTo(Of([0.3, 0.8], null)).Within(1e-12));
    }

    [Test]
    public void Impossible_states_give_no_NaN()
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor logits = torch.tensor(new[] { 0.1, 0.4 }, torch.float64, requires_grad: true);
        Tensor matrix = torch.tensor(new[,] { { 1.0, 0 }, { 0, 1 } }, torch.float64, requires_grad: true);
        Trace trace = Enumerated(_ =>
        {
            Tensor z = Sample("z0", Categorical.FromLogits(logits));
            foreach (int t in Markov(5))
            {
                z = Sample($"z{t + 1}", new Categorical(matrix).Gather(z));
                Factor($"f{t}", torch.tensor([double.NegativeInfinity, 0.0])[z]);
            }
        }, 0);
        Tensor total = Contraction.Of(FactorGraph.Of(trace), Semiring.LogSum).Total;
        total.backward();
        Assert.That((double)total, Is.EqualTo(0.4 - Math.Log(Math.Exp(0.1) + Math.Exp(0.4))).Within(1e-12));
        Assert.That(TensorText.ToDoubles(logits.grad!), Is.EqualTo(new[] { -1 / (1 + Math.Exp(0.3)), 1 / (1 + Math.Exp(0.3)) }).Within(1e-12));
        Assert.That(TensorText.ToDoubles(matrix.grad!), Has.All.Matches<double>(double.IsFinite));
    }

    [Test]
    public void Where_nothing_is_possible_the_evidence_is_0_and_a_draw_PPL201()
    {
        using var engine = new InferDiscrete<int>(_ =>
        {
            Tensor z = Sample("z", new Bernoulli(0.3));
            Factor("f", z * 0 + double.NegativeInfinity);
        }, new Rng(1));
        Assert.That(engine.LogEvidence(0), Is.EqualTo(double.NegativeInfinity));
        Assert.That(() => engine.Sample(0), Raises.Code("PPL201"));
    }

    [Test]
    public void Gradients_are_those_of_the_sum()
    {
        static Tensor Log(Tensor[] arguments)
        {
            Trace trace = Enumerated(_ =>
            {
                using Plate rows = Plate("rows", 3);
                Tensor z = Sample("z", Categorical.FromLogits(arguments[0]));
                Sample("y", new Normal(arguments[1], 1).Gather(z), obs: torch.tensor([0.1, -0.4, 2.0], torch.float64));
            }, 0, plateDepth: 1);
            return Contraction.Of(FactorGraph.Of(trace), Semiring.LogSum).Total;
        }
        GradientCheck.Check(Log, [torch.tensor([0.1, 0.2, -0.5]), torch.tensor([-1.0, 0.3, 1.5])]);
    }

    [Test]
    public void Draws_in_place_of_a_support_estimate_the_sum()
    {
        Program<int> program = _ =>
        {
            var draws = new SiteOptions { Enumeration = Enumeration.MonteCarlo(200_000) };
            Tensor z = Sample("z", new Categorical([0.2, 0.3, 0.5]));
            Tensor x = Sample("x", new Normal(torch.tensor([-1.0, 0, 2], torch.float64), 1).Gather(z), options: draws);
            Sample("y", new Normal(x, 0.5), obs: torch.tensor(0.7, torch.float64));
        };
        double exact = new[] { (0.2, -1.0), (0.3, 0.0), (0.5, 2.0) }.Sum(state => state.Item1 * MathNet.Numerics.Distributions.Normal.PDF(state.Item2, Math.Sqrt(1.25), 0.7));
        using TensorScope scope = TensorScope.Begin();
        double estimate = (double)Contraction.Of(FactorGraph.Of(Enumerated(program, 0)), Semiring.LogSum).Total;
        // The weights' relative standard deviation is below 2: five standard errors of 2 / √200,000.
        Assert.That(estimate, Is.EqualTo(Math.Log(exact)).Within(5 * 2 / Math.Sqrt(200_000)));
    }

    [Test]
    public void A_product_too_large_to_lay_out_is_one_of_matrices()
    {
        using TensorScope scope = TensorScope.Begin();
        using var rng = new Rng(1, torch.ScalarType.Float64);
        Axis a = new BatchAxis("a", 50), b = new BatchAxis("b", 60), c = new BatchAxis("c", 70), plate = new BatchAxis("p", 2);
        var left = new NamedTensor(30 * rng.Randn([2, 50, 60]), [plate, a, b]);
        var right = new NamedTensor(30 * rng.Randn([60, 70]), [b, c]);
        NamedTensor product = SumProduct.Over(b, [left, right], Semiring.LogSum, isDifferentiated: false);
        NamedTensor laidOut = (left + right).Reduce(b, (table, dim) => table.logsumexp(dim));
        Assert.That(TensorText.ToDoubles(product.AlignedTo([plate, a, c])), Is.EqualTo(TensorText.ToDoubles(laidOut.AlignedTo([plate, a, c]))).Within(1e-9));
    }

    internal static Trace Enumerated<TData>(Program<TData> program, TData data, int plateDepth = 0)
    {
        using Rng rng = new(seed: 1, torch.ScalarType.Float64);
        return Trace.Of(program.Under(new Seed(rng)).Under(() => new Enumerate(plateDepth)), data);
    }

    private static double Evidence<TData>(Program<TData> program, TData data)
    {
        using var engine = new InferDiscrete<TData>(program, new Rng(seed: 1, torch.ScalarType.Float64));
        return engine.LogEvidence(data);
    }

    private static IEnumerable<double[]> Columns(Tensor values, int draws)
    {
        double[] numbers = TensorText.ToDoubles(values);
        int width = numbers.Length / draws;
        return Enumerable.Range(0, width).Select(column => Enumerable.Range(0, draws).Select(row => numbers[(row * width) + column]).ToArray());
    }

    /// <summary>Rare assignments are counted together.</summary>
    private static (long[] Counts, double[] Probabilities) Merged(long[] counts, double[] probabilities, int draws)
    {
        bool IsRare(int i) => probabilities[i] * draws < 10;
        int[] all = [.. Enumerable.Range(0, counts.Length)];
        int[] common = [.. all.Where(i => !IsRare(i))], rare = [.. all.Where(IsRare)];
        double restOfAll = rare.Sum(i => probabilities[i]);
        if (restOfAll * draws < 5) (common, rare) = (common[1..], [.. rare, common[0]]);
        return ([.. common.Select(i => counts[i]), rare.Sum(i => counts[i])], [.. common.Select(i => probabilities[i]), rare.Sum(i => probabilities[i])]);
    }
}
