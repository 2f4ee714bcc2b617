using Ppl.Distributions;
using Ppl.Testing;
using TorchSharp;

namespace Ppl.Core.Tests;

/// <summary>What holds of every distribution: densities, shapes, masks, gradients.</summary>
public sealed class LawTests
{
    private static IEnumerable<Instance> All => Family.Drawn;

    private static IEnumerable<Instance> OverNumbers => All.Where(one => one.Family.Name is not ("Delta" or "Independent") && IsScalar(one));

    private static IEnumerable<Instance> WithDensity => All.Where(one => one.Family.Name != "Delta");

    private static IEnumerable<Instance> WithoutBatch => All.Where(one => one.OfNumbers().BatchShape.Rank == 0);

    private static IEnumerable<Instance> WithSmoothCdf => OverNumbers.Where(HasSmoothCdf);

    private static IEnumerable<Instance> WithFiniteArguments => WithSmoothCdf.Where(one => one.Arguments.All(argument => argument.Value.Values.All(double.IsFinite)));

    private static IEnumerable<Instance> WithCdf => OverNumbers.Where(one => Has(one, distribution => distribution.Cdf(torch.tensor(0.5))));

    private static IEnumerable<Instance> WithEntropy => OverNumbers.Where(one => one.Family.Name != "Masked" && Has(one, distribution => distribution.Entropy()));

    private static IEnumerable<Instance> WithMoments => OverNumbers.Where(one => one.Family.Name != "VonMises" && HasFiniteMoments(one));

    private static IEnumerable<Instance> OverVectorsOfCounts => All.Where(one => one.Family.Name is "Multinomial" or "DirichletMultinomial" or "OneHotCategorical");

    /// <summary>Those of which a difference may be taken on both sides of the arguments.</summary>
    private static IEnumerable<Instance> WithSmoothEntropy => All.Where(one => one.Differentiable.Any() && one.Arguments.All(argument => argument.Value.Values.All(double.IsFinite))
        && Has(one, distribution => distribution.Entropy()));

    private static IEnumerable<Instance> WithSmoothCounts => All.Where(one =>
        one.Family.Name is "Poisson" or "Binomial" or "NegativeBinomial" or "GammaPoisson" or "BetaBinomial" or "ZeroInflatedPoisson" or "ZeroInflatedNegativeBinomial" or "OrderedLogistic");

    private static IEnumerable<Instance> CountingAll => OverNumbers.Where(one => one.Family.Name != "Masked");

    private static IEnumerable<Instance> Gatherable => All.Where(one => one.Family.Name is not ("Masked" or "TransformedDistribution" or "Independent"));

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

    [TestCaseSource(nameof(OverNumbers))]
    public void The_density_integrates_to_one(Instance instance)
    {
        (_, Tensor logProb, Tensor logMeasure) = Points(instance.OfNumbers());
        Assert.That((logProb + logMeasure).exp().sum().ToDouble(), Is.EqualTo(1).Within(1e-6));
    }

    /// <summary>Next to the ends of an interval, where a density may be infinite, the points are rounded.</summary>
    [TestCaseSource(nameof(WithEntropy))]
    public void The_entropy_is_the_integral_of_minus_p_log_p(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        (_, Tensor logProb, Tensor logMeasure) = Points(distribution);
        Tensor mass = (logProb + logMeasure).exp(), part = torch.where(mass > 0, -mass * logProb, torch.zeros_like(mass));
        Assert.That(distribution.Entropy().ToDouble(), Is.EqualTo(part.sum().ToDouble()).Within(distribution.Support.IsDiscrete ? 1e-12 : 2e-5));
    }

    /// <summary>Of heavy tails only what lies within the points is compared: they are left out, and so is an angle, whose moments are circular.</summary>
    [TestCaseSource(nameof(WithMoments))]
    public void The_moments_are_those_of_the_density(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        (Tensor value, Tensor logProb, Tensor logMeasure) = Points(distribution);
        Tensor mass = (logProb + logMeasure).exp();
        double mean = (mass * value).sum().ToDouble(), variance = (mass * (value - mean).square()).sum().ToDouble();
        double tolerance = distribution.Support.IsDiscrete ? 1e-12 : 1e-6;
        Assert.That(distribution.Mean.ToDouble(), Is.EqualTo(mean).Within(tolerance * (1 + Math.Abs(mean))));
        Assert.That(distribution.Variance.ToDouble(), Is.EqualTo(variance).Within(tolerance * (1 + variance)));
    }

