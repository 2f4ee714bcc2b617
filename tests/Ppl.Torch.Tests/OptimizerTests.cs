using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ppl.Torch.Tests;

/// <summary>Two steps on x squared from x = 2 (so gradients 2x), against the update rules written out in doubles.</summary>
[TestFixture, CountsTensors]
public sealed class OptimizerTests
{
    private const double Start = 2, Rate = 0.1;

    [Test]
    public void Sgd_steps_against_the_gradient() =>
        Follows(x => optim.SGD([x], Rate), (x, gradient, _) => x - Rate * gradient);

    [Test]
    public void Sgd_with_momentum_and_decay()
    {
        double velocity = 0;
        Follows(x => optim.SGD([x], Rate, momentum: 0.9, weight_decay: 0.01), (x, gradient, step) =>
        {
            velocity = step == 1 ? gradient + 0.01 * x : 0.9 * velocity + gradient + 0.01 * x;
            return x - Rate * velocity;
        });
    }

    [Test]
    public void Adam_follows_its_paper()
    {
        double mean = 0, square = 0;
        Follows(x => optim.Adam([x], Rate), (x, gradient, step) =>
        {
            mean = 0.9 * mean + 0.1 * gradient;
            square = 0.999 * square + 0.001 * gradient * gradient;
            return x - Rate * mean / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(square / (1 - Math.Pow(0.999, step))) + 1e-8);
        });
    }

    [Test]
    public void AdamW_decays_beside_the_step()
    {
        double mean = 0, square = 0;
        Follows(x => optim.AdamW([x], Rate, weight_decay: 0.1), (x, gradient, step) =>
        {
            mean = 0.9 * mean + 0.1 * gradient;
            square = 0.999 * square + 0.001 * gradient * gradient;
            return x * (1 - Rate * 0.1) - Rate * mean / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(square / (1 - Math.Pow(0.999, step))) + 1e-8);
        });
    }

    [Test]
    public void RMSProp_divides_by_the_root_of_the_mean_square()
    {
        double square = 0;
        Follows(x => optim.RMSProp([x], Rate), (x, gradient, _) =>
        {
            square = 0.99 * square + 0.01 * gradient * gradient;
            return x - Rate * gradient / (Math.Sqrt(square) + 1e-8);
        });
    }

    [Test]
    public void A_parameter_without_a_gradient_stays()
    {
        using var x = new Parameter(tensor(Start));
        using optim.Optimizer adam = optim.Adam([x]);
        adam.step();
        Assert.That(x.ToDouble(), Is.EqualTo(Start));
    }

    [Test]
    public void Optimizers_leave_zeros_for_gradients()
    {
        using var x = new Parameter(tensor(Start));
        using optim.Optimizer sgd = optim.SGD([x], Rate);
        using (Tensor loss = x * x) loss.backward();
        sgd.zero_grad();
        using Tensor? grad = x.grad;
        Assert.That(grad!.ToDouble(), Is.Zero);
    }

    [Test]
    public void Schedulers_set_the_rate_by_epochs()
    {
        using var x = new Parameter(tensor(Start));
        using Adam stepped = optim.Adam([x], lr: 1), exponential = optim.Adam([x], lr: 1);
        optim.lr_scheduler.LRScheduler steps = optim.lr_scheduler.StepLR(stepped, 2, 0.1), decay = optim.lr_scheduler.ExponentialLR(exponential, 0.5);
        List<double> rates = [], halves = [];
        for (int epoch = 0; epoch < 5; epoch++)
        {
            rates.Add(stepped.ParamGroups.Single().LearningRate);
            halves.Add(decay.get_last_lr().Single());
            steps.step();
            decay.step();
        }
        Assert.That(rates, Is.EqualTo(new[] { 1, 1, 0.1, 0.1, 0.01 }).Within(1e-15));
        Assert.That(halves, Is.EqualTo(new[] { 1, 0.5, 0.25, 0.125, 0.0625 }));
    }

    private static void Follows(Func<Parameter, optim.Optimizer> make, Func<double, double, int, double> rule)
    {
        using var x = new Parameter(tensor(Start));
        using optim.Optimizer optimizer = make(x);
        double expected = Start;
        long before = Tensor.TotalCount;
        for (int step = 1; step <= 3; step++)
        {
            optimizer.zero_grad();
            using (Tensor loss = x * x) loss.backward();
            optimizer.step();
            expected = rule(expected, 2 * expected, step);
            Assert.That(x.ToDouble(), Is.EqualTo(expected).Within(1e-14), $"step {step}");
        }
        optimizer.Dispose();
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }
}
