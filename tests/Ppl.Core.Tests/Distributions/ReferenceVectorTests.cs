using Ppl.Distributions;
using TorchSharp;
using static Ppl.Core.Tests.Closeness;

namespace Ppl.Core.Tests;

/// <summary>Every distribution against values of 80 digits (Fixtures/README.md says with which tolerances).</summary>
[Category("Fixtures")]
public sealed class ReferenceVectorTests
{
    private static readonly IReadOnlyList<Fixture> all = Fixture.Read("distributions.json");

    private static IEnumerable<Fixture> Cases => all;

    private static IEnumerable<Fixture> Float32Cases => all.Where(one => one.Flag("float32_exact") && !one.Tags.Contains("float64_only"));

    private static IEnumerable<Fixture> Differentiable => all.Where(one => one.Has("grad_params"));

    /// <summary>Float32 gradients are compared at typical parameters.</summary>
    private static IEnumerable<Fixture> DifferentiableInFloat32 => Differentiable.Where(one => !one.IsExtreme && Float32Cases.Contains(one));

    private static IEnumerable<Fixture> WithMoments => all.Where(one => one.Has("mean") || one.Has("variance") || one.Has("entropy"));

    private static IEnumerable<Fixture> WithCdf => all.Where(one => one.Has("cdf"));

    private static IEnumerable<Fixture> WithIcdf => all.Where(one => one.Has("icdf"));

    private static IEnumerable<Fixture> WithOutside => all.Where(one => one.Has("outside_support"));

    private DisposeScope scope = null!;

    [SetUp] public void OpenScope() => scope = torch.NewDisposeScope();

    [TearDown] public void CloseScope() => scope.Dispose();

    [TestCaseSource(nameof(Cases))]
    public void The_log_probability_is_right_in_float64(Fixture reference)
    {
        Tensor value = Value(reference, torch.ScalarType.Float64);
        AssertClose(Of(reference, torch.ScalarType.Float64).LogProb(value), reference.Numbers("log_prob"), LogProbTolerance(reference), "log_prob");
    }

    [TestCaseSource(nameof(Cases))]
    public void Numbers_as_arguments_give_the_same_log_probability(Fixture reference)
    {
        Tensor value = reference.Tensor("value");    // Float64, of whole numbers too: the numbers take its dtype
        AssertClose(OfNumbers(reference).LogProb(value), reference.Numbers("log_prob"), LogProbTolerance(reference), "log_prob");
    }

    [TestCaseSource(nameof(Float32Cases))]
    public void The_log_probability_is_right_in_float32(Fixture reference)
    {
        double[] condition = Condition(reference);
        Tensor logProb = Of(reference, torch.ScalarType.Float32).LogProb(Value(reference, torch.ScalarType.Float32));
        Assert.That(logProb.dtype, Is.EqualTo(torch.ScalarType.Float32));
        AssertClose(logProb, reference.Numbers("log_prob"), i => reference.IsExtreme ? 1e-3 + 1e-6 * condition[i] : 2e-5, "log_prob");
    }

    [TestCaseSource(nameof(Differentiable))]
    public void Gradients_are_right_in_float64(Fixture reference) => AssertGradients(reference, torch.ScalarType.Float64, Array.Exists(reference.Tags, tag => tag is "huge_factor" or "tiny_diag") ? 1e-4 : reference.IsExtreme ? 1e-7 : 1e-9);

    [TestCaseSource(nameof(DifferentiableInFloat32))]
    public void Gradients_are_right_in_float32(Fixture reference) => AssertGradients(reference, torch.ScalarType.Float32, 1e-3);

    [TestCaseSource(nameof(WithMoments))]
    public void Mean_variance_and_entropy_are_right(Fixture reference)
    {
        double tolerance = reference.IsExtreme ? 1e-8 : 1e-10;
        foreach (Distribution distribution in new[] { Of(reference, torch.ScalarType.Float64), OfNumbers(reference) })
        {
            if (reference.Has("mean")) AssertClose(distribution.Mean, reference.Numbers("mean"), tolerance, "mean");
            if (reference.Has("variance")) AssertClose(distribution.Variance, reference.Numbers("variance"), tolerance, "variance");
            if (reference.Has("entropy")) AssertClose(distribution.Entropy(), reference.Numbers("entropy"), tolerance, "entropy");
        }
    }

