namespace Ppl.Infer.Tests;

/// <summary>Adam in one pass over memory takes the steps of the tensor operations, which a gradient with gaps between its elements is left to.</summary>
public sealed class AdamKernelTests
{
    private const int Young = 1, Old = 50;
    private const double LearningRate = 1e-3;

    [Test]
    public void One_pass_agrees_with_the_tensor_operations(
        [Values(torch.ScalarType.Float32, torch.ScalarType.Float64)] torch.ScalarType dtype,
        [Values(1, 3, 8, 17, 64, 1001)] int length, [Values(0.5, double.PositiveInfinity)] double clip, [Values(Young, Old)] int age)
    {
        using var rng = new Rng(seed: (ulong)(length + age));
        using StoredParam parameter = Random(dtype, length, rng);
        using var history = new ClippedAdam(LearningRate, clip: clip);
        for (int i = 0; i < age; i++) Step(history, parameter, Normal(dtype, length, rng));
        Tensor gradient = Normal(dtype, length, rng);

        Result before = Result.Of(history, parameter), fused = After(before, gradient, clip), separate = After(before, Gapped(gradient), clip);
        double[] g = [.. TensorText.ToDoubles(gradient).Select(element => Math.Clamp(element, -clip, clip))];
        double ulp = dtype == torch.float32 ? Math.Pow(2, -23) : Math.Pow(2, -52);
        for (int i = 0; i < length; i++)
        {
            // The operations may fuse a product with a sum, which saves a rounding of each term: the terms, not their sum, set the scale.
            Assert.That(fused.Mean[i], Is.EqualTo(separate.Mean[i]).Within(2 * ulp * (Math.Abs(before.Mean[i]) + Math.Abs(0.1 * g[i]))));
            Assert.That(fused.Square[i], Is.EqualTo(separate.Square[i]).Within(4 * ulp * separate.Square[i]));
            Assert.That(fused.Values[i], Is.EqualTo(separate.Values[i]).Within(ulp * (Math.Abs(separate.Values[i]) + (10 * LearningRate))));
        }
    }

    [TestCase(torch.ScalarType.Float32)]
    [TestCase(torch.ScalarType.Float64)]
    public void An_elements_step_depends_on_its_own_numbers_alone(torch.ScalarType dtype)
    {
        const int length = 37;
        using var rng = new Rng(seed: 1);
        using StoredParam whole = Random(dtype, length, rng);
        StoredParam[] elements =
            [.. Enumerable.Range(0, length).Select(i => StoredParam.FromInitial($"{i}", Constraints.Real, whole.Unconstrained.detach()[i]))];
        using Optimizer adam = new ClippedAdam(clip: 1), adamOfElements = new ClippedAdam(clip: 1);
        for (int step = 0; step < 5; step++)
        {
            Tensor gradient = Normal(dtype, length, rng);
            for (int i = 0; i < length; i++) elements[i].Unconstrained.grad = gradient[i].clone();
            Step(adam, whole, gradient);
            adamOfElements.Step(elements);
        }
        Assert.That(elements.Select(element => element.Values()[0]), Is.EqualTo(whole.Values()));
        foreach (StoredParam element in elements) element.Dispose();
    }

