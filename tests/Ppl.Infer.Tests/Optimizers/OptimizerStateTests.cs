namespace Ppl.Infer.Tests;

/// <summary>A restored optimiser goes on as the one that was saved.</summary>
public sealed class OptimizerStateTests
{
    private static IEnumerable<TestCaseData> Resumable()
    {
        foreach (torch.ScalarType dtype in (torch.ScalarType[])[torch.float32, torch.float64])
        {
            yield return Case("Adam", () => new Adam(0.1), dtype);
            yield return Case("ClippedAdam", () => new ClippedAdam(0.1, clip: 1, decay: 0.9), dtype);
            yield return Case("Sgd", () => new Sgd(0.1), dtype);
            yield return Case("Sgd with momentum", () => new Sgd(0.1, momentum: 0.5), dtype);
            yield return Case("Sgd of all settings", () => new Sgd(0.1, 0.5, nesterov: true, weightDecay: 0.1), dtype);
            yield return Case("AdamW", () => new AdamW(0.1, weightDecay: 0.1), dtype);
            yield return Case("RmsProp", () => new RmsProp(0.1), dtype);
            yield return Case("RmsProp of all settings", () => new RmsProp(0.1, momentum: 0.5, centered: true, weightDecay: 0.1), dtype);
            yield return Case("Adagrad", () => new Adagrad(0.1, weightDecay: 0.1), dtype);
            yield return Case("ByPattern", () => new ByPattern(new Adam(0.1), ("w*", new Sgd(0.1, 0.5)), ("b*", new ClippedAdam(0.1, decay: 0.9))), dtype);
        }

        static TestCaseData Case(string name, Func<Optimizer> create, torch.ScalarType dtype) =>
            new TestCaseData(create, dtype).SetArgDisplayNames(name, $"{dtype}");
    }

    private static IEnumerable<TestCaseData> OtherSettings()
    {
        yield return Case(new Adam(), new Adam(beta1: 0.8), "beta1 is 0.9, here it is 0.8");
        yield return Case(new Adam(), new Adam(beta2: 0.99), "beta2 is 0.999, here it is 0.99");
        yield return Case(new Adam(), new Adam(epsilon: 1e-6), "epsilon is 1E-08, here it is 1E-06");
        yield return Case(new ClippedAdam(), new ClippedAdam(clip: double.PositiveInfinity), "clip is 10, here it is Infinity");
        yield return Case(new Sgd(1), new Sgd(1, momentum: 0.5), "momentum is 0, here it is 0.5");
        yield return Case(new Sgd(1, 0.5), new Sgd(1, 0.5, nesterov: true), "nesterov is 0, here it is 1");
        yield return Case(new Sgd(1, weightDecay: 0.1), new Sgd(1), "weight decay is 0.1, here it is 0");
        yield return Case(new AdamW(), new AdamW(beta1: 0.8), "beta1 is 0.9, here it is 0.8");
        yield return Case(new RmsProp(), new RmsProp(decay: 0.9), "decay is 0.99, here it is 0.9");
        yield return Case(new RmsProp(), new RmsProp(centered: true), "centered is 0, here it is 1");
        yield return Case(new Adagrad(), new Adagrad(epsilon: 1e-8), "epsilon is 1E-10, here it is 1E-08");
        yield return Case(new ByPattern(new Adam()), new ByPattern(new Adam(), ("p", new Adam())), "by 0 patterns, here by 1");
        yield return Case(new ByPattern(new Adam(), ("p", new Adam())), new ByPattern(new Adam(), ("q", new Adam())), "optimiser 1 is for \"p\", here it is for \"q\"");
        yield return Case(new ByPattern(new Adam(), ("p", new Adam())), new ByPattern(new Adam(), ("p", new Sgd(1))), "saved by Adam, and is to be restored into Sgd");
        yield return Case(new Adam(), new AdamW(), "saved by Adam, and is to be restored into AdamW");
        yield return Case(new Adam(), new Sgd(1), "saved by Adam, and is to be restored into Sgd");

        static TestCaseData Case(Optimizer saved, Optimizer other, string difference) => new TestCaseData(saved, other, difference).SetArgDisplayNames(difference);
    }

    [TestCaseSource(nameof(Resumable))]
    public void A_restored_optimizer_takes_the_same_steps_to_the_last_bit(Func<Optimizer> create, torch.ScalarType dtype)
    {
        using Optimizer first = create(), second = create();
        using StoredParam weight = Of("weight", dtype, 1, 2, 3), bias = Of("bias", dtype, 0.5), resting = Of("resting", dtype, 7);
        Steps(first, 0, 5, weight, bias, resting);
        first.LearningRateFactor = 0.25;
        SavedState state = Saved(first);
        using StoredParam weightAgain = Of("weight", dtype, weight.Values()), biasAgain = Of("bias", dtype, bias.Values());
        Steps(first, 5, 10, weight, bias);
        second.Restore(state)();
        Steps(second, 5, 10, weightAgain, biasAgain);
        Assert.That(weightAgain.Values(), Is.EqualTo(weight.Values()));
        Assert.That(biasAgain.Values(), Is.EqualTo(bias.Values()));
        Assert.That(Text(Saved(second)), Is.EqualTo(Text(Saved(first))), "the resting parameter, which the second never met, included");
    }

