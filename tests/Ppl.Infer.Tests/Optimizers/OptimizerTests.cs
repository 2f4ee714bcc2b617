namespace Ppl.Infer.Tests;

/// <summary>Steps against the papers' formulas, in plain arithmetic.</summary>
public sealed class OptimizerTests
{
    private static readonly double[][] Gradients = [[0.5, -20], [1.5, 3], [-2, 0], [0.25, 1]];

    private static IEnumerable<TestCaseData> All()
    {
        yield return Case("Adam", () => new Adam(0.1));
        yield return Case("ClippedAdam", () => new ClippedAdam(0.1));
        yield return Case("AdamW", () => new AdamW(0.1, weightDecay: 0));
        yield return Case("Sgd", () => new Sgd(0.1, momentum: 0.5));
        yield return Case("Sgd, Nesterov", () => new Sgd(0.1, momentum: 0.5, nesterov: true));
        yield return Case("RmsProp", () => new RmsProp(0.1));
        yield return Case("RmsProp, centred", () => new RmsProp(0.1, momentum: 0.5, centered: true));
        yield return Case("Adagrad", () => new Adagrad(0.1));
        yield return Case("TorchOptimizer", () => new TorchOptimizer(parameters => torch.optim.RMSProp(parameters, 0.1)));

        static TestCaseData Case(string name, Func<Optimizer> create) => new TestCaseData(create).SetArgDisplayNames(name);
    }

    /// <summary>By pattern, both elements have the same rule. TorchSharp's optimisers keep what they remember.</summary>
    [TestCaseSource(nameof(Forgetful))]
    public void After_it_forgets_a_step_is_as_a_first_one(Func<Optimizer> create)
    {
        using Optimizer used = create(), fresh = create();
        using StoredParam parameter = Leaf.Of(1, 2), other = Leaf.Of(1, 2);
        foreach (double[] gradient in Gradients) Step(used, parameter, gradient);
        parameter.Unconstrained.requires_grad_(false).copy_(other.Unconstrained.detach()).requires_grad_(true);
        used.Forget();
        Step(used, parameter, Gradients[1]);
        Step(fresh, other, Gradients[1]);
        Assert.That(parameter.Values(), Is.EqualTo(other.Values()));
        Step(used, parameter, Gradients[2]);
        Step(fresh, other, Gradients[2]);
        Assert.That(parameter.Values(), Is.EqualTo(other.Values()));

        static void Step(Optimizer optimizer, StoredParam parameter, double[] gradient)
        {
            parameter.SetGradient(gradient);
            optimizer.Step([parameter]);
        }
    }

    private static IEnumerable<TestCaseData> Forgetful() =>
        [.. All().SkipLast(1), new TestCaseData((Func<Optimizer>)(() => new ByPattern(new Adam(), ("p", new Adam(0.1))))).SetArgDisplayNames("by pattern")];

    [Test]
    public void Adam_takes_the_steps_of_its_paper() =>
        Check(new Adam(0.1, beta1: 0.8, beta2: 0.9, epsilon: 1e-3), AdamByHand(0.1, clip: double.PositiveInfinity, decay: 1));

    [Test]
    public void ClippedAdam_clips_each_element_and_lets_its_rate_decay() =>
        Check(new ClippedAdam(0.1, beta1: 0.8, beta2: 0.9, epsilon: 1e-3, clip: 1, decay: 0.5), AdamByHand(0.1, clip: 1, decay: 0.5));

    [Test]
    public void Sgd_follows_the_gradient()
    {
        double[] expected = [1 - (0.1 * (0.5 + 1.5 - 2 + 0.25)), 2 - (0.1 * (-20 + 3 + 0 + 1))];
        Check(new Sgd(0.1), expected);
    }

    [Test]
    public void Sgd_with_momentum_adds_up_a_velocity()
    {
        double[] expected = [1, 2], velocity = [0, 0];
        foreach (double[] gradient in Gradients)
        {
            for (int i = 0; i < 2; i++)
            {
                velocity[i] = (0.9 * velocity[i]) + gradient[i];
                expected[i] -= 0.1 * velocity[i];
            }
        }
        Check(new Sgd(0.1, momentum: 0.9), expected);
    }

