using TorchSharp.Modules;

namespace Ppl.Infer.Tests;

public sealed class TorchOptimizerTests
{
    private static IEnumerable<TestCaseData> Recipes()
    {
        yield return Case("Adam", parameters => torch.optim.Adam(parameters, 0.1));
        yield return Case("RMSProp", parameters => torch.optim.RMSProp(parameters, 0.1, momentum: 0.5));
        yield return Case("SGD", parameters => torch.optim.SGD(parameters, 0.1, momentum: 0.9));

        static TestCaseData Case(string name, Func<IEnumerable<Parameter>, torch.optim.Optimizer> create) =>
            new TestCaseData(create).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Recipes))]
    public void The_steps_are_torchs_own(Func<IEnumerable<Parameter>, torch.optim.Optimizer> create)
    {
        using var adapted = new TorchOptimizer(create);
        using StoredParam parameter = Leaf.Of(1, -2);
        using var twin = new Parameter(torch.tensor([1.0, -2]));
        using torch.optim.Optimizer own = create([twin]);
        for (int step = 0; step < 10; step++)
        {
            double[] gradient = [Math.Sin(step), step - 4];
            parameter.SetGradient(gradient);
            adapted.Step([parameter]);
            twin.grad = torch.tensor(gradient);
            own.step();
        }
        Assert.That(parameter.Values(), Is.EqualTo(TensorText.ToDoubles(twin)));
    }

    [Test]
    public void Torchs_Adam_and_ours_take_the_same_steps()
    {
        using var adapted = new TorchOptimizer(parameters => torch.optim.Adam(parameters, 0.1));
        using var ours = new Adam(0.1);
        using StoredParam one = Leaf.Of(1, -2), other = Leaf.Of(1, -2);
        for (int step = 0; step < 10; step++)
        {
            one.SetGradient(Math.Sin(step), step - 4);
            other.SetGradient(Math.Sin(step), step - 4);
            adapted.Step([one]);
            ours.Step([other]);
        }
        Assert.That(other.Values(), Is.EqualTo(one.Values()).Within(1e-12));
    }

    [Test]
    public void Parameters_that_come_later_get_an_optimiser_of_the_same_recipe()
    {
        using var optimizer = new TorchOptimizer(parameters => torch.optim.SGD(parameters, 0.1));
        using StoredParam first = Leaf.Of(1), later = Leaf.Of(1);
        first.SetGradient(1);
        optimizer.Step([first]);
        first.SetGradient(1);
        later.SetGradient(1);
        optimizer.Step([first, later]);
        Assert.That(optimizer.Optimizers, Has.Count.EqualTo(2));
        Assert.That((first.Values()[0], later.Values()[0]), Is.EqualTo((0.8, 0.9)));
    }
}