    [TestCaseSource(nameof(OverVectorsOfCounts))]
    public void The_statistics_of_a_vector_of_counts_are_sums_over_its_values(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        Tensor values = distribution.EnumerateSupport().to(torch.ScalarType.Float64), logProb = distribution.LogProb(values), mass = logProb.exp().unsqueeze(-1);
        Tensor mean = (mass * values).sum(dim: 0);
        Closeness.AssertClose(distribution.Mean, mean.Numbers(), 1e-12, "mean");
        Closeness.AssertClose(distribution.Variance, (mass * (values - mean).square()).sum(dim: 0).Numbers(), 1e-12, "variance");
        Closeness.AssertClose(distribution.Entropy(), [-(logProb.exp() * logProb).sum().ToDouble()], 1e-12, "entropy");
    }

    [TestCaseSource(nameof(WithSmoothEntropy))]
    public void Gradients_of_the_entropy_agree_with_differences(Instance instance)
    {
        string[] names = [.. instance.Differentiable.Select(argument => argument.Key)];
        GradientCheck.Check(changed => With(instance, names, changed).Entropy(), Arguments(instance), step: 1e-5, tolerance: 1e-6);
    }

    [TestCaseSource(nameof(WithSmoothCounts))]
    public void Gradients_of_the_cdf_of_a_count_agree_with_differences(Instance instance)
    {
        string[] names = [.. instance.Differentiable.Select(argument => argument.Key)];
        Tensor value = torch.tensor([-1.0, 0, 1.5, 4]);
        GradientCheck.Check(changed => With(instance, names, changed).Cdf(value), Arguments(instance), step: 1e-4, tolerance: 1e-7);
    }

    [TestCaseSource(nameof(WithDensity))]
    public void Gradients_of_the_log_density_agree_with_differences(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        Tensor value = distribution.Sample(rng, [3]);
        string[] names = [.. instance.Differentiable.Select(argument => argument.Key)];
        if (names.Length > 0) GradientCheck.Check(changed => With(instance, names, changed).LogProb(value), Arguments(instance), step: 1e-5, tolerance: 1e-6);
        if (distribution.Support.IsDiscrete || distribution.Support.EventDim > 0) return;
        GradientCheck.Check(changed => distribution.LogProb(changed[0]), [Inner(distribution, value)], step: 1e-5, tolerance: 1e-6);
    }

    [TestCaseSource(nameof(WithCdf))]
    public void Below_and_above_the_support_the_cdf_is_0_and_1_and_level(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        if (distribution.Support is not Interval support) return;
        foreach ((TensorLike end, double beyond, double expected) in new[] { (support.Low, -0.5, 0.0), (support.High, 0.5, 1.0) })
        {
            if (double.IsInfinity(end.ToTensor().ToDouble())) continue;
            Tensor value = (end.ToTensor() + beyond).requires_grad_();
            Tensor cdf = distribution.Cdf(value);
            Assert.That(cdf.ToDouble(), Is.EqualTo(expected));
            if (!cdf.requires_grad) continue;
            cdf.backward();
            Assert.That(value.grad!.ToDouble(), Is.Zero);
        }
    }

    [TestCaseSource(nameof(WithSmoothCdf))]
    public void The_slope_of_the_cdf_is_the_density(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        Tensor value = distribution.Sample(rng, [20]).detach().requires_grad_();
        distribution.Cdf(value).sum().backward();
        Closeness.AssertClose(value.grad!, distribution.LogProb(value).exp().Numbers(), 1e-9, "slope of the cdf");
    }

    [TestCaseSource(nameof(WithFiniteArguments))]
    public void Gradients_of_the_cdf_agree_with_differences(Instance instance)
    {
        Tensor value = Inner(instance.OfNumbers(), instance.OfNumbers().Sample(rng, [5]));
        string[] names = [.. instance.Differentiable.Select(argument => argument.Key)];
        if (names.Length > 0) GradientCheck.Check(changed => With(instance, names, changed).Cdf(value), Arguments(instance), step: 1e-4, tolerance: 1e-7);
    }

