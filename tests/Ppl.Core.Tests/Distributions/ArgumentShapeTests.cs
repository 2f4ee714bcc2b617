using Ppl.Distributions;
using TorchSharp;
using static TorchSharp.torch;

namespace Ppl.Core.Tests;

/// <summary>Shapes that do not go together are refused with the distribution's name, the arguments' names, and what to change.</summary>
public sealed class ArgumentShapeTests
{
    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    private static readonly TestCaseData[] mistakes =
    [
        new(() => new StudentT(zeros(2) + 1, zeros(4, 1), zeros(3) + 1), "PPL101 StudentT: the batch shapes of df, [2], and scale, [3], do not broadcast", "dim -1, counted from the right, is 2 in df and 3 in scale"),
        new(() => new Normal(zeros(3, 1, 2), ones(4, 1, 2)), "PPL101 Normal: the batch shapes of loc, [3, 1, 2], and scale, [4, 1, 2], do not broadcast", "dim -3, counted from the right, is 3 in loc and 4 in scale"),
        new(() => Binomial.FromLogits([2.0, 3.0], [0.0, 1.0, 2.0]), "PPL101 Binomial: the batch shapes of totalCount, [2], and logits, [3], do not broadcast", "dim -1"),
        new(() => new Multinomial([2.0, 3.0], ones(3, 4)), "PPL101 Multinomial: the batch shapes of totalCount, [2], and probs, [3], do not broadcast", "dim -1"),
        new(() => MultivariateNormal.FromCholesky(zeros(3, 2), eye(2).expand(4, 2, 2)), "PPL101 MultivariateNormal: the batch shapes of loc, [3], and scaleTril, [4], do not broadcast", "dim -1"),
        new(() => new Wishart([5.0, 6.0], eye(2).expand(3, 2, 2)), "PPL101 Wishart: the batch shapes of df, [2], and scaleTril, [3], do not broadcast", "dim -1"),
        new(() => new MixtureSameFamily(new Categorical(ones(3, 2)), new Normal(zeros(4, 2), 1)), "PPL101 MixtureSameFamily: the batch shapes of components, [4], and mixing, [3], do not broadcast", "dim -1"),
        new(() => new Normal(zeros(2), 1).Masked(ones(3) > 0), "PPL101 Normal: the batch shapes of batch, [2], and mask, [3], do not broadcast", "dim -1"),
        new(() => new Normal(zeros(2), 1).Expand([3]), "PPL101 Normal: batch [2] does not expand to [3]", "ask for [..., 2]"),
        new(() => new Normal(zeros(3, 1), 1).Expand([2, 2]), "PPL101 Normal: batch [3, 1] does not expand to [2, 2]", "ask for [..., 3, any]"),
        new(() => new Normal(0, 1).ToEvent(1), "PPL107 Normal: ToEvent(1) asks for more batch dims than there are", "batch [] is one element: write Expand([n]).ToEvent(1)"),
        new(() => new Normal(zeros(2), 1).ToEvent(3), "PPL107 Normal: ToEvent(3) asks for more batch dims than there are", "batch [2] has 1: ToEvent(1) takes all of it"),
        new(() => new Normal(0, 1).Gather(zeros([2], int64)), "PPL107 Normal: Gather needs a batch dim to index", "give arguments of shape [n]"),
        new(() => new Normal(zeros(2), 1).ToEvent(1).Gather(zeros([2], int64)), "PPL107 Normal.ToEvent(1): Gather needs a batch dim to index", "Gather before ToEvent"),
        new(() => new Normal(zeros(2), 1).Gather(zeros(2)), "PPL109 Normal: argument index is a tensor of Float32, not of Int64", "index.to(torch.int64)"),
        new(() => new Normal(zeros(2), 1).Gather(zeros(2) > 0), "PPL109 Normal: argument index is a tensor of Bool, not of Int64", "mask.nonzero().squeeze(-1)"),
        new(() => new Normal(zeros(2), 1).Gather(tensor([0L, 1L, 2L])), "PPL018 Normal: index names an element that batch [2] does not have", "positions along the first batch dim, of size 2, counted from 0"),
        new(() => new Normal(0, 1).Expand([2]).Gather(tensor(-1L)), "PPL018 Normal: index names an element that batch [2] does not have", "counted from 0"),
        new(() => new Normal(zeros(2), 1).Cdf(zeros(5, 3)), "PPL101 Normal: a value of shape [5, 3] does not broadcast with batch [2]", "dim -1, counted from the right, is 3 in the value and 2 in the batch"),
        new(() => new Normal(zeros(2), 1).LogProb(zeros(5, 3)), "PPL101 Normal: a value of shape [5, 3] does not broadcast with batch [2]", "dim -1, counted from the right, is 3 in the value and 2 in the batch"),
    ];

    [TestCaseSource(nameof(mistakes))]
    public void An_error_names_who_and_what_to_change(Func<object> mistake, string headline, string hint)
    {
        var refusal = Assert.Throws<PplException>(() => mistake());
        Assert.That(refusal.Headline, Is.EqualTo(headline));
        Assert.That(refusal.Message, Does.Contain("hint: ").And.Contain(hint));
    }

    [Test]
    public void An_index_beside_the_batch_names_its_shape_and_the_first_place()
    {
        Tensor index = tensor([0L, 1L, 7L, -1L]).reshape(2, 2);
        var refusal = Assert.Throws<PplException>(() => new Normal(zeros(3, 2), 1).Gather(index));
        Assert.That(refusal.Message, Does.Contain("batch [3, 2]").And.Match(@"index +\[2, 2\]").And.Match(@"index\[1, 0\] +7 +2 of 4 are outside"));
    }

    private static IEnumerable<TestCaseData> Families => Family.All
        .Where(family => family.Examples.Any(example => example.Count() > 1) && family.Name is not ("TransformedDistribution" or "Independent" or "LogisticNormal" or "LKJ" or "LKJCholesky"))
        .DistinctBy(family => family.Name).Select(family => new TestCaseData(family).SetArgDisplayNames(family.Name));

    /// <summary>The first argument gets a batch of 2, the second one of 3. Left out are wrappers, whose parts speak, and what has one argument beside a size.</summary>
    [TestCaseSource(nameof(Families))]
    public void Every_distribution_of_several_arguments_names_itself_and_the_two(Family family)
    {
        Parameters example = family.Examples.First(one => one.Count() > 1);
        int next = 0;
        var refusal = Assert.Throws<PplException>(() => family.Make(example.Select(argument => next++ switch { 0 => Batched(argument, 2), 1 => Batched(argument, 3), _ => argument })));
        Assert.That(refusal.Code, Is.EqualTo("PPL101"), refusal.Message);
        Assert.That(refusal.Message, Does.Contain("[2]").And.Contain("[3]").And.Contain("the batch shapes of"));

        static TensorLike Batched(TensorLike argument, long size)
        {
            Tensor one = argument.ToTensor(ScalarType.Float64);
            return one.expand([size, .. one.shape]);
        }
    }
}
