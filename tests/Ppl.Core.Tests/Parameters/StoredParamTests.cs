using Ppl.Testing;

namespace Ppl.Core.Tests;

public sealed class StoredParamTests
{
    private static IEnumerable<TestCaseData> Initials()
    {
        yield return Case("Real", Constraints.Real, torch.tensor([-1.5, 0, 3]));
        yield return Case("Positive", Constraints.Positive, torch.tensor([0.01, 1, 30]));
        yield return Case("UnitInterval", Constraints.UnitInterval, torch.tensor([0.01, 0.5, 0.99]));
        yield return Case("Interval", Constraints.Interval(-2, 5), torch.tensor([-1.9, 0, 4.9]));
        yield return Case("Simplex", Constraints.Simplex, torch.tensor([0.2, 0.5, 0.3]));
        yield return Case("LowerCholesky", Constraints.LowerCholesky, torch.tensor([2.0, 0, -0.5, 0.25]).reshape(2, 2));

        static TestCaseData Case(string name, Constraint constraint, Tensor initial) =>
            new TestCaseData(constraint, initial).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Initials))]
    public void The_constrained_value_is_the_initial_one(Constraint constraint, Tensor initial)
    {
        using var parameter = StoredParam.FromInitial("p", constraint, initial);
        Assert.That(parameter.Constrained().shape, Is.EqualTo(initial.shape));
        Assert.That(TensorText.ToDoubles(parameter.Constrained()), Is.EqualTo(TensorText.ToDoubles(initial)).Within(1e-12));
    }

    [TestCaseSource(nameof(Initials))]
    public void Whatever_the_optimiser_does_the_value_stays_in_its_constraint(Constraint constraint, Tensor initial)
    {
        using var parameter = StoredParam.FromInitial("p", constraint, initial);
        using (torch.no_grad()) parameter.Unconstrained.add_(1.25);
        Assert.That(constraint.Check(parameter.Constrained()).all().item<bool>(), Is.True);
    }

    [Test]
    public void The_constrained_value_carries_gradients_to_the_leaf()
    {
        using var parameter = StoredParam.FromInitial("p", Constraints.Positive, torch.tensor(3.0));
        parameter.Constrained().backward();
        Assert.That((double)parameter.Unconstrained.grad!, Is.EqualTo(3).Within(1e-12));
    }

    [Test]
    public void The_leaf_outlives_the_tensor_scope_in_which_it_was_made_and_is_one_object_for_life()
    {
        StoredParam parameter;
        using (TensorScope.Begin()) parameter = StoredParam.FromInitial("p", Constraints.Real, torch.tensor(2.0));
        Tensor leaf = parameter.Unconstrained;
        using (torch.no_grad()) leaf.add_(1);
        Assert.That(parameter.Unconstrained, Is.SameAs(leaf));
        Assert.That(leaf.is_leaf && leaf.requires_grad, Is.True);
        Assert.That((double)parameter.Constrained(), Is.EqualTo(3));
        parameter.Dispose();
        Assert.That(leaf.IsInvalid, Is.True);
    }

    [Test]
    public void The_leaf_is_a_copy_of_the_initial_value()
    {
        using Tensor initial = torch.tensor(2.0);
        using var parameter = StoredParam.FromInitial("p", Constraints.Real, initial);
        using (torch.no_grad()) parameter.Unconstrained.add_(1);
        Assert.That((double)initial, Is.EqualTo(2));
    }

    [TestCase(-1.0)]
    [TestCase(0.0)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void An_initial_value_outside_its_constraint_is_PPL018(double initial) =>
        Assert.That(
            () => StoredParam.FromInitial("p", Constraints.Positive, torch.tensor(initial)),
            Raises.Code("PPL018").With.Message.Contains("parameter \"p\"").And.Message.Contains("positive"));

    [TestCase(0.0)]
    [TestCase(1.0)]
    public void An_initial_value_on_the_edge_of_its_interval_is_PPL018(double initial) =>
        Assert.That(() => StoredParam.FromInitial("p", Constraints.UnitInterval, torch.tensor(initial)), Raises.Code("PPL018"));

    [Test]
    public void The_text_gives_name_constraint_shape_and_few_values()
    {
        using var few = StoredParam.FromInitial("p", Constraints.Positive, torch.tensor([0.5, 2]));
        using var many = StoredParam.FromInitial("q", Constraints.Real, torch.zeros([9]));
        Assert.That(few.ToString(), Is.EqualTo("p: positive [2] = [0.5, 2]"));
        Assert.That(many.ToString(), Is.EqualTo("q: real [9]"));
    }
}
