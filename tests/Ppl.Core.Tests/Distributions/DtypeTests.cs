using Ppl.Distributions;
using TorchSharp;
using static TorchSharp.torch;

namespace Ppl.Core.Tests;

/// <summary>Arguments and values of real numbers share one dtype; numbers and whole numbers take it from what they meet.</summary>
public sealed class DtypeTests
{
    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    private static Tensor Single => ones(2);

    private static Tensor Twice => ones(2, dtype: float64);

    private static readonly TestCaseData[] mixtures =
    [
        new(() => new Normal(Single, Twice), "Normal: arguments loc and scale differ in dtype"),
        new(() => new Normal(tensor(1f), Twice), "Normal: arguments loc and scale differ in dtype"),
        new(() => new StudentT(Single, 0, Twice), "StudentT: arguments df and scale differ in dtype"),
        new(() => new TruncatedNormal(0, Single, 0, 1 + Twice), "TruncatedNormal: arguments scale and high differ in dtype"),
        new(() => new NegativeBinomial(Single, 0.5 * Twice), "NegativeBinomial: arguments totalCount and probs differ in dtype"),
        new(() => new MultivariateNormal(Single, eye(2, dtype: float64)), "MultivariateNormal: arguments loc and scaleTril differ in dtype"),
        new(() => new MatrixNormal(0, eye(3), eye(2, dtype: float64)), "MatrixNormal: arguments rowScaleTril and columnScaleTril differ in dtype"),
        new(() => new LowRankMultivariateNormal(0, ones(2, 1), Twice), "LowRankMultivariateNormal: arguments covDiag and covFactor differ in dtype"),
        new(() => new OrderedLogistic(Single, tensor([0.0, 1.0])), "OrderedLogistic: arguments predictor and cutpoints differ in dtype"),
        new(() => new MixtureSameFamily(new Categorical(Twice), new Normal(Single, 1)), "MixtureSameFamily: arguments components and mixing differ in dtype"),
        new(() => new ZeroInflatedPoisson(Single, 0.5 * Twice), "ZeroInflated: arguments counts and gate differ in dtype"),
        new(() => new Normal(Single, 1).LogProb(Twice), "Normal: the value and argument loc differ in dtype"),
        new(() => new Exponential(Twice).LogProb(Single), "Exponential: the value and argument rate differ in dtype"),
        new(() => new Normal(0, Single).ToEvent(1).LogProb(Twice), "Normal.ToEvent(1): the value and argument scale differ in dtype"),
        new(() => new Normal(0, Single).Masked(tensor(true)).LogProb(Twice), "Normal.Masked: the value and argument scale differ in dtype"),
        new(() => new TransformedDistribution(new Normal(0, Single), Transforms.Exp).LogProb(Twice), "Transformed Normal: the value and argument scale differ in dtype"),
        new(() => new MultivariateNormal(0, eye(2)).LogProb(Twice), "MultivariateNormal: the value and argument scaleTril differ in dtype"),
        new(() => new Dirichlet(Single).LogProb(0.5 * Twice), "Dirichlet: the value and argument concentration differ in dtype"),
        new(() => new Normal(tensor([1L, 2L]), 1), "Normal: argument loc is a tensor of Int64, not of real numbers"),
        new(() => new Gamma(tensor(3), 1), "Gamma: argument concentration is a tensor of Int32, not of real numbers"),
        new(() => Categorical.FromLogits(tensor([1L, 2L])), "Categorical: argument logits is a tensor of Int64, not of real numbers"),
    ];

    [TestCaseSource(nameof(mixtures))]
    public void Two_dtypes_are_refused_by_name(Func<object> mistake, string headline)
    {
        var refusal = Assert.Throws<PplException>(() => mistake());
        Assert.That(refusal.Headline, Is.EqualTo("PPL109 " + headline));
        Assert.That(refusal.Message, Does.Contain(".to(torch.float"));
    }

    [Test]
    public void Numbers_and_whole_numbers_go_with_both()
    {
        Func<Tensor, Tensor>[] densities =
        [
            real => new Normal([0.0, 1.0], real).LogProb(real),
            real => new Poisson(real).LogProb(tensor([1L, 2L])),
            real => new Categorical(real).LogProb(tensor(1L)),
            real => new Binomial(tensor([3L, 4L]), 0.5 * real).LogProb(tensor([1L, 2L])),
            real => new NegativeBinomial(3, 0.5 * real).LogProb(tensor([1L, 2L])),
            real => new Normal(0, 1).LogProb(real),
        ];
        foreach (Func<Tensor, Tensor> density in densities)
        {
            Assert.That(density(Single).dtype, Is.EqualTo(ScalarType.Float32));
            Assert.That(density(Twice).dtype, Is.EqualTo(ScalarType.Float64));
        }
    }

    [Test]
    public void The_look_is_taken_without_a_tensor_operation_and_without_value_checks()
    {
        using var off = ValueChecks.Set(false);
        Tensor loc = Single, scale = Single, other = Twice;
        Assert.That(TensorCount.Of(() => new Normal(loc, scale)), Is.Zero);
        Assert.Throws<PplException>(() => new Normal(loc, other));
    }
}