    [Test]
    public void Gradients_beyond_ordinary_numbers_do_what_they_do_in_tensor_operations(
        [Values(torch.ScalarType.Float32, torch.ScalarType.Float64)] torch.ScalarType dtype, [Values(1, double.PositiveInfinity)] double clip)
    {
        double[] gradients = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-320, -1e-44, 1e-30, 0, -0.0, 1e30, double.MaxValue];
        Tensor gradient = torch.tensor(gradients, dtype: dtype);
        using StoredParam parameter = Random(dtype, gradients.Length, new Rng(seed: 0));
        using var fresh = new ClippedAdam(LearningRate, clip: clip);
        Result before = Result.Of(fresh, parameter);
        Assert.That(After(before, gradient, clip), Is.EqualTo(After(before, Gapped(gradient), clip)).Using<Result>(SameValues));
    }

    [Test]
    public void The_same_steps_give_the_same_bits()
    {
        double[][] runs = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using var rng = new Rng(seed: 3);
            using StoredParam parameter = Random(torch.float32, 1001, rng);
            using var adam = new Adam();
            for (int step = 0; step < 10; step++) Step(adam, parameter, Normal(torch.float32, 1001, rng));
            return parameter.Values();
        })];
        Assert.That(runs[1], Is.EqualTo(runs[0]));
    }

    [Test]
    public void A_parameter_of_no_element_and_one_of_no_dimension_take_a_step()
    {
        using var adam = new Adam(0.1);
        using StoredParam empty = Leaf.Named("empty"), scalar = StoredParam.FromInitial("scalar", Constraints.Real, torch.tensor(1.0));
        empty.Unconstrained.grad = torch.zeros([0], torch.float64);
        scalar.Unconstrained.grad = torch.tensor(3.0);
        adam.Step([empty, scalar]);
        Assert.That(empty.Values(), Is.Empty);
        Assert.That(scalar.Values()[0], Is.EqualTo(0.9).Within(1e-8));
    }

    [Test]
    public void A_transposed_leaf_takes_the_same_step()
    {
        using var adam = new Adam();
        Tensor initial = torch.arange(15.0, torch.float64).reshape(3, 5);
        using StoredParam plain = StoredParam.FromInitial("plain", Constraints.Real, initial), turned = StoredParam.FromInitial("turned", Constraints.Real, initial.t());
        Assert.That(turned.Unconstrained.is_contiguous(), Is.False);
        plain.Unconstrained.grad = initial - 7;
        turned.Unconstrained.grad = (initial - 7).t();
        adam.Step([plain, turned]);
        Assert.That(TensorText.ToDoubles(turned.Unconstrained.t()), Is.EqualTo(plain.Values()).Within(1e-15));
    }

    [Test]
    public void What_memory_can_be_walked()
    {
        Tensor single = torch.ones([4, 3], torch.float32), wide = torch.ones([4, 3], torch.float64);
        Assert.That(AdamKernel.CanStep(single, single), Is.True);
        Assert.That(AdamKernel.CanStep(wide, wide), Is.True);
        Assert.That(AdamKernel.CanStep(single, wide), Is.False);
        Assert.That(AdamKernel.CanStep(single, Gapped(single)), Is.False);
        Assert.That(AdamKernel.CanStep(single.t(), single.t()), Is.False);
        Assert.That(AdamKernel.CanStep(single.to(torch.int32), single.to(torch.int32)), Is.False);
    }

    [Test]
    public void A_graph_that_needs_the_value_before_the_step_refuses_to_go_backward_after_it()
    {
        using var adam = new Adam();
        using StoredParam parameter = Leaf.Of(1, 2);
        Tensor loss = parameter.Unconstrained.square().sum();
        loss.backward(retain_graph: true);
        adam.Step([parameter]);
        Assert.That(() => loss.backward(), Throws.TypeOf<System.Runtime.InteropServices.ExternalException>());
    }

    private static Tensor Normal(torch.ScalarType dtype, int length, Rng rng) => torch.randn([length], dtype, generator: rng.Generator(torch.CPU));

    private static StoredParam Random(torch.ScalarType dtype, int length, Rng rng) =>
        StoredParam.FromInitial("p", Constraints.Real, Normal(dtype, length, rng));

    /// <summary>The same elements, apart from each other in memory.</summary>
    private static Tensor Gapped(Tensor tensor) => torch.stack([tensor, tensor], -1).select(-1, 0);

    private static void Step(Optimizer optimizer, StoredParam parameter, Tensor gradient)
    {
        parameter.Unconstrained.grad = gradient;
        optimizer.Step([parameter]);
    }

    private static Result After(Result before, Tensor gradient, double clip)
    {
        using var optimizer = new ClippedAdam(LearningRate, clip: clip);
        using StoredParam parameter = StoredParam.FromInitial("p", Constraints.Real, torch.tensor(before.Values, dtype: gradient.dtype));
        optimizer.Restore(before.State)();
        Step(optimizer, parameter, gradient);
        return Result.Of(optimizer, parameter);
    }

    private static bool SameValues(Result one, Result other) =>
        one.Values.SequenceEqual(other.Values) && one.Mean.SequenceEqual(other.Mean) && one.Square.SequenceEqual(other.Square);

    private sealed record Result(SavedState State, double[] Values, double[] Mean, double[] Square)
    {
        public static Result Of(Optimizer optimizer, StoredParam parameter)
        {
            var state = new SavedState();
            optimizer.Save(state);
            return new Result(state, parameter.Values(), Moment(state, "mean"), Moment(state, "square"));
        }

        private static double[] Moment(SavedState state, string name) =>
            state.Part(name).Arrays.Any() ? TensorText.ToDoubles(state.Part(name).Tensor("p")) : [];
    }
}