    [TestCaseSource(nameof(WithCdf))]
    public void The_cdf_is_right(Fixture reference) =>
        AssertClose(Of(reference, torch.ScalarType.Float64).Cdf(reference.Tensor("value")), reference.Numbers("cdf"), 1e-11, "cdf");

    [TestCaseSource(nameof(WithIcdf))]
    public void Quantiles_are_right(Fixture reference)
    {
        Fixture icdf = reference.Inner("icdf");
        AssertClose(Of(reference, torch.ScalarType.Float64).Icdf(icdf.Tensor("q")), icdf.Numbers("x"), 1e-9, "icdf");
    }

    [TestCaseSource(nameof(WithOutside))]
    public void A_value_outside_the_support_is_refused(Fixture reference)
    {
        Distribution distribution = Of(reference, torch.ScalarType.Float64);
        var refusal = Assert.Throws<PplException>(() => distribution.LogProb(reference.Tensor("outside_support")));
        Assert.That(refusal.Code, Is.EqualTo("PPL019"));
    }

    private static void AssertGradients(Fixture reference, torch.ScalarType dtype, double tolerance)
    {
        Fixture expected = reference.Inner("grad_params"), arguments = reference.Inner("params");
        long n = reference.ShapeOf("value")[0];
        var leaves = new Dictionary<string, Tensor>();
        var parameters = new Parameters();
        foreach (string name in arguments.Fields)
        {
            Tensor one = arguments.Tensor(name, dtype);
            leaves[name] = one.expand([n, .. one.shape]).clone().requires_grad_();
            parameters.Add(name, leaves[name]);
        }
        Tensor value = Value(reference, dtype);
        if (reference.Has("grad_value")) value.requires_grad_();

        Family.Of(reference["dist"]).Make(parameters).LogProb(value).sum().backward();

        foreach (string name in expected.Fields.Where(name => !expected.Numbers(name).All(double.IsNaN)))    // an infinite bound has no gradient
            AssertClose(Gradient(leaves[name]), expected.Numbers(name), tolerance, $"d log_prob / d {name}");
        if (reference.Has("grad_value")) AssertClose(Gradient(value), reference.Numbers("grad_value"), tolerance, "d log_prob / d value");
    }

    /// <summary>No gradient is a gradient of 0.</summary>
    private static Tensor Gradient(Tensor leaf) => leaf.grad ?? torch.zeros_like(leaf);

    private static Func<int, double> LogProbTolerance(Fixture reference)
    {
        double[] condition = Condition(reference);
        return i => reference.IsExtreme ? 1e-11 + 1e-15 * condition[i] : 1e-12;
    }

    private static double[] Condition(Fixture reference) =>
        reference.Has("condition") ? reference.Numbers("condition") : new double[reference.ShapeOf("value")[0]];

    private static Distribution Of(Fixture reference, torch.ScalarType dtype) => Make(reference, (arguments, name) => arguments.Tensor(name, dtype));

    private static Distribution OfNumbers(Fixture reference) =>
        Make(reference, (arguments, name) => arguments.ShapeOf(name).Rank == 0 ? arguments.Numbers(name)[0] : TensorLike.Create(arguments.Numbers(name), arguments.ShapeOf(name)));

    private static Distribution Make(Fixture reference, Func<Fixture, string, TensorLike> argument)
    {
        Fixture arguments = reference.Inner("params");
        var parameters = new Parameters();
        foreach (string name in arguments.Fields) parameters.Add(name, argument(arguments, name));
        return Family.Of(reference["dist"]).Make(parameters);
    }

    /// <summary>Whole numbers as Int64, reals in the dtype.</summary>
    private static Tensor Value(Fixture reference, torch.ScalarType dtype) =>
        reference.Tensor("value", reference.Flag("discrete") ? torch.ScalarType.Int64 : dtype);
}
