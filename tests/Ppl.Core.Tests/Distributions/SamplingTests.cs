using Ppl.Distributions;
using Ppl.Testing;
using TorchSharp;

namespace Ppl.Core.Tests;

/// <summary>Draws of every distribution against its own density, cdf and moments. Each statistical assertion has a false alarm rate of 1e-6.</summary>
public sealed class SamplingTests
{
    private const int Draws = 20_000;

    private static IEnumerable<Instance> All => Family.Drawn;

    /// <summary>The moments of an angle are circular ones.</summary>
    private static IEnumerable<Instance> WithMoments => All.Where(one => one.Family.Name != "VonMises" && Has(one, distribution => distribution.Mean) && IsFinite(one));

    private static IEnumerable<Instance> WithCdf => All.Where(one => Has(one, distribution => distribution.Cdf(Anywhere(distribution))));

    private static IEnumerable<Instance> Continuous => WithCdf.Where(one => !IsDiscrete(one));

    private static IEnumerable<Instance> Discrete => WithCdf.Where(IsDiscrete);

    private static IEnumerable<Instance> WithIcdf => All.Where(one => !IsDiscrete(one) && Has(one, distribution => distribution.Icdf(distribution.Mean)));

    private static IEnumerable<Instance> CountsWithIcdf => Discrete.Where(one => Has(one, distribution => distribution.Icdf(torch.tensor(0.5))));

    private static IEnumerable<Instance> WithEntropy => All.Where(one => Has(one, distribution => distribution.Entropy()));

    private static IEnumerable<Instance> Random => All.Where(one => one.Family.Name is not ("Delta" or "Unit"));

    private static IEnumerable<Instance> Enumerable => All.Where(one => Has(one, distribution => distribution.EnumerateSupport()));

    private DisposeScope scope = null!;
    private Rng rng = null!;

    [SetUp]
    public void Open()
    {
        scope = torch.NewDisposeScope();
        rng = new Rng(20, torch.ScalarType.Float64);
    }

    [TearDown]
    public void Close()
    {
        rng.Dispose();
        scope.Dispose();
    }

    [TestCaseSource(nameof(WithMoments))]
    public void Draws_have_the_mean_and_variance(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        Tensor draws = distribution.Sample(rng, [Draws]).reshape(Draws, -1);
        double[] mean = distribution.Mean.Numbers(), variance = distribution.Variance.Numbers();
        for (int i = 0; i < mean.Length; i++)
        {
            double[] element = draws[torch.TensorIndex.Colon, i].Numbers();
            StatisticalAssert.Mean(element, mean[i]);
            StatisticalAssert.Variance(element, variance[i]);
        }
    }

    [TestCaseSource(nameof(Continuous))]
    public void Draws_follow_the_cdf(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        Tensor draws = distribution.Sample(rng, [Draws]);
        StatisticalAssert.Distribution(distribution.Cdf(draws).Numbers(), uniform => uniform);
    }

    /// <summary>Pearson's test over the whole numbers, neighbours put together until at least fifty draws are expected.</summary>
    [TestCaseSource(nameof(Discrete))]
    public void Whole_draws_have_the_frequencies_of_the_cdf(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        double[] draws = distribution.Sample(rng, [Draws]).Numbers();
        double[] cdf = distribution.Cdf(torch.arange(draws.Min() - 1, draws.Max() + 1, torch.ScalarType.Float64)).Numbers();
        var counts = new List<long>();
        var probabilities = new List<double>();
        double merged = 0, from = draws.Min() - 1;
        for (int i = 0; i < cdf.Length && 1 - cdf[i] > 50.0 / Draws; i++)
        {
            if (cdf[i] - merged < 50.0 / Draws) continue;
            double to = draws.Min() - 1 + i, lower = from;
            counts.Add(draws.LongCount(draw => draw > lower && draw <= to));
            probabilities.Add(cdf[i] - merged);
            (merged, from) = (cdf[i], to);
        }
        counts.Add(Draws - counts.Sum());
        probabilities.Add(1 - merged);
        StatisticalAssert.Frequencies([.. counts], [.. probabilities]);
    }

    /// <summary>At every whole number and between them the cdf is the sum of the masses so far.</summary>
    [TestCaseSource(nameof(Discrete))]
    public void The_cdf_of_a_mass_is_its_running_sum(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        Tensor whole = torch.arange(-3, 20, torch.ScalarType.Float64);
        double[] masses = [.. whole.Numbers().Select(x => torch.tensor(x)).Select(x => distribution.Support.Check(x).item<bool>() ? distribution.LogProb(x).exp().ToDouble() : 0)];
        double[] sums = [.. masses.Select((_, i) => masses[..(i + 1)].Sum())];
        Closeness.AssertClose(distribution.Cdf(whole), sums, 1e-12, "cdf");
        Closeness.AssertClose(distribution.Cdf(whole + 0.75), sums, 1e-12, "cdf between");
    }