    [Test]
    public void A_running_optimizer_forgets_what_it_knew_when_it_is_restored()
    {
        using Optimizer early = new Adam(), late = new Adam();
        using StoredParam one = Leaf.Named("one", 1), other = Leaf.Named("other", 1);
        Steps(early, 0, 3, one);
        Steps(late, 0, 9, one, other);
        late.Restore(Saved(early))();
        Assert.That(Text(Saved(late)), Is.EqualTo(Text(Saved(early))));
    }

    [Test]
    public void Nothing_changes_before_the_action_runs()
    {
        using Optimizer one = new Adam(), other = new Adam();
        using StoredParam parameter = Leaf.Of(1);
        Steps(one, 0, 3, parameter);
        other.Restore(Saved(one));
        Assert.That(Text(Saved(other)), Is.EqualTo(Text(Saved(new Adam()))));
    }

    [TestCaseSource(nameof(OtherSettings))]
    public void Another_optimizer_or_other_settings_are_refused(Optimizer saved, Optimizer other, string difference) =>
        Assert.That(() => other.Restore(Saved(saved)), Refused(difference));

    [Test]
    public void The_learning_rate_and_its_decay_may_differ()
    {
        Assert.That(() => new Adam(0.5).Restore(Saved(new Adam(0.1)))(), Throws.Nothing);
        Assert.That(() => new ClippedAdam(0.5, decay: 0.9).Restore(Saved(new ClippedAdam(0.1)))(), Throws.Nothing);
        Assert.That(() => new Sgd(0.5).Restore(Saved(new Sgd(0.1)))(), Throws.Nothing);
        Assert.That(() => new AdamW(0.5, weightDecay: 0).Restore(Saved(new AdamW(0.1)))(), Throws.Nothing);
        Assert.That(() => new RmsProp(0.5).Restore(Saved(new RmsProp(0.1)))(), Throws.Nothing);
        Assert.That(() => new Adagrad(0.5).Restore(Saved(new Adagrad(0.1)))(), Throws.Nothing);
    }

    [TestCase(false, "[1, 3]")]
    [TestCase(true, "Float64 [3]")]
    public void A_moment_of_another_shape_or_dtype_is_refused_each_time_that_it_is_met(bool otherDtype, string found)
    {
        using Optimizer one = new Adam(), other = new Adam();
        using StoredParam parameter = Of("p", torch.float32, 1, 2, 3);
        using StoredParam differing = StoredParam.FromInitial("p", Constraints.Real, otherDtype ? torch.ones([3], torch.float64) : torch.ones([1, 3]));
        Steps(one, 0, 1, parameter);
        other.Restore(Saved(one))();
        for (int i = 0; i < 2; i++)
        {
            differing.Unconstrained.grad = torch.ones_like(differing.Unconstrained);
            Assert.That(() => other.Step([differing]), Refused($"mean of \"p\" is Float32 [3], the parameter").And.Message.Contains(found));
        }
        Assert.That(differing.Values(), Is.All.EqualTo(1));
    }

    [TestCase("mean")]
    [TestCase("square")]
    public void A_moment_without_its_steps_is_refused(string moment)
    {
        SavedState state = Saved(new Adam());
        state.Part(moment).Add("p", torch.ones([2]));
        Assert.That(() => new Adam().Restore(state), Refused($"{moment} is of other parameters than its steps"));
    }

    [TestCase("learning rate factor", -1)]
    [TestCase("learning rate factor", double.NaN)]
    [TestCase("decayed", 2)]
    [TestCase("decayed", double.NaN)]
    public void A_number_out_of_range_is_refused(string name, double value)
    {
        SavedState sound = Saved(new ClippedAdam()), state = new();
        foreach (string text in sound.Texts) state.Add(text, text == name ? $"{value}" : sound.Text(text));
        Assert.That(() => new ClippedAdam().Restore(state), Refused($"{value}"));
    }

    private static NUnit.Framework.Constraints.Constraint Refused(string difference) =>
        Throws.TypeOf<PplException>().With.Message.Contains(difference).And.Property("Code").EqualTo("PPL309");

    private static StoredParam Of(string name, torch.ScalarType dtype, params double[] values) =>
        StoredParam.FromInitial(name, Constraints.Real, torch.tensor(values, dtype: dtype));

    private static void Steps(Optimizer optimizer, int from, int to, params StoredParam[] parameters)
    {
        for (int step = from; step < to; step++)
        {
            foreach (StoredParam parameter in parameters) parameter.Unconstrained.grad = torch.sin(parameter.Unconstrained.detach() + step) * step;
            optimizer.Step(parameters);
        }
    }

    private static SavedState Saved(Optimizer optimizer)
    {
        var state = new SavedState();
        optimizer.Save(state);
        return state;
    }

    private static string Text(SavedState state) => string.Join('\n',
    [
        .. state.Texts.Select(name => $"{name}: {state.Text(name)}"),
        .. state.Arrays.Select(name => $"{name}: {string.Join(' ', TensorText.ToDoubles(state.Tensor(name)))}"),
    ]);
}
