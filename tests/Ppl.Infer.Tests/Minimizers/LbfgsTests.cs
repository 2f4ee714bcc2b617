namespace Ppl.Infer.Tests;

/// <summary>Functions whose minima are known.</summary>
public sealed class LbfgsTests
{
    private static IEnumerable<TestCaseData> Problems()
    {
        yield return Case("a parabola", (x, g) => { g[0] = 2 * (x[0] - 3); return (x[0] - 3) * (x[0] - 3); }, [100], [3]);
        yield return Case("a quadratic in 50 dims, condition 1e3", Quadratic, new double[50], [.. Enumerable.Repeat(1.0, 50)]);
        yield return Case("Rosenbrock in 2", Rosenbrock, [-1.2, 1], [1, 1]);
        yield return Case("Rosenbrock in 100", Rosenbrock, [.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? -1.2 : 1.0)], [.. Enumerable.Repeat(1.0, 100)]);
        yield return Case("a wall without values", LogBarrier, [10], [1]);
        yield return Case("already there", Rosenbrock, [1, 1], [1, 1]);
        yield return Case("no dimension", (_, _) => 5, [], []);

        static TestCaseData Case(string name, DifferentiableFunction function, double[] start, double[] minimum) =>
            new TestCaseData(function, start, minimum).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Problems))]
    public void It_finds_the_minimum(DifferentiableFunction function, double[] start, double[] minimum)
    {
        Minimum found = new Lbfgs().Minimize(function, start);
        Assert.That(found.End, Is.EqualTo(MinimumEnd.Converged), found.ToString());
        Assert.That(found.Position, Is.EqualTo(minimum).Within(1e-6));
        double[] gradient = new double[start.Length];
        Assert.That(function([.. found.Position], gradient), Is.EqualTo(found.Value));
        Assert.That(Norm(gradient), Is.EqualTo(found.GradientNorm).Within(1e-20).And.LessThan(1e-8 + 1e-12));
    }

    /// <summary>The standard start, published counts of good implementations: some 35 iterations in 2 dims.</summary>
    [Test]
    public void Rosenbrock_takes_few_iterations()
    {
        Minimum found = new Lbfgs().Minimize(Rosenbrock, [-1.2, 1]);
        Assert.That(found.History, Has.Count.LessThan(50));
        Assert.That(found.Evaluations, Is.LessThan(70));
    }

    /// <summary>Differences of values drown in rounding long before the gradient is short: slopes must judge.</summary>
    [TestCase(1e6)]
    [TestCase(-1e6)]
    public void A_large_constant_does_not_keep_it_from_the_minimum(double constant)
    {
        Minimum found = new Lbfgs().Minimize((x, g) => constant + Rosenbrock(x, g), [-1.2, 1]);
        Assert.That(found.HasConverged, Is.True, found.ToString());
        Assert.That(found.Position, Is.EqualTo(new[] { 1.0, 1 }).Within(1e-6));
    }

    /// <summary>As sums of many terms come out: off by some last bits, here up, there down.</summary>
    [Test]
    public void Values_that_are_off_by_their_last_bits_do_not_keep_it_from_the_minimum()
    {
        Minimum found = new Lbfgs().Minimize((x, g) => (1000 + Rosenbrock(x, g)) * (1 + (1e-14 * Math.Sin(1e9 * x[0]))), [-1.2, 1]);
        Assert.That(found.HasConverged, Is.True, found.ToString());
    }

    [Test]
    public void The_history_is_of_each_iteration_and_falls()
    {
        Minimum found = new Lbfgs().Minimize(Rosenbrock, [-1.2, 1]);
        Assert.That(found.History.Select(step => step.Value), Is.Ordered.Descending);
        Assert.That(found.History[^1], Is.EqualTo(new MinimizerStep(found.Value, found.GradientNorm, found.History[^1].StepLength, found.Evaluations)));
        Assert.That(found.ToString(), Does.StartWith("converged: value ").And.EndWith($"after {found.History.Count} iterations and {found.Evaluations} evaluations"));
    }

    [Test]
    public void The_same_start_gives_the_same_bits()
    {
        Minimum one = new Lbfgs().Minimize(Rosenbrock, [-1.2, 1]), other = new Lbfgs().Minimize(Rosenbrock, [-1.2, 1]);
        Assert.That(other.Position, Is.EqualTo(one.Position));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(17)]
    public void Saved_after_some_iterations_it_goes_on_to_the_same_bits(int iterations)
    {
        Minimum whole = new Lbfgs { Pairs = 5 }.Minimize(Rosenbrock, [-1.2, 1]);
        var state = new SavedState();
        new Lbfgs { Pairs = 5, MaxIterations = iterations }.Minimize(Rosenbrock, [-1.2, 1]).Save(state);
        Minimum resumed = new Lbfgs { Pairs = 5 }.Minimize(Rosenbrock, Minimum.Restore(state));
        Assert.That(resumed.Position, Is.EqualTo(whole.Position));
        Assert.That(resumed.History, Is.EqualTo(whole.History));
        Assert.That(resumed.ToString(), Is.EqualTo(whole.ToString()));
    }

    [Test]
    public void A_state_whose_parts_do_not_fit_is_refused()
    {
        SavedState Saved(double[] changes, string end)
        {
            var sound = new SavedState();
            new Minimum([1, 2], 0, 0, 1, MinimumEnd.Stalled, []).Save(sound);
            var state = new SavedState();
            foreach (string text in sound.Texts) state.Add(text, text == "end" ? end : sound.Text(text));
            foreach (string array in sound.Arrays) state.Add(array, array == "changes/position" ? torch.tensor(changes) : sound.Tensor(array));
            return state;
        }
        Assert.That(() => Minimum.Restore(Saved([], "Stalled")), Throws.Nothing);
        Assert.That(() => Minimum.Restore(Saved([1], "Stalled")), Throws.TypeOf<PplException>().With.Property("Code").EqualTo("PPL309"));
        Assert.That(() => Minimum.Restore(Saved([], "Nowhere")), Throws.TypeOf<PplException>().With.Property("Code").EqualTo("PPL309"));
    }

    [Test]
    public void It_says_that_its_iterations_are_over()
    {
        Minimum found = new Lbfgs { MaxIterations = 3 }.Minimize(Rosenbrock, [-1.2, 1]);
        Assert.That((found.End, found.History.Count), Is.EqualTo((MinimumEnd.Iterations, 3)));
        Assert.That(found.ToString(), Does.StartWith("not converged, as many iterations as allowed"));
        Assert.That(new Lbfgs { MaxIterations = 0 }.Minimize(Rosenbrock, [-1.2, 1]).Position, Is.EqualTo(new[] { -1.2, 1 }));
    }

    [Test]
    public void It_says_that_the_gradient_is_not_the_derivative() =>
        Assert.That(new Lbfgs().Minimize((x, g) => { g[0] = -2 * x[0]; return x[0] * x[0]; }, [1]).End, Is.EqualTo(MinimumEnd.Stalled));

    [Test]
    public void It_says_that_there_is_a_kink_and_stands_beside_it()
    {
        Minimum found = new Lbfgs().Minimize((x, g) => { g[0] = x[0] < 0 ? -1 : 2; return Math.Max(-x[0], 2 * x[0]); }, [0.3]);
        Assert.That(found.End, Is.EqualTo(MinimumEnd.Stalled));
        Assert.That(found.Position[0], Is.EqualTo(0).Within(1e-9));
    }

    [Test]
    public void It_says_that_the_function_falls_without_end()
    {
        Assert.That(new Lbfgs().Minimize((x, g) => { g[0] = -1; return -x[0]; }, [0]).End, Is.EqualTo(MinimumEnd.Unbounded));
        Assert.That(new Lbfgs().Minimize((x, g) => { g[0] = -Math.Exp(x[0]); return -Math.Exp(x[0]); }, [0]).End, Is.EqualTo(MinimumEnd.Unbounded));
    }

    [TestCase(double.NaN, 1)]
    [TestCase(double.PositiveInfinity, 1)]
    [TestCase(1, double.NaN)]
    public void It_says_that_there_is_nothing_finite_at_the_start(double value, double slope)
    {
        Minimum found = new Lbfgs().Minimize((_, g) => { g[0] = slope; return value; }, [7]);
        Assert.That((found.End, found.Position[0], found.Evaluations), Is.EqualTo((MinimumEnd.NotFiniteAtStart, 7, 1)));
    }

    [Test]
    public void It_ends_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        int evaluations = 0;
        double Function(ReadOnlySpan<double> x, Span<double> g)
        {
            if (++evaluations == 5) cancel.Cancel();
            return Rosenbrock(x, g);
        }
        Assert.That(() => new Lbfgs().Minimize(Function, [-1.2, 1], cancel.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(evaluations, Is.EqualTo(5));
    }

    [Test]
    public void Settings_out_of_range_are_refused()
    {
        Assert.That(() => new Lbfgs { Pairs = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Lbfgs { MaxIterations = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Lbfgs { GradientTolerance = double.NaN }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Lbfgs { Rounding = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    internal static double Norm(double[] vector) => Math.Sqrt(vector.Sum(element => element * element));

    /// <summary>Σ cᵢ(xᵢ - 1)²/2 with c from 1 to 10³.</summary>
    private static double Quadratic(ReadOnlySpan<double> x, Span<double> g)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double curvature = Math.Pow(10, 3.0 * i / (x.Length - 1));
            g[i] = curvature * (x[i] - 1);
            sum += curvature * (x[i] - 1) * (x[i] - 1) / 2;
        }
        return sum;
    }

    /// <summary>Σ 100(xᵢ₊₁ - xᵢ²)² + (1 - xᵢ)² over pairs, each of two elements of its own: the one minimum is at ones.</summary>
    private static double Rosenbrock(ReadOnlySpan<double> x, Span<double> g)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i += 2)
        {
            double a = x[i + 1] - (x[i] * x[i]), b = 1 - x[i];
            sum += (100 * a * a) + (b * b);
            g[i] = (-400 * a * x[i]) - (2 * b);
            g[i + 1] = 200 * a;
        }
        return sum;
    }

    /// <summary>x - log x, which has no value from 0 down.</summary>
    private static double LogBarrier(ReadOnlySpan<double> x, Span<double> g)
    {
        g[0] = 1 - (1 / x[0]);
        return x[0] - Math.Log(x[0]);
    }
}