    [TestCaseSource(nameof(All))]
    public void Expanding_broadcasts_the_log_probability(Instance instance)
    {
        Distribution distribution = instance.OfNumbers(), expanded = distribution.Expand(Shape.Create([4, 2]) + distribution.BatchShape);
        Tensor value = distribution.Sample(rng);
        Shape expected = Shape.Create([4, 2]) + distribution.BatchShape;
        Assert.That(expanded.BatchShape, Is.EqualTo(expected));
        Assert.That(expanded.EventShape, Is.EqualTo(distribution.EventShape));
        Tensor logProb = expanded.LogProb(value);
        Assert.That(Shape.Of(logProb), Is.EqualTo(expected));
        Assert.That(logProb.Numbers(), Is.EqualTo(distribution.LogProb(value).expand(expected.AsSpan()).Numbers()));
        Assert.That(Shape.Of(expanded.LogProb(expanded.Sample(rng, [3]))), Is.EqualTo(Shape.Create([3]) + expected));
    }

    [TestCaseSource(nameof(All))]
    public void Expanding_to_a_shape_that_does_not_broadcast_is_refused(Instance instance)
    {
        Distribution distribution = instance.OfNumbers().Expand(Shape.Create([4]) + instance.OfNumbers().BatchShape);
        Assert.That(Assert.Throws<PplException>(() => distribution.Expand(Shape.Create([5]) + instance.OfNumbers().BatchShape)).Code, Is.EqualTo("PPL101"));
    }

    [TestCaseSource(nameof(All))]
    public void Moments_of_an_expanded_batch_have_its_shape(Instance instance)
    {
        Distribution expanded = instance.OfNumbers().Expand(Shape.Create([4]) + instance.OfNumbers().BatchShape);
        foreach (Func<Distribution, Tensor> moment in new Func<Distribution, Tensor>[] { one => one.Mean, one => one.Variance })
            if (Try(expanded, moment) is { } tensor) Assert.That(Shape.Of(tensor), Is.EqualTo(expanded.BatchShape + expanded.EventShape));
        if (Try(expanded, one => one.Entropy()) is { } entropy) Assert.That(Shape.Of(entropy), Is.EqualTo(expanded.BatchShape));
        if (Try(expanded, one => one.EnumerateSupport()) is { } values) Assert.That(Shape.Of(values)[1..], Is.EqualTo(expanded.BatchShape + expanded.EventShape));
        if (Try(expanded, one => one.EnumerateSupport(expand: false)) is { } few) Assert.That(Shape.Of(few)[1..], Is.EqualTo(Shape.Create([1]) + expanded.EventShape));
    }

    [TestCaseSource(nameof(WithCdf))]
    public void The_cdf_and_the_quantile_of_an_expanded_batch_have_its_shape(Instance instance)
    {
        Distribution expanded = instance.OfNumbers().Expand(Shape.Create([4]) + instance.OfNumbers().BatchShape);
        Tensor value = instance.OfNumbers().Sample(rng), half = torch.full_like(value.to(torch.ScalarType.Float64), 0.5);
        Assert.That(Shape.Of(expanded.Cdf(value)), Is.EqualTo(expanded.BatchShape));
        Assert.That(expanded.Cdf(value).Numbers(), Is.All.EqualTo(instance.OfNumbers().Cdf(value).Numbers()[0]).Within(1e-15));
        Assert.That(Shape.Of(expanded.Cdf(value.expand(3, 1))), Is.EqualTo(Shape.Create([3]) + expanded.BatchShape));
        if (Try(expanded, one => one.Icdf(half)) is { } quantile) Assert.That(Shape.Of(quantile), Is.EqualTo(expanded.BatchShape));
        Assert.That(Assert.Throws<PplException>(() => expanded.Cdf(torch.zeros(3))).Code, Is.EqualTo("PPL101"));
    }

    [TestCaseSource(nameof(WithoutBatch))]
    public void Event_dims_sum_the_log_probability(Instance instance)
    {
        Distribution elements = instance.OfNumbers().Expand([4, 3]);
        Distribution vectors = elements.ToEvent(1);
        Assert.That(vectors.BatchShape, Is.EqualTo(Shape.Create([4])));
        Assert.That(vectors.EventShape, Is.EqualTo(Shape.Create([3]) + elements.EventShape));
        Tensor value = vectors.Sample(rng, [5]);
        Closeness.AssertClose(vectors.LogProb(value), elements.LogProb(value).sum(dim: -1).Numbers(), 1e-14, "log_prob");
    }

