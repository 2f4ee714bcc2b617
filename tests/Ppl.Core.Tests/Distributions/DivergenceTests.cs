using Ppl.Distributions;
using Ppl.Testing;
using TorchSharp;

namespace Ppl.Core.Tests;

public sealed class DivergenceTests
{
    private static IEnumerable<Fixture> References => Fixture.Read("kl.json");

    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    [Category("Fixtures")]
    [TestCaseSource(nameof(References))]
    public void The_divergence_is_right(Fixture reference) => Closeness.AssertClose(
        Divergence.Kl(Of(reference.Inner("p")), Of(reference.Inner("q"))), reference.Numbers("kl"), reference.IsExtreme ? 1e-8 : 1e-10, "KL");

    [Test]
    public void Gradients_agree_with_differences() => GradientCheck.Check(
        a => Divergence.Kl(new Normal(a[0], a[1]), new Normal(a[2], a[3])),
        [torch.tensor([0.1, -2.0]), torch.tensor([0.5, 1.5]), torch.tensor(0.3), torch.tensor([2.0, 0.7])]);

    [Test]
    public void Batches_broadcast() => Assert.That(
        Shape.Of(Divergence.Kl(new Normal(0, 1).Expand([3, 1, 2]).ToEvent(1), new Normal(torch.zeros(4, 2), 1).ToEvent(1))), Is.EqualTo(Shape.Create([3, 4])));

    [Test]
    public void It_is_the_mean_of_the_log_ratio()
    {
        using var rng = new Rng(1, torch.ScalarType.Float64);
        Normal p = new(0.3, 1.2), q = new(-0.5, 2);
        Tensor x = p.Sample(rng, [20_000]);
        StatisticalAssert.Mean((p.LogProb(x) - q.LogProb(x)).Numbers(), Divergence.Kl(p, q).item<double>());
    }

    [Test]
    public void A_pair_without_a_formula_is_named()
    {
        var refusal = Assert.Throws<PplException>(() => Divergence.Kl(new HalfNormal(1), new LogNormal(0, 1)));
        Assert.That((refusal.Code, refusal.Headline), Is.EqualTo(("PPL027", "PPL027 the pair (HalfNormal, LogNormal) has no closed-form KL divergence")));
    }

    [Test]
    public void It_is_infinite_where_the_first_has_values_that_the_second_has_not()
    {
        Assert.That(Divergence.Kl(new Normal([0.0, 1.0], 1), new LogNormal(0, 1)).Numbers(), Is.EqualTo(new[] { double.PositiveInfinity, double.PositiveInfinity }));
        Assert.That(Divergence.Kl(new HalfNormal(1), new Uniform(torch.tensor([-1.0, 0.5]), 2)).Numbers(), Is.All.EqualTo(double.PositiveInfinity));
    }

    [Test]
    public void An_infinite_divergence_has_the_dtype_of_the_arguments()
    {
        Tensor single = torch.tensor([1f, 2f]);
        Assert.That(Divergence.Kl(new Normal(single, 1), new LogNormal(0, 1)).dtype, Is.EqualTo(torch.ScalarType.Float32));
        Assert.That(Divergence.Kl(new Normal(0, 1), new LogNormal(0, single)).dtype, Is.EqualTo(torch.ScalarType.Float32));
        Assert.That(Divergence.Kl(new Normal(0, 1), new LogNormal(0, 1)).dtype, Is.EqualTo(torch.ScalarType.Float64));
    }

    [Test]
    public void Events_of_different_shapes_are_refused() =>
        Assert.That(Assert.Throws<PplException>(() => Divergence.Kl(new Normal([0.0, 1.0], 1).ToEvent(1), new Normal(0, 1)))!.Code, Is.EqualTo("PPL107"));

    [Test]
    public void Numbers_count_over_the_whole_batch() => Assert.That(
        Divergence.Kl(new Normal(1, 1).Expand([3]).ToEvent(1), new Normal(0, 1).Expand([3]).ToEvent(1)).item<double>(), Is.EqualTo(1.5));

    [Test]
    public void Events_are_peeled_as_far_as_both_reach() => Assert.That(
        Divergence.Kl(new Normal(1, 1).Expand([2, 3]).ToEvent(1).Masked(torch.tensor(true)).ToEvent(1), new Normal(0, 1).Expand([2, 3]).ToEvent(2)).item<double>(), Is.EqualTo(3));

