using Ppl.Distributions;
using TorchSharp;
using static TorchSharp.torch;

namespace Ppl.Core.Tests;

/// <summary>What an error says of an argument or a value outside its set: which one it is, where it stands, how many there are, and why.</summary>
public sealed class OffenceTests
{
    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    private static readonly TestCaseData[] mistakes =
    [
        Case("number", () => new Normal(0, -1), "scale -1"),
        Case("list", () => new Normal(0, [1.0, -1.0, -2.0]), "scale[1] -1 2 of 3 are outside"),
        Case("tensor", () => new Normal(0, tensor([1.0, 2, 3, 4, -1, 6]).reshape(3, 2)), "scale[2, 0] -1 1 of 6 is outside"),
        Case("tensor of one number", () => new Normal(0, tensor(-1.0)), "scale -1"),
        Case("digits of Float32", () => new Normal(0, tensor(-0.1f)), "scale -0.1"),
        Case("NaN", () => new Normal(tensor([0.0, double.NaN]), 1), "loc[1] NaN 1 of 2 is outside"),
        Case("list of zeros", () => Transforms.Affine(0, [1.0, 0.0]), "scale[1] 0 1 of 2 is outside"),
        Case("tensor of zeros", () => Transforms.Affine(0, tensor([1.0, 0.0])), "scale[1] 0 1 of 2 is outside"),
        Case("bounds", () => new Uniform(tensor([0.0, 2, 3]), tensor([1.0, 2, 1])), "high[1] 2 2 of 3 are outside", "must be above low, 2"),
        Case("cutpoints", () => new OrderedLogistic(0, tensor([0.0, 1, 2, 3, 5, 4]).reshape(2, 3)), "cutpoints[1] [3, 5, 4] 1 of 2 is outside", "because entry [2] is 4, not above 5 before it"),
        Case("factor", () => MultivariateNormal.FromCholesky(0, stack([eye(2), ones(2, 2)])), "scaleTril[1] [[1, 1], [1, 1]] 1 of 2 is outside", "because above the diagonal, entry [0, 1] is 1"),
        Case("factor of numbers", () => MultivariateNormal.FromCholesky(0, -eye(2)), "because on the diagonal, entry [0, 0] is -1"),
        Case("symmetry", () => new MultivariateNormal(0, ones(2, 2).tril()), "because entry [1, 0] is 1, entry [0, 1] is 0"),
        Case("eigenvalue", () => new MultivariateNormal(0, stack([eye(2), -ones(2, 2)])), "covariance[1] [[-1, -1], [-1, -1]]", "smallest eigenvalue -2"),

        Case("value", () => new Gamma(1, 1).LogProb(tensor([1.0, -2.5, 3.0, -4.0])), "value[1] -2.5 2 of 4 are outside"),
        Case("value in an event", () => new Gamma(ones(2, 2, dtype: float64), 1).ToEvent(2).LogProb(tensor([1.0, 2, 3, -4]).reshape(2, 2)), "value[1, 1] -4 1 of 4 is outside"),
        Case("bounds of its own", () => new Uniform(0, tensor([1.0, 5.0, 2.0])).LogProb(tensor([1.0, 5.0, 3.0])), "support in [0, 2]", "value[2] 3 1 of 3 is outside"),
        Case("one value and many bounds", () => new Binomial([5.0, 3.0], 0.5).LogProb(tensor(4.0)), "support a whole number from 0 to 3", "value 4 1 of 2 is outside"),
        Case("simplex", () => new Dirichlet([1, 2]).LogProb(tensor([0.5, 0.5, 0.5, 0.4]).reshape(2, 2)), "value[1] [0.5, 0.4] 1 of 2 is outside", "because its sum is 0.9"),
        Case("simplex below 0", () => new Dirichlet([1, 2]).LogProb(tensor([1.5, -0.5])), "because entry [1] is -0.5"),
        Case("NaN in a vector", () => new Dirichlet([1, 2]).LogProb(tensor([double.NaN, 0.5])), "because entry [0] is NaN"),
        Case("one-hot", () => new OneHotCategorical([0.5, 0.5]).LogProb(tensor([1.0, 1.0])), "because its sum is 2"),
        Case("counts", () => new Multinomial(3, [0.5, 0.5]).LogProb(tensor([1.5, 1.5])), "because entry [0] is 1.5"),
        Case("sum of counts", () => new Multinomial(tensor([3.0, 4.0]), [0.5, 0.5]).LogProb(tensor([1.0, 2, 2, 1]).reshape(2, 2)), "support counts that sum to 4", "because its sum is 3"),
        Case("correlation matrix", () => new LKJ(2, 1).LogProb(2 * eye(2)), "because on the diagonal, entry [0, 0] is 2"),
        Case("correlation factor", () => new LKJCholesky(2, 1).LogProb(tensor([1.0, 0, 0.6, 0.7]).reshape(2, 2)), "because row 1 has length 0.9219544, not 1"),
        Case("positive definite", () => new Wishart(3, eye(2, dtype: float64)).LogProb(tensor([1.0, 2, 2, 1]).reshape(2, 2)), "because its smallest eigenvalue is -1"),
        Case("sphere", () => new ProjectedNormal([1.0, 2.0]).LogProb(tensor([3.0, 4.0])), "because its length is 5"),
        Case("zero sum", () => new ZeroSumNormal(1, 2).LogProb(tensor([3.0, 4.0])), "because its sum is 7"),
        Case("ordered", () => Of(Constraints.PositiveOrdered, [-1.0, 2]), "because entry [0] is -1"),
        Case("pieces", () => Of(Constraints.Cat([Constraints.Simplex, Constraints.Positive], [2, 1]), [0.4, 0.6, -1]), "because of the 1 numbers from [2] on, which must be positive, entry [0] is -1"),
        Case("stack", () => Of(Constraints.Stack(Constraints.Real, Constraints.Positive), [1.0, -1]), "because of entry [1], which must be positive, it is -1"),
        Case("mask", () => new Normal(0, 1).Masked(ones(3)), "mask Float32 tensor [3]"),
    ];