    [TestCaseSource(nameof(All))]
    public void A_masked_element_adds_nothing_not_even_a_gradient(Instance instance)
    {
        Distribution plain = instance.OfTensors(out IReadOnlyList<Tensor> leaves);
        Distribution batch = plain.Expand(Shape.Create([2]) + plain.BatchShape);
        Tensor mask = torch.tensor([true, false]).reshape([2, .. Enumerable.Repeat(1L, plain.BatchShape.Rank)]);
        Tensor value = batch.Sample(rng).detach().clone();
        if (value.is_floating_point()) value[1] = torch.full_like(value[1], double.NaN);

        Tensor logProb = batch.Masked(mask).LogProb(value);
        Assert.That(logProb[1].Numbers(), Is.All.Zero);
        Closeness.AssertClose(logProb[0], plain.LogProb(value[0]).Numbers(), 1e-14, "log_prob");

        logProb.sum().backward();
        double[][] masked = [.. leaves.Select(leaf => leaf.grad?.Numbers() ?? [])];
        plain = instance.OfTensors(out leaves);
        plain.LogProb(value[0]).sum().backward();
        double[][] expected = [.. leaves.Select(leaf => leaf.grad?.Numbers() ?? [])];
        for (int i = 0; i < masked.Length; i++) Assert.That(masked[i], Is.EqualTo(expected[i]).Within(1e-12));
    }

    [TestCaseSource(nameof(Gatherable))]
    public void Gathering_takes_elements_of_the_first_batch_dim(Instance instance)
    {
        // Three elements with arguments of their own, and two copies of each.
        Parameters arguments = instance.Fixed;
        foreach ((string name, TensorLike argument) in instance.Differentiable)
        {
            Tensor one = argument.ToTensor(torch.ScalarType.Float64);
            arguments.Add(name, torch.stack([one, one * 1.1, one * 1.2]).unsqueeze(1));
        }
        Distribution batch = instance.Family.Make(arguments).Expand([3, 2]);
        Tensor value = instance.OfNumbers().Sample(rng), index = torch.tensor([2L, 0L, 0L, 1L]).reshape(2, 2);
        using var off = ValueChecks.Set(false);    // the elements may have supports of their own
        Distribution gathered = batch.Gather(index);
        Assert.That(gathered.BatchShape, Is.EqualTo(Shape.Create([2, 2, 2])));
        Closeness.AssertClose(gathered.LogProb(value), batch.LogProb(value)[index].Numbers(), 1e-14, "log_prob");

        Distribution same = instance.OfNumbers().Expand([3, 2]).Gather(index);
        Closeness.AssertClose(same.LogProb(value), instance.OfNumbers().LogProb(value).expand(2, 2, 2).Numbers(), 1e-6, "log_prob of copies");
    }

    [TestCaseSource(nameof(CountingAll))]
    public void A_value_that_is_not_a_number_is_refused(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        Tensor value = torch.tensor([double.NaN]);
        Assert.That(Assert.Throws<PplException>(() => distribution.LogProb(value)).Code, Is.EqualTo("PPL019"));
    }

    [Test]
    public void Whole_numbers_may_come_in_any_dtype([Values(torch.ScalarType.Bool, torch.ScalarType.Int64, torch.ScalarType.Float32, torch.ScalarType.Float64)] torch.ScalarType dtype)
    {
        Tensor value = torch.tensor([0.0, 1.0], dtype: dtype), probs = torch.tensor([0.2, 0.3], dtype: torch.ScalarType.Float64);
        double[] expected = [Math.Log(0.8), Math.Log(0.3)];
        Closeness.AssertClose(new Bernoulli(probs).LogProb(value), expected, 1e-15, "Bernoulli");
        Closeness.AssertClose(Bernoulli.FromLogits((probs / (1 - probs)).log()).LogProb(value), expected, 1e-15, "Bernoulli of logits");
        Closeness.AssertClose(new Bernoulli([0.2, 0.3]).LogProb(value), expected, 1e-6, "Bernoulli of numbers");
        Closeness.AssertClose(new Bernoulli(probs).Masked(torch.tensor([true, false])).LogProb(value), [expected[0], 0], 1e-15, "masked Bernoulli");
        if (dtype == torch.ScalarType.Bool) return;
        Closeness.AssertClose(new Categorical(torch.stack([1 - probs, probs], 1)).LogProb(value), expected, 1e-15, "Categorical");
    }