    [Test]
    public void An_element_that_either_mask_leaves_out_counts_nothing()
    {
        Tensor left = torch.tensor([true, true, false]), right = torch.tensor([true, false, true]);
        Distribution p = new Normal(1, 1).Expand([3]), q = new Normal(0, 1).Expand([3]);
        Assert.That(Divergence.Kl(p.Masked(left), q.Masked(right)).Numbers(), Is.EqualTo(new[] { 0.5, 0, 0 }));
        Assert.That(Divergence.Kl(p.Masked(left), q).Numbers(), Is.EqualTo(new[] { 0.5, 0.5, 0 }));
        Assert.That(Divergence.Kl(p, q.Masked(right)).Numbers(), Is.EqualTo(new[] { 0.5, 0, 0.5 }));
    }

    [TestCaseSource(nameof(MeanLogRatios))]
    public void It_is_known_where_it_is_the_mean_of_the_log_ratio(Distribution p, Distribution q, bool isKnown) => Assert.That(Divergence.IsMeanLogRatio(p, q), Is.EqualTo(isKnown));

    private static IEnumerable<object[]> MeanLogRatios()
    {
        Distribution p = new Normal(1, 1).Expand([3]), q = new Normal(0, 1).Expand([3]);
        Tensor mask = torch.tensor([true, true, false]), other = torch.tensor([true, true, false]);
        yield return [p, q, true];
        yield return [p.ToEvent(1), q.ToEvent(1), true];
        yield return [p.ToEvent(1), q, false];
        yield return [p, new LogNormal(0, 1), false];
        yield return [p.Masked(mask), q.Masked(mask), true];
        yield return [p.Masked(mask), q.Masked(other), false];
        yield return [p, q.Masked(mask), false];
        yield return [p.Masked(mask).ToEvent(1), q.ToEvent(1), false];
        yield return [new TransformedDistribution(p, Transforms.Exp), new TransformedDistribution(q, Transforms.Exp), true];
        yield return [new TransformedDistribution(p, Transforms.Exp), new TransformedDistribution(q, Transforms.Softplus), false];
        yield return [new TransformedDistribution(p, Transforms.Exp), new LogNormal(0, 1), true];
        yield return [new LogNormal(0, 1), new TransformedDistribution(p, Transforms.Softplus), false];
        yield return [new Categorical([0.5, 0.5]), new Categorical([0.2, 0.3, 0.5]), false];
    }

    [Test]
    public void One_transform_on_both_sides_changes_nothing()
    {
        Distribution p = new Normal([0.0, 1.0], 1), q = new Normal([1.0, 3.0], 1);
        Assert.That(Kl(Transforms.Exp, Transforms.Exp).Numbers(), Is.EqualTo(new[] { 0.5, 2 }));
        Assert.That(Kl(Transforms.StickBreaking, Transforms.StickBreaking).item<double>(), Is.EqualTo(2.5));
        Assert.That(Assert.Throws<PplException>(() => Kl(Transforms.Exp, Transforms.Softplus)).Headline,
            Is.EqualTo("PPL027 the pair (Transformed Normal, Transformed Normal) has no closed-form KL divergence"));

        Assert.That(Divergence.Kl(new TransformedDistribution(p, Transforms.Exp), new LogNormal([1.0, 3], 1)).Numbers(), Is.EqualTo(new[] { 0.5, 2 }));
        Assert.That(Divergence.Kl(new LogNormal([0.0, 1], 1), new TransformedDistribution(q, Transforms.Exp)).Numbers(), Is.EqualTo(new[] { 0.5, 2 }));

        Tensor Kl(Transform ofP, Transform ofQ) => Divergence.Kl(new TransformedDistribution(p, ofP), new TransformedDistribution(q, ofQ));
    }

    private static Distribution Of(Fixture arguments)
    {
        Fixture values = arguments.Inner("params");
        var parameters = new Parameters();
        foreach (string name in values.Fields) parameters.Add(name, values.Tensor(name));
        return arguments["dist"] == "IndependentNormal" ? Family.Of("Normal").Make(parameters).ToEvent(1) : Family.Of(arguments["dist"]).Make(parameters);
    }
}