    [Test]
    public void Draws_that_would_overflow_or_underflow_keep_a_density()
    {
        using var single = new Rng(22);
        Distribution[] extremes = [new Pareto(1, 0.05), new Weibull(1, 0.03), new Kumaraswamy(0.02, 0.02), new LogUniform(1e-30, 1e30), new Levy(0, 1e-3)];
        foreach (Distribution distribution in extremes)
        {
            Tensor draws = distribution.Sample(single, [Draws]);
            Assert.That(distribution.Support.Check(draws).all().item<bool>(), distribution.Name);
            Assert.That(distribution.LogProb(draws).isfinite().all().item<bool>(), distribution.Name);
        }
    }

    /// <summary>Float32 draws, taken for Float64 numbers: what rounds them moves the cdf by less than the test sees.</summary>
    [TestCaseSource(nameof(Continuous))]
    public void Float32_draws_of_an_expanded_batch_follow_the_cdf(Instance instance)
    {
        using var single = new Rng(21);
        Distribution distribution = instance.OfNumbers();
        Tensor draws = distribution.Expand([2]).Sample(single, [Draws / 2]);
        Assert.That(draws.dtype, Is.EqualTo(torch.ScalarType.Float32));
        Assert.That(distribution.Support.Check(draws).all().item<bool>());
        Assert.That(distribution.LogProb(draws).isfinite().all().item<bool>());
        StatisticalAssert.Distribution(distribution.Cdf(draws.to(torch.ScalarType.Float64)).Numbers(), uniform => uniform);
    }

    [TestCaseSource(nameof(WithIcdf))]
    public void The_quantile_function_inverts_the_cdf(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        Tensor p = torch.tensor([0.001, 0.1, 0.5, 0.7, 0.999]);
        Closeness.AssertClose(distribution.Cdf(distribution.Icdf(p)), p.Numbers(), 1e-12, "cdf of icdf");
    }

    [TestCaseSource(nameof(WithIcdf))]
    public void The_quantiles_at_0_and_1_are_the_ends_of_the_support(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        var support = (Interval)distribution.Support;
        double[] ends = [support.Low.Number, support.High.Number];
        Closeness.AssertClose(distribution.Icdf(torch.tensor([0.0, 1.0])), ends, 1e-14, "ends");
        Closeness.AssertClose(distribution.Icdf(torch.tensor([0f, 1f])), ends, 1e-6, "ends in Float32");
    }

    [TestCaseSource(nameof(CountsWithIcdf))]
    public void The_quantile_of_a_count_is_the_least_whose_cdf_reaches_it(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        var support = (IntegerInterval)distribution.Support;
        Tensor p = torch.tensor([0.001, 0.1, 0.5, 0.7, 0.999]), quantile = distribution.Icdf(p);
        Assert.That(distribution.Support.Check(quantile).all().item<bool>());
        Assert.That((distribution.Cdf(quantile) >= p).all().item<bool>() && (distribution.Cdf(quantile - 1) < p).all().item<bool>());
        Assert.That(distribution.Icdf(torch.tensor([0.0, 1.0])).Numbers(), Is.EqualTo(new[] { support.Low.Number, support.High.Number }));
        Assert.That(Shape.Of(distribution.Expand([3, 1]).Icdf(p)), Is.EqualTo(Shape.Create([3, 5])));
    }

    [TestCaseSource(nameof(WithEntropy))]
    public void The_entropy_is_the_mean_of_minus_the_log_density(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        Tensor logProb = distribution.LogProb(distribution.Sample(rng, [Draws]).to(torch.ScalarType.Float64));
        double[] entropy = distribution.Entropy().Numbers();
        for (int i = 0; i < entropy.Length; i++)
        {
            double[] element = (-logProb.reshape(Draws, -1)[torch.TensorIndex.Colon, i]).Numbers();
            if (element.Max() - element.Min() < 1e-12) Assert.That(element[0], Is.EqualTo(entropy[i]).Within(1e-12));
            else StatisticalAssert.Mean(element, entropy[i]);
        }
    }

    [TestCaseSource(nameof(Enumerable))]
    public void Draws_have_the_enumerated_frequencies(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        Tensor values = distribution.EnumerateSupport();
        Dictionary<string, long> draws = Events(distribution, distribution.Sample(rng, [Draws])).CountBy(draw => draw).ToDictionary(pair => pair.Key, pair => (long)pair.Value);
        double[] probabilities = distribution.LogProb(values).exp().Numbers();
        long[] counts = [.. Events(distribution, values).Select(value => draws.GetValueOrDefault(value))];

        // Chi-square wants five expected draws: the rare values are counted together.
        int[] order = [.. probabilities.Select((_, i) => i).OrderBy(i => probabilities[i])];
        int rare = order.TakeWhile((value, i) => Draws * Math.Min(probabilities[value], order[..i].Sum(j => probabilities[j])) < 20).Count();
        StatisticalAssert.Frequencies(
            [order[..rare].Sum(i => counts[i]), .. order[rare..].Select(i => counts[i])],
            [order[..rare].Sum(i => probabilities[i]), .. order[rare..].Select(i => probabilities[i])]);
    }