    [Test]
    public void Arguments_of_a_transform_broadcast_with_the_batch()
    {
        var scaled = new TransformedDistribution(new Normal(0, 1), Transforms.Affine(torch.tensor([1.0, 2.0, 3.0]), 2));
        Assert.That((scaled.BatchShape, scaled.EventShape), Is.EqualTo((Shape.Create([3]), default(Shape))));
        Assert.That(scaled.Sample(rng, [4]).Numbers(), Is.Unique.And.Length.EqualTo(12));
        Tensor value = rng.Randn([4, 3]);
        Closeness.AssertClose(scaled.LogProb(value), new Normal(torch.tensor([1.0, 2.0, 3.0]), 2).LogProb(value).Numbers(), 1e-14, "log_prob");
        Assert.That(Shape.Of(scaled.ToEvent(1).LogProb(value)), Is.EqualTo(Shape.Create([4])));
    }

    [Test]
    public void A_monotone_transform_carries_the_cdf_and_the_quantile_over()
    {
        Tensor p = torch.tensor([0.01, 0.3, 0.9]);
        (Distribution Transformed, Distribution Expected)[] pairs =
        [
            (new TransformedDistribution(new Normal(0.3, 0.5), Transforms.Exp), new LogNormal(0.3, 0.5)),
            (new TransformedDistribution(new Gamma(2.5, 1.5), Transforms.Power(-1)), new InverseGamma(2.5, 1.5)),
            (new TransformedDistribution(new Gumbel(0, 1), Transforms.Affine(1, -2).Then(Transforms.Affine(0, -0.5))), new Gumbel(-0.5, 1)),
            (new TransformedDistribution(new Exponential(2), Transforms.Affine(0, -1).Then(Transforms.Exp)), new Beta(2, 1)),
            (new TransformedDistribution(new Logistic(0.5, 1), Transforms.Sigmoid), RelaxedBernoulli.FromLogits(1, 0.5)),
            (new TransformedDistribution(new Normal(0, 1), Transforms.Affine(torch.tensor([1.0, 2, 3]), torch.tensor([2.0, -1, -0.5]))), new Normal([1.0, 2, 3], [2.0, 1, 0.5])),
            (new TransformedDistribution(new Normal(0, 1), Transforms.Affine([1.0, 2, 3], [2.0, -1, -0.5])), new Normal([1.0, 2, 3], [2.0, 1, 0.5])),
        ];
        foreach ((Distribution transformed, Distribution expected) in pairs)
        {
            Tensor value = expected.Icdf(p);
            Closeness.AssertClose(transformed.Icdf(p), value.Numbers(), 1e-9, $"quantile of {transformed}");
            Closeness.AssertClose(transformed.Cdf(value), p.Numbers(), 1e-9, $"cdf of {transformed}");
        }
    }

    [Test]
    public void Beside_the_numbers_that_a_transform_gives_its_cdf_is_0_or_1_without_a_nan_gradient()
    {
        Tensor value = torch.tensor([-1.0, 0, 1, 2, double.PositiveInfinity, double.NaN], requires_grad: true);
        Tensor cdf = new TransformedDistribution(new Normal(0, 1), Transforms.Tanh).Cdf(value);
        Assert.That(cdf.Numbers(), Is.EqualTo(new[] { 0, 0.5, 1, 1, 1, double.NaN }));
        Tensor outside = torch.tensor([-3.0, 3.0], requires_grad: true);
        new TransformedDistribution(new Normal(0, 1), Transforms.Tanh).Cdf(outside).sum().backward();
        Assert.That(outside.grad!.Numbers(), Is.All.Zero);
    }