    [Test]
    public void Adagrad_divides_by_the_root_of_all_squares_so_far([Values(0, 0.1)] double weightDecay)
    {
        double[] expected = [1, 2], sum = [0, 0];
        foreach (double[] gradient in Gradients)
        {
            for (int i = 0; i < 2; i++)
            {
                double g = gradient[i] + (weightDecay * expected[i]);
                sum[i] += g * g;
                expected[i] -= 0.1 * g / (Math.Sqrt(sum[i]) + 1e-10);
            }
        }
        Check(new Adagrad(0.1, weightDecay: weightDecay), expected);
    }

    [Test]
    public void A_centred_RmsProp_stays_finite_where_gradients_never_change()
    {
        using var optimizer = new RmsProp(1e-9, decay: 0.5, centered: true);
        using StoredParam parameter = Leaf.Of([.. Enumerable.Range(1, 100).Select(i => 0.1 * i)]);
        double[] gradient = [.. Enumerable.Range(1, 100).Select(i => i / 3.0)];
        for (int step = 0; step < 100; step++)
        {
            parameter.SetGradient(gradient);
            optimizer.Step([parameter]);
        }
        Assert.That(parameter.Values(), Has.All.Matches<double>(double.IsFinite));
    }

    [TestCaseSource(nameof(All))]
    public void A_parameter_without_a_gradient_stays_even_when_it_has_a_past(Func<Optimizer> create)
    {
        using Optimizer optimizer = create();
        using StoredParam moving = Leaf.Named("moving", 1), resting = Leaf.Named("resting", 1);
        moving.SetGradient(1);
        resting.SetGradient(1);
        optimizer.Step([moving, resting]);
        double before = resting.Values()[0], movingBefore = moving.Values()[0];
        moving.SetGradient(1);
        optimizer.Step([moving, resting]);
        Assert.That(resting.Values()[0], Is.EqualTo(before));
        Assert.That(moving.Values()[0], Is.LessThan(movingBefore));
    }

    [TestCaseSource(nameof(All))]
    public void Gradients_are_null_after_a_step(Func<Optimizer> create)
    {
        using Optimizer optimizer = create();
        using StoredParam parameter = Leaf.Of(1);
        parameter.SetGradient(1);
        optimizer.Step([parameter]);
        Assert.That(parameter.Unconstrained.grad, Is.Null);
    }

    [TestCaseSource(nameof(All))]
    public void A_parameter_may_come_later(Func<Optimizer> create)
    {
        using Optimizer optimizer = create();
        using StoredParam first = Leaf.Named("first", 1), later = Leaf.Named("later", 1);
        first.SetGradient(1);
        optimizer.Step([first]);
        double afterOne = first.Values()[0];
        first.SetGradient(1);
        later.SetGradient(1);
        optimizer.Step([first, later]);
        Assert.That(later.Values()[0], Is.EqualTo(afterOne), "its first step is any parameter's first step");
    }

    [TestCaseSource(nameof(All))]
    public void The_leaf_is_changed_in_place_and_no_graph_is_left(Func<Optimizer> create)
    {
        using Optimizer optimizer = create();
        using StoredParam parameter = Leaf.Of(1);
        Tensor leaf = parameter.Unconstrained;
        parameter.SetGradient(1);
        optimizer.Step([parameter]);
        Assert.That(parameter.Unconstrained, Is.SameAs(leaf));
        Assert.That(leaf.is_leaf && leaf.requires_grad, Is.True);
    }

    [TestCaseSource(nameof(All))]
    public void The_factor_multiplies_the_learning_rate(Func<Optimizer> create)
    {
        using Optimizer whole = create(), half = create();
        using StoredParam parameter = Leaf.Of(1), other = Leaf.Of(1);
        half.LearningRateFactor = 0.5;
        for (int step = 1; step <= 3; step++)
        {
            parameter.SetGradient(step);
            other.SetGradient(step);
            whole.Step([parameter]);
            half.Step([other]);
        }
        Assert.That(1 - other.Values()[0], Is.EqualTo((1 - parameter.Values()[0]) / 2).Within(1e-12));
    }