    [TestCaseSource(nameof(mistakes))]
    public void The_first_offender_is_shown_with_its_place(Func<object> mistake, string[] lines)
    {
        string[] text = [.. Assert.Throws<PplException>(() => mistake())!.Message.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        foreach (string line in lines) Assert.That(text, Has.Member(line));
    }

    [Test]
    public void A_place_is_that_in_the_callers_tensor_where_it_is_stretched()
    {
        var many = new Uniform(tensor([0.0, 1, 2]).reshape(3, 1), 4);
        string message = Assert.Throws<PplException>(() => many.LogProb(tensor([1.5, 3]).reshape(1, 2)))!.Message;
        Assert.That(message, Does.Contain("support       in [2, 4]").And.Contain("value[0, 0]   1.5   1 of 6 is outside"));
    }

    [Test]
    public void Every_set_of_vectors_or_matrices_says_nothing_against_its_own_points()
    {
        Constraint[] sets = [Constraints.Simplex, Constraints.Sphere, Constraints.ZeroSum, Constraints.Ordered, Constraints.PositiveOrdered, Constraints.OneHot, Constraints.Multinomial(3),
            Constraints.LowerCholesky, Constraints.CorrCholesky, Constraints.PositiveDefinite, Constraints.CorrelationMatrix, Constraints.Positive.ToEvent(1), Constraints.Boolean.ToEvent(2),
            Constraints.Cat([Constraints.Simplex, Constraints.Real], [2, 2]), Constraints.Stack(Constraints.Real, Constraints.Positive, Constraints.UnitInterval, Constraints.Real)];
        foreach (Constraint set in sets)
        {
            Shape shape = set.EventDim == 1 ? [4] : [4, 4];
            Tensor point = set.FeasiblePoint(zeros(shape.ToArray(), float64)).expand(shape.ToArray());
            Assert.That(set.WhyOutside(new EventNumbers(point.Numbers(), shape, IsSingle: false)), Is.Null, set.ToString());
        }
    }

    private static Tensor Of(Constraint set, double[] value) => new ImproperUniform(set, [], [value.Length]).LogProb(tensor(value));

    private static TestCaseData Case(string name, Func<object> mistake, params string[] lines) => new TestCaseData(mistake, lines).SetArgDisplayNames(name);
}
