using System.Text;
using Ppl.Distributions;
using Ppl.Testing;

namespace Ppl.Core.Tests;

/// <summary>How many tensor operations the distributions of inner loops cost. Each makes one tensor; a call takes half a microsecond or more.</summary>
public sealed class CostTests
{
    private static readonly TestCaseData[] costs =
    [
        Case("density of Normal(0, 1)", 3, (_, x) => new Normal(0, 1).LogProb(x)),
        Case("density of Normal(number, number)", 5, (_, x) => new Normal(1, 2).LogProb(x)),
        Case("density of Normal(tensor, number)", 5, (_, x) => new Normal(x, 2).LogProb(x)),
        Case("density of Normal(tensor, tensor)", 6, (_, x) => new Normal(x, x).LogProb(x)),
        Case("density of Normal(0, 1), event of two dims", 4, (_, x) => new Normal(0, 1).Expand([3, 2]).ToEvent(2).LogProb(x)),
        Case("density of LogNormal(tensor, tensor)", 8, (_, x) => new LogNormal(x, x).LogProb(x)),
        Case("density of Bernoulli(logits: tensor)", 3, (_, x) => Bernoulli.FromLogits(x).LogProb(x)),
        Case("draw of Normal(0, 1)", 1, (rng, _) => new Normal(0, 1).Sample(rng, [3, 2])),
        Case("draw of Normal(tensor, tensor)", 3, (rng, x) => new Normal(x, x).Sample(rng)),
        Case("draw of LogNormal(tensor, tensor)", 4, (rng, x) => new LogNormal(x, x).Sample(rng)),
        Case("draw of Bernoulli(logits: tensor)", 4, (rng, x) => Bernoulli.FromLogits(x).Sample(rng)),
        Case("Normal(tensor, tensor), expanded", 0, (_, x) => new Normal(x, x).Expand([4, 3, 2])),
    ];

    [TestCaseSource(nameof(costs))]
    public void Costs_so_many_operations(long expected, Action<Rng, Tensor> operation)
    {
        using var scope = torch.NewDisposeScope();
        using var rng = new Rng(1);
        using var off = ValueChecks.Set(false);
        Tensor x = torch.ones(3, 2);
        Assert.That(TensorCount.Of(() => operation(rng, x)), Is.EqualTo(expected));
    }

    /// <summary>The call that makes the distribution included.</summary>
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void The_density_of_a_multivariate_normal_costs_ten_operations_at_most(int rank)
    {
        using var scope = torch.NewDisposeScope();
        using var off = ValueChecks.Set(false);
        Tensor loc = torch.zeros(2), factor = torch.eye(2), x = torch.ones(new long[] { 2, 2, 2 }[^rank..]);
        Assert.That(TensorCount.Of(() => MultivariateNormal.FromCholesky(loc, factor).LogProb(x)), Is.EqualTo(rank == 2 ? 8 : 10));
    }

    /// <summary>Numbers in their logistic form need no more than a 0 or a 1 does.</summary>
    [Test]
    public void A_density_of_a_Bernoulli_variable_by_logits_costs_three_operations_between_0_and_1_too()
    {
        using var scope = torch.NewDisposeScope();
        using var off = ValueChecks.Set(false);
        Tensor logits = torch.ones(3, 2), x = torch.full([3, 2], 0.3);
        Assert.That(TensorCount.Of(() => Bernoulli.FromLogits(logits).LogProb(x)), Is.EqualTo(3));
    }

    /// <summary>Of three values at once; arguments that are single numbers have three elements, too, in the column of tensors.</summary>
    [Test]
    public void Every_density_costs_so_many_operations()
    {
        var table = new StringBuilder($"{"distribution",-70} tensors  numbers\n");
        using var off = ValueChecks.Set(false);
        foreach (Instance one in Family.Instances)
        {
            using var scope = torch.NewDisposeScope();
            bool isScalar = one.Arguments.All(argument => argument.Value.IsNumber && argument.Key != "dim");
            Distribution ofNumbers = one.OfNumbers();
            Distribution ofTensors = one.Family.Make(one.Arguments.Select(argument => isScalar ? argument.ToTensor(torch.float64).expand([3]) : argument.ToTensor(torch.float64)));
            Tensor like = torch.zeros([3, .. ofNumbers.BatchShape.ToArray(), .. ofNumbers.EventShape.ToArray()], torch.float64);
            Tensor value = ofNumbers.Support.FeasiblePoint(like) + like;
            string name = $"{one.Family.Name}({string.Join(", ", one.Arguments.Select(argument => argument.Key))})";
            table.Append($"{name,-70} {TensorCount.Of(() => ofTensors.LogProb(value)),7}  {TensorCount.Of(() => ofNumbers.LogProb(value)),7}\n");
        }
        Golden.Check(table.ToString());
    }

    /// <summary>Not counted: wrappers, which hold tensors of their own, and densities that are the same everywhere in the support.</summary>
    private static IEnumerable<Instance> Scalar => Family.Instances.Where(one =>
        one.OfNumbers().EventShape.Rank == 0 && one.Arguments.All(argument => argument.Value.IsNumber)
        && one.Family.Name is not ("Masked" or "TransformedDistribution" or "ImproperUniform" or "Delta"));

    [TestCaseSource(nameof(Scalar))]
    public void A_distribution_of_numbers_is_made_without_a_tensor(Instance instance) =>
        Assert.That(TensorCount.Of(() => instance.OfNumbers()), Is.Zero);

    /// <summary>A tensor that does not depend on the value could only have been made from a number.</summary>
    [TestCaseSource(nameof(Scalar))]
    public void A_number_as_an_argument_makes_no_tensor(Instance instance)
    {
        Distribution distribution = instance.OfNumbers();
        Tensor value = distribution.Support.FeasiblePoint(torch.zeros(3, torch.float64)).detach().clone().requires_grad_();
        using var off = ValueChecks.Set(false);
        using var scope = torch.NewDisposeScope();
        distribution.LogProb(value);
        Assert.That(scope.DisposablesView.Count(one => one is Tensor { requires_grad: false } tensor && tensor.is_floating_point()), Is.Zero);
    }

    private static TestCaseData Case(string name, long expected, Action<Rng, Tensor> operation) =>
        new TestCaseData(expected, operation).SetArgDisplayNames(name);
}