    [TestCase(-1)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void A_factor_is_finite_and_not_negative(double factor)
    {
        using var optimizer = new Adam();
        Assert.That(() => optimizer.LearningRateFactor = factor, OutOfRange("LearningRateFactor"));
        Assert.That(optimizer.LearningRateFactor, Is.EqualTo(1));
    }

    [TestCase(0)]
    [TestCase(-0.1)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void A_learning_rate_is_positive_and_finite(double rate)
    {
        Assert.That(() => new Adam(rate), OutOfRange("learningRate"));
        Assert.That(() => new ClippedAdam(rate), OutOfRange("learningRate"));
        Assert.That(() => new Sgd(rate), OutOfRange("learningRate"));
        Assert.That(() => new AdamW(rate), OutOfRange("learningRate"));
        Assert.That(() => new RmsProp(rate), OutOfRange("learningRate"));
        Assert.That(() => new Adagrad(rate), OutOfRange("learningRate"));
    }

    [TestCase(-0.1)]
    [TestCase(1)]
    [TestCase(double.NaN)]
    public void A_decay_of_moments_lies_from_0_to_below_1(double beta)
    {
        Assert.That(() => new Adam(beta1: beta), OutOfRange("beta1"));
        Assert.That(() => new Adam(beta2: beta), OutOfRange("beta2"));
        Assert.That(() => new ClippedAdam(beta1: beta), OutOfRange("beta1"));
        Assert.That(() => new ClippedAdam(beta2: beta), OutOfRange("beta2"));
        Assert.That(() => new Sgd(0.1, momentum: beta), OutOfRange("momentum"));
        Assert.That(() => new AdamW(beta2: beta), OutOfRange("beta2"));
        Assert.That(() => new RmsProp(decay: beta), OutOfRange("decay"));
        Assert.That(() => new RmsProp(momentum: beta), OutOfRange("momentum"));
    }

    [TestCase(-0.1)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void A_weight_decay_is_finite_and_not_negative(double weightDecay)
    {
        Assert.That(() => new AdamW(weightDecay: weightDecay), OutOfRange("weightDecay"));
        Assert.That(() => new Sgd(0.1, weightDecay: weightDecay), OutOfRange("weightDecay"));
        Assert.That(() => new RmsProp(weightDecay: weightDecay), OutOfRange("weightDecay"));
        Assert.That(() => new Adagrad(weightDecay: weightDecay), OutOfRange("weightDecay"));
    }

    [Test]
    public void Other_settings_are_checked_by_name()
    {
        Assert.That(() => new Adam(epsilon: 0), OutOfRange("epsilon"));
        Assert.That(() => new RmsProp(epsilon: 0), OutOfRange("epsilon"));
        Assert.That(() => new Adagrad(epsilon: 0), OutOfRange("epsilon"));
        Assert.That(() => new Sgd(0.1, nesterov: true), Throws.ArgumentException.With.Property("ParamName").EqualTo("nesterov"));
        Assert.That(() => new ClippedAdam(epsilon: -1), OutOfRange("epsilon"));
        Assert.That(() => new ClippedAdam(clip: 0), OutOfRange("clip"));
        Assert.That(() => new ClippedAdam(decay: 0), OutOfRange("decay"));
        Assert.That(() => new ClippedAdam(decay: 1.1), OutOfRange("decay"));
    }

    private static NUnit.Framework.Constraints.Constraint OutOfRange(string name) =>
        Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name);

    private static void Check(Optimizer optimizer, double[] expected)
    {
        using (optimizer)
        using (StoredParam parameter = Leaf.Of(1, 2))
        {
            foreach (double[] gradient in Gradients)
            {
                parameter.SetGradient(gradient);
                optimizer.Step([parameter]);
            }
            Assert.That(parameter.Values(), Is.EqualTo(expected).Within(1e-12));
        }
    }

    /// <summary>Kingma and Ba 2015, algorithm 1 as printed: m̂ and v̂, then θ - α m̂ / (√v̂ + ε).</summary>
    private static double[] AdamByHand(double rate, double clip, double decay)
    {
        const double beta1 = 0.8, beta2 = 0.9, epsilon = 1e-3;
        double[] values = [1, 2], mean = [0, 0], square = [0, 0];
        for (int t = 1; t <= Gradients.Length; t++)
        {
            for (int i = 0; i < 2; i++)
            {
                double gradient = Math.Clamp(Gradients[t - 1][i], -clip, clip);
                mean[i] = (beta1 * mean[i]) + ((1 - beta1) * gradient);
                square[i] = (beta2 * square[i]) + ((1 - beta2) * gradient * gradient);
                double corrected = mean[i] / (1 - Math.Pow(beta1, t)), root = Math.Sqrt(square[i] / (1 - Math.Pow(beta2, t)));
                values[i] -= rate * corrected / (root + epsilon);
            }
            rate *= decay;
        }
        return values;
    }
}