    [Test]
    public void A_transform_that_is_not_monotone_leaves_no_cdf()
    {
        Distribution[] without =
        [
            new TransformedDistribution(new Normal(new[] { 0.0, 1 }, 1), Transforms.StickBreaking),
            new TransformedDistribution(new Normal(new[] { 0.0, 1 }, 1), Transforms.Exp.ToEvent(1)),
            new TransformedDistribution(new Poisson(2), Transforms.Affine(0, -1)),
        ];
        foreach (Distribution distribution in without)
        {
            Assert.That(Assert.Throws<PplException>(() => distribution.Cdf(torch.tensor([0.2, 0.8]))).Code, Is.EqualTo("PPL027"));
            Assert.That(Assert.Throws<PplException>(() => distribution.Icdf(torch.tensor([0.2, 0.8]))).Code, Is.EqualTo("PPL027"));
        }
    }

    [Test]
    public void Where_nobody_checks_a_value_outside_an_interval_has_density_zero()
    {
        using var off = ValueChecks.Set(false);
        Assert.That(new Uniform(0, 2).LogProb(torch.tensor([-0.1, 0.0, 2.0, 2.1])).exp().Numbers(), Is.EqualTo(new[] { 0, 0.5, 0.5, 0 }));
    }

    /// <summary>
    /// Values, log probabilities there and the logarithms of what each value stands for. A mass is taken whole, to where no more is left; a density is moved to the real line, by sinh
    /// where it is there already, so that its tails fall exponentially. The step is so small that the trapezoidal rule is right even where the density has a kink.
    /// </summary>
    private static (Tensor Value, Tensor LogProb, Tensor LogMeasure) Points(Distribution distribution)
    {
        const double Step = 5e-4;
        if (distribution.Support.IsDiscrete)
        {
            Tensor whole = distribution.HasEnumerableSupport ? distribution.EnumerateSupport().to(torch.ScalarType.Float64) : torch.arange(1000, torch.ScalarType.Float64);
            return (whole, distribution.LogProb(whole), torch.zeros_like(whole));
        }
        Transform bijection = Biject.To(distribution.Support);
        Tensor t = torch.arange(-35 + (Step / 3), 35, Step, torch.ScalarType.Float64);
        bool isStretched = distribution.Support == Constraints.Real;
        Tensor x = isStretched ? (t.exp() - (-t).exp()) / 2 : t, y = bijection.Forward(x);
        Tensor logSlope = isStretched ? ((t.exp() + (-t).exp()) / 2).log() : torch.zeros_like(t);
        return (y, distribution.LogProb(y), bijection.LogAbsDetJacobian(x, y) + logSlope + Math.Log(Step));
    }

    private static Tensor[] Arguments(Instance instance) => [.. instance.Differentiable.Select(argument => argument.Value.ToTensor(torch.ScalarType.Float64))];

    private static Distribution With(Instance instance, string[] names, Tensor[] changed)
    {
        Parameters parameters = instance.Fixed;
        for (int i = 0; i < names.Length; i++) parameters.Add(names[i], changed[i]);
        return instance.Family.Make(parameters);
    }

    private static bool Has(Instance instance, Func<Distribution, Tensor> statistic)
    {
        using var scope = torch.NewDisposeScope();
        return Try(instance.OfNumbers(), statistic) is not null;
    }

    private static bool HasFiniteMoments(Instance instance)
    {
        using var scope = torch.NewDisposeScope();
        return Try(instance.OfNumbers(), one => one.Mean) is not null && instance.OfNumbers().Variance.isfinite().item<bool>();
    }

    private static bool HasSmoothCdf(Instance instance)
    {
        using var scope = torch.NewDisposeScope();
        Distribution distribution = instance.OfNumbers();
        return !distribution.Support.IsDiscrete && Try(distribution, one => one.Cdf(torch.tensor(0.5))) is not null;
    }

    private static bool IsScalar(Instance instance)
    {
        using var scope = torch.NewDisposeScope();
        Distribution distribution = instance.OfNumbers();
        return distribution.EventShape.Rank == 0 && distribution.BatchShape.Rank == 0;
    }

    /// <summary>Values kept off the ends of the support, so that a difference stays inside.</summary>
    private static Tensor Inner(Distribution distribution, Tensor value)
    {
        Transform bijection = Biject.To(distribution.Support);
        return bijection.Forward(bijection.Inverse(value).clamp(-4.0, 4.0));
    }

    private static Tensor? Try(Distribution distribution, Func<Distribution, Tensor> operation)
    {
        try
        {
            return operation(distribution);
        }
        catch (PplException undefined) when (undefined.Code == "PPL027")
        {
            return null;
        }
    }
}