    /// <summary>Each event as a text of its numbers.</summary>
    private static IEnumerable<string> Events(Distribution distribution, Tensor values) =>
        values.Numbers().Chunk((int)distribution.EventShape.NumberOfElements).Select(one => string.Join(' ', one));

    /// <summary>A point of the support.</summary>
    private static Tensor Anywhere(Distribution distribution) =>
        distribution.Support.FeasiblePoint(torch.zeros(distribution.EventShape.ToArray(), torch.ScalarType.Float64));

    private static bool IsDiscrete(Instance instance)
    {
        using var scope = torch.NewDisposeScope();
        return instance.OfNumbers().Support.IsDiscrete;
    }

    [TestCaseSource(nameof(All))]
    public void Draws_lie_in_the_support_and_have_a_density(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        Tensor draws = distribution.Sample(rng, [1000]);
        Assert.That(distribution.Support.Check(draws).all().item<bool>());
        Assert.That(distribution.LogProb(draws).isfinite().all().item<bool>());
    }

    [TestCaseSource(nameof(All))]
    public void Draws_have_the_shape_sample_batch_event(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        Assert.That(Shape.Of(distribution.Sample(rng, [5, 4])), Is.EqualTo(Shape.Create([5, 4]) + distribution.BatchShape + distribution.EventShape));
        Assert.That(Shape.Of(distribution.Sample(rng)), Is.EqualTo(distribution.BatchShape + distribution.EventShape));
    }

    [TestCaseSource(nameof(All))]
    public void Tensors_decide_the_dtype_of_a_draw_and_else_the_generator_does(Instance instance)
    {
        Assert.That(instance.OfTensors(out _).IsReparameterized, Is.EqualTo(instance.OfNumbers().IsReparameterized));
        Tensor number = instance.OfNumbers().Sample(rng);
        using var single = new Rng(1);
        if (!number.is_floating_point()) Assert.That(instance.OfTensors(out _).Sample(single).dtype, Is.EqualTo(number.dtype));
        else
        {
            Assert.That(number.dtype, Is.EqualTo(torch.ScalarType.Float64));
            Assert.That(instance.OfNumbers().Sample(single).dtype, Is.EqualTo(torch.ScalarType.Float32));
            Assert.That(instance.OfTensors(out _).Sample(single).dtype, Is.EqualTo(torch.ScalarType.Float64));
        }
    }

    [TestCaseSource(nameof(All))]
    public void The_same_seed_gives_the_same_draws(Instance instance)
    {
        using var again = new Rng(20, torch.ScalarType.Float64);
        Assert.That(instance.OfNumbers().Sample(again, [7]).Numbers(), Is.EqualTo(instance.OfNumbers().Sample(rng, [7]).Numbers()));
    }

    [TestCaseSource(nameof(All))]
    public void A_draw_carries_gradients_if_and_only_if_the_distribution_says_so(Instance instance)
    {
        Distribution distribution = instance.OfTensors(out _);
        Assert.That(distribution.Sample(rng, [3]).requires_grad, Is.EqualTo(distribution.IsReparameterized));
    }

    [TestCaseSource(nameof(Random))]
    public void The_elements_of_an_expanded_batch_are_drawn_independently(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        Distribution pair = distribution.Expand([2, .. distribution.BatchShape]);
        Tensor draws = pair.Sample(rng, [Draws]).reshape(Draws, 2, -1);
        draws = draws.is_floating_point() ? draws : draws.to(torch.ScalarType.Float64);
        Tensor centred = draws - draws.mean([0]);
        StatisticalAssert.Mean((centred[torch.TensorIndex.Colon, 0, 0] * centred[torch.TensorIndex.Colon, 1, 0]).Numbers(), 0);
    }

    /// <summary>Heavy tails have moments that are infinite, or none.</summary>
    private static bool IsFinite(Instance instance)
    {
        using var scope = torch.NewDisposeScope();
        return instance.OfNumbers().Variance.isfinite().all().item<bool>();
    }

    private static bool Has(Instance instance, Func<Distribution, Tensor> operation)
    {
        using var scope = torch.NewDisposeScope();
        try
        {
            operation(instance.OfNumbers());
            return true;
        }
        catch (PplException undefined) when (undefined.Code == "PPL027")
        {
            return false;
        }
    }
}
