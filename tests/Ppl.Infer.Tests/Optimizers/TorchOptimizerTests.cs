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

    private static IEnumerable<TestCaseData> Twins()
    {
        yield return Case("Adam", () => new Adam(0.1), p => torch.optim.Adam(p, 0.1));
        yield return Case("AdamW", () => new AdamW(0.1, 0.8, 0.9, 1e-3, weightDecay: 0.2), p => torch.optim.AdamW(p, 0.1, 0.8, 0.9, 1e-3, weight_decay: 0.2));
        yield return Case("Sgd", () => new Sgd(0.1, weightDecay: 0.2), p => torch.optim.SGD(p, 0.1, weight_decay: 0.2));
        yield return Case("Sgd, momentum", () => new Sgd(0.1, 0.9, weightDecay: 0.2), p => torch.optim.SGD(p, 0.1, 0.9, weight_decay: 0.2));
        yield return Case("Sgd, Nesterov", () => new Sgd(0.1, 0.9, true, 0.2), p => torch.optim.SGD(p, 0.1, 0.9, weight_decay: 0.2, nesterov: true));
        yield return Case("RmsProp", () => new RmsProp(0.1, weightDecay: 0.2), p => torch.optim.RMSProp(p, 0.1, weight_decay: 0.2));
        yield return Case("RmsProp, centred", () => new RmsProp(0.1, 0.9, 1e-3, centered: true), p => torch.optim.RMSProp(p, 0.1, 0.9, 1e-3, centered: true));
        yield return Case("RmsProp, momentum", () => new RmsProp(0.1, 0.9, 1e-3, 0.5, centered: true, weightDecay: 0.2),
            p => torch.optim.RMSProp(p, 0.1, 0.9, 1e-3, weight_decay: 0.2, momentum: 0.5, centered: true));

        static TestCaseData Case(string name, Func<Optimizer> ours, Func<IEnumerable<Parameter>, torch.optim.Optimizer> torchs) =>
            new TestCaseData(ours, torchs).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Twins))]
    public void Torchs_and_ours_take_the_same_steps(Func<Optimizer> create, Func<IEnumerable<Parameter>, torch.optim.Optimizer> recipe)
    {
        using var adapted = new TorchOptimizer(recipe);
        using Optimizer ours = create();
        using StoredParam one = Leaf.Of(1, -2), other = Leaf.Of(1, -2);
        for (int step = 0; step < 20; step++)
        {
            one.SetGradient(Math.Sin(step), step - 4);
            other.SetGradient(Math.Sin(step), step - 4);
            adapted.Step([one]);
            ours.Step([other]);
            Assert.That(other.Values(), Is.EqualTo(one.Values()).Within(1e-12));
        }
    }

    [Test]
    public void Parameters_that_come_later_get_an_optimiser_of_the_same_recipe()
    {
        using var optimizer = new TorchOptimizer(parameters => torch.optim.SGD(parameters, 0.1));
        using StoredParam first = Leaf.Named("first", 1), later = Leaf.Named("later", 1);
        first.SetGradient(1);
        optimizer.Step([first]);
        first.SetGradient(1);
        later.SetGradient(1);
        optimizer.Step([first, later]);
        Assert.That(optimizer.Optimizers, Has.Count.EqualTo(2));
        Assert.That((first.Values()[0], later.Values()[0]), Is.EqualTo((0.8, 0.9)));
    }

    [Test]
    public void The_factor_is_of_the_step_alone_so_that_a_scheduler_of_torchs_sees_its_own_rate()
    {
        using var optimizer = new TorchOptimizer(parameters => torch.optim.SGD(parameters, 0.1)) { LearningRateFactor = 0.5 };
        using StoredParam parameter = Leaf.Of(1);
        parameter.SetGradient(1);
        optimizer.Step([parameter]);
        torch.optim.lr_scheduler.LRScheduler scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer.Optimizers[0], gamma: 0.1);
        scheduler.step();
        parameter.SetGradient(1);
        optimizer.Step([parameter]);
        Assert.That(parameter.Values()[0], Is.EqualTo(1 - (0.5 * 0.1) - (0.5 * 0.01)).Within(1e-15));
    }

    [Test]
    public void Its_state_cannot_be_saved_and_says_whose_can()
    {
        using var optimizer = new TorchOptimizer(parameters => torch.optim.SGD(parameters, 0.1));
        Assert.That(() => optimizer.Save(new SavedState()), Refusal());
        var state = new SavedState();
        state.Add("kind", nameof(TorchOptimizer));
        state.Add("learning rate factor", 1.0);
        Assert.That(() => optimizer.Restore(state), Refusal());

        static NUnit.Framework.Constraints.Constraint Refusal() => Throws.TypeOf<PplException>()
            .With.Property("Code").EqualTo("PPL314").And.Message.Contains("Adam, AdamW, ClippedAdam, Sgd, RmsProp, Adagrad");
    }
}
