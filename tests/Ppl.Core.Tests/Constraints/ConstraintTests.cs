using TorchSharp;

namespace Ppl.Core.Tests;

public sealed class ConstraintTests
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly (Constraint Constraint, double[] Inside, double[] Outside)[] numbers =
    [
        (Constraints.Real, [-1e30, 0, 5], [double.NaN, Infinity, -Infinity]),
        (Constraints.Positive, [1e-30, 7], [0, -1, double.NaN, Infinity]),
        (Constraints.NonNegative, [0, 7], [-1e-30, double.NaN, Infinity]),
        (Constraints.UnitInterval, [0, 0.5, 1], [-1e-9, 1.0000001, double.NaN]),
        (Constraints.Interval(-2, 3), [-2, 0, 3], [-2.1, 3.1, double.NaN]),
        (Constraints.Interval(2, Infinity), [2, 1e9], [1.9, Infinity]),
        (Constraints.OpenInterval(-2, 3), [-1.9, 0, 2.9], [-2, 3, double.NaN]),
        (Constraints.HalfOpenInterval(-2, 3), [-2, 0, 2.9], [-2.1, 3, double.NaN]),
        (Constraints.GreaterThan(2), [2.1, 1e9], [2, -3, Infinity, double.NaN]),
        (Constraints.LessThan(-1), [-1.1, -1e9], [-1, 0, -Infinity, double.NaN]),
        (Constraints.Circular, [-Math.PI, 0, Math.PI], [-3.2, 3.2, double.NaN]),
        (Constraints.Boolean, [0, 1], [0.5, 2, -1, double.NaN]),
        (Constraints.IntegerInterval(2, 4), [2, 3, 4], [1, 2.5, 5, double.NaN]),
        (new PointsConstraint(new[] { 3, 0.5, 0.5 }, 0), [3, 0.5], [0, 1, double.NaN]),
        (Constraints.NonNegativeInteger, [0, 1, 1e300], [-1, 0.5, double.NaN, Infinity, -Infinity]),
    ];

    private static IEnumerable<TestCaseData> Numbers => numbers.Select(row => new TestCaseData(row.Constraint, row.Inside, row.Outside).SetArgDisplayNames(row.Constraint.ToString()!));

    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    [TestCaseSource(nameof(Numbers))]
    public void A_set_of_numbers_tells_inside_from_outside(Constraint constraint, double[] inside, double[] outside)
    {
        Assert.That(constraint.Check(torch.tensor(inside)).Numbers(), Is.All.EqualTo(1));
        Assert.That(constraint.Check(torch.tensor(outside)).Numbers(), Is.All.Zero);
        foreach (double number in inside) Assert.That(constraint.Holds(number), $"{number}");
        foreach (double number in outside) Assert.That(constraint.Holds(number), Is.False, $"{number}");
    }

    [TestCaseSource(nameof(Numbers))]
    public void A_feasible_point_lies_inside_in_any_dtype(Constraint constraint, double[] inside, double[] outside)
    {
        foreach (torch.ScalarType dtype in new[] { torch.ScalarType.Float32, torch.ScalarType.Float64 })
        {
            Tensor point = constraint.FeasiblePoint(torch.zeros(4, 2, dtype: dtype));
            Assert.That(point.dtype, Is.EqualTo(dtype));
            Assert.That(constraint.Check(point).all().item<bool>());
        }
        Assert.That(outside, Has.None.EqualTo(constraint.FeasiblePoint(torch.zeros(1)).Numbers()[0]));
        Assert.That(inside, Is.Not.Empty);
    }

    [Test]
    public void A_simplex_sums_to_one()
    {
        Tensor values = torch.tensor([0.2, 0.8, 0.2, 0.7, -0.2, 1.2]).reshape(3, 2);
        Assert.That(Constraints.Simplex.Check(values).Numbers(), Is.EqualTo(new[] { 1.0, 0, 0 }));
        Tensor point = Constraints.Simplex.FeasiblePoint(values);
        Assert.That(Constraints.Simplex.Check(point.expand(3, 2)).all().item<bool>());
    }

    [Test]
    public void A_lower_Cholesky_factor_is_triangular_with_a_positive_diagonal()
    {
        Tensor values = torch.tensor([1.0, 0, 5, 2, 1, 0.1, 5, 2, -1, 0, 5, 2]).reshape(3, 2, 2);
        Assert.That(Constraints.LowerCholesky.Check(values).Numbers(), Is.EqualTo(new[] { 1.0, 0, 0 }));
        Assert.That(Constraints.LowerCholesky.Check(Constraints.LowerCholesky.FeasiblePoint(values)).all().item<bool>());
    }

    private static readonly (Constraint Constraint, long[] Event, double[][] Inside, double[][] Outside)[] events =
    [
        (Constraints.Ordered, [3], [[-1, 0, 5]], [[0, 0, 1], [2, 1, 3], [0, 1, double.NaN], [double.NaN, 1, 2], [0, 1, Infinity]]),
        (Constraints.PositiveOrdered, [3], [[0.1, 1, 5]], [[-1, 0, 5], [0, 1, 2], [3, 2, 4]]),
        (Constraints.ZeroSum, [3], [[1, 2, -3], [0, 0, 0], [0.1, 0.2, -0.3]], [[1, 2, -2.9], [double.NaN, 0, 0]]),
        (Constraints.Sphere, [2], [[0.6, -0.8], [1, 0]], [[0.6, 0.7], [0, 0], [double.NaN, 1]]),
        (Constraints.CorrCholesky, [2, 2], [[1, 0, 0.6, 0.8]], [[1, 0, 0.6, 0.7], [1, 0.1, 0.6, 0.8], [1, 0, 0.6, -0.8]]),
        (Constraints.PositiveDefinite, [2, 2], [[2, 1, 1, 2], [1e-8, 0, 0, 1]], [[1, 2, 2, 1], [2, 1, 0.9, 2], [-1, 0, 0, 1], [1, 0, 0, double.NaN]]),
        (Constraints.CorrelationMatrix, [2, 2], [[1, 0.5, 0.5, 1]], [[2, 1, 1, 2], [1, 1.5, 1.5, 1]]),
        (Constraints.Cat([Constraints.Simplex, Constraints.Positive], [2, 1]), [3], [[0.4, 0.6, 7]], [[0.4, 0.5, 7], [0.4, 0.6, -7]]),
        (Constraints.Stack(Constraints.Real, Constraints.Positive), [2], [[-1, 1]], [[-1, -1], [1, double.NaN]]),
        (Constraints.Stack(Constraints.Simplex, Constraints.Positive), [2, 2], [[0.5, 0.5, 3, 3]], [[0.5, 0.4, 3, 3], [0.5, 0.5, 3, -3]]),
    ];

    private static IEnumerable<TestCaseData> Events => events.Select(row => new TestCaseData(row.Constraint, row.Event, row.Inside, row.Outside).SetArgDisplayNames(row.Constraint.ToString()!));

    [TestCaseSource(nameof(Events))]
    public void A_set_of_vectors_or_matrices_tells_inside_from_outside(Constraint constraint, long[] @event, double[][] inside, double[][] outside)
    {
        Assert.That(constraint.EventDim, Is.EqualTo(@event.Length));
        Assert.That(constraint.Check(Batch(inside)).Numbers(), Is.EqualTo(Enumerable.Repeat(1.0, inside.Length)));
        Assert.That(constraint.Check(Batch(outside)).Numbers(), Is.EqualTo(new double[outside.Length]));
        foreach (torch.ScalarType dtype in new[] { torch.ScalarType.Float32, torch.ScalarType.Float64 })
        {
            Tensor point = constraint.FeasiblePoint(Batch(inside).to(dtype));
            Assert.That(point.dtype, Is.EqualTo(dtype));
            Assert.That(constraint.Check(point.expand(@event)).item<bool>());
        }
        Assert.That(constraint.Contains(constraint) && !constraint.Contains(Constraints.Real.ToEvent(@event.Length)));

        Tensor Batch(double[][] rows) => torch.tensor([.. rows.SelectMany(row => row)], [rows.Length, .. @event], torch.ScalarType.Float64);
    }

    [Test]
    public void A_one_hot_vector_has_one_1_and_zeros()
    {
        Tensor values = torch.tensor([0.0, 1, 0, 0, 0, 0, 1, 1, 0, 0.5, 0.5, 0, 2, -1, 0, double.NaN, 1, 0]).reshape(6, 3);
        Assert.That(Constraints.OneHot.Check(values).Numbers(), Is.EqualTo(new[] { 1.0, 0, 0, 0, 0, 0 }));
        Assert.That(Constraints.OneHot.Check(Constraints.OneHot.FeasiblePoint(values)).item<bool>());
    }

    [Test]
    public void Multinomial_counts_sum_to_their_total()
    {
        Tensor values = torch.tensor([1.0, 2, 2, 2, 1.5, 1.5, -1, 4, double.NaN, 3]).reshape(5, 2);
        Assert.That(Constraints.Multinomial(3).Check(values).Numbers(), Is.EqualTo(new[] { 1.0, 0, 0, 0, 0 }));
        Constraint each = Constraints.Multinomial(torch.tensor([3L, 4L, 3L, 3L, 3L]));
        Assert.That(each.Check(values).Numbers(), Is.EqualTo(new[] { 1.0, 1, 0, 0, 0 }));
        Assert.That(each.Check(each.FeasiblePoint(values)).all().item<bool>());
    }

    [Test]
    public void Event_dims_are_judged_together()
    {
        Tensor values = torch.tensor([1.0, 2, 3, -1]).reshape(2, 2);
        Assert.That(Constraints.Positive.ToEvent(1).Check(values).Numbers(), Is.EqualTo(new[] { 1.0, 0 }));
        Assert.That(Constraints.Positive.ToEvent(1).ToEvent(1), Is.EqualTo(Constraints.Positive.ToEvent(2)));
        Assert.That(Constraints.Positive.ToEvent(2).EventDim, Is.EqualTo(2));
    }

    [Test]
    public void Equal_constraints_describe_equal_sets()
    {
        Assert.That(Constraints.Interval(0, Infinity), Is.EqualTo(Constraints.NonNegative));
        Assert.That(Constraints.Interval(0, 1), Is.EqualTo(Constraints.UnitInterval));
        Assert.That(Constraints.IntegerInterval(0, 1), Is.EqualTo(Constraints.Boolean));
        Assert.That(Constraints.Positive, Is.Not.EqualTo(Constraints.NonNegative));
        Tensor low = torch.tensor(0.0), same = low;
        Assert.That(Constraints.Interval(low, 1), Is.EqualTo(Constraints.Interval(same, 1)));
        Assert.That(Constraints.Interval(low, 1), Is.Not.EqualTo(Constraints.Interval(torch.tensor(0.0), 1)));
    }

    [Test]
    public void A_constraint_contains_its_subsets_up_to_their_ends()
    {
        Constraint point = new PointConstraint(torch.tensor([0.5, 2.0]), 0);
        (Constraint Set, Constraint Subset, bool Expected)[] cases =
        [
            (Constraints.Real, Constraints.Positive, true), (Constraints.Positive, Constraints.Real, false),
            (Constraints.Positive, Constraints.NonNegative, true), (Constraints.NonNegative, Constraints.UnitInterval, true),
            (Constraints.UnitInterval, Constraints.Interval(0.2, 0.3), true), (Constraints.UnitInterval, Constraints.Interval(0.2, 1.3), false),
            (Constraints.Interval(torch.tensor(0.0), 1), Constraints.Interval(torch.tensor(0.2), 1), true),
            (Constraints.Interval(torch.tensor(0.3), 1), Constraints.Interval(torch.tensor(0.2), 1), false),
            (Constraints.Real, Constraints.Boolean, true), (Constraints.IntegerInterval(0, 4), Constraints.Boolean, true), (Constraints.Boolean, Constraints.UnitInterval, false),
            (Constraints.NonNegativeInteger, Constraints.IntegerInterval(2, 4), true), (Constraints.NonNegativeInteger, Constraints.IntegerInterval(-1, 4), false),
            (Constraints.NonNegative, Constraints.NonNegativeInteger, true), (Constraints.Boolean, Constraints.NonNegativeInteger, false),
            (Constraints.IntegerInterval(0, 9), new IntegerInterval(0, torch.tensor([4L, 9L])), true), (Constraints.IntegerInterval(0, 8), new IntegerInterval(0, torch.tensor([4L, 9L])), false),
            (Constraints.Multinomial(3), Constraints.Multinomial(3), true), (Constraints.Multinomial(3), Constraints.Multinomial(4), false),
            (Constraints.OneHot, Constraints.OneHot, true), (Constraints.OneHot, Constraints.Multinomial(1), false),
            (Constraints.Simplex, Constraints.Simplex, true), (Constraints.Simplex, Constraints.Real, false),
            (Constraints.Real.ToEvent(1), Constraints.Positive.ToEvent(1), true), (Constraints.Real.ToEvent(1), Constraints.Positive, false),
            (Constraints.Real.ToEvent(1), Constraints.Simplex, false),
            (Constraints.Ordered, Constraints.PositiveOrdered, true), (Constraints.PositiveOrdered, Constraints.Ordered, false),
            (Constraints.PositiveDefinite, Constraints.CorrelationMatrix, true), (Constraints.CorrelationMatrix, Constraints.PositiveDefinite, false),
            (Constraints.LowerCholesky, Constraints.CorrCholesky, true), (Constraints.CorrCholesky, Constraints.LowerCholesky, false),
            (Constraints.Stack(Constraints.Real, Constraints.Positive), Constraints.Stack(Constraints.Positive, Constraints.UnitInterval), true),
            (Constraints.Stack(Constraints.Real, Constraints.Positive), Constraints.Stack(Constraints.Positive, Constraints.Real), false),
            (Constraints.Cat([Constraints.Real], [2]), Constraints.Cat([Constraints.Positive], [2]), true),
            (Constraints.Cat([Constraints.Real], [2]), Constraints.Cat([Constraints.Positive], [3]), false),
            (Constraints.Positive, point, true), (Constraints.UnitInterval, point, false),
        ];
        foreach ((Constraint set, Constraint subset, bool expected) in cases)
            Assert.That(set.Contains(subset), Is.EqualTo(expected), $"{set} contains {subset}");
    }

    private static readonly (string Name, Constraint Constraint, string Text, Shape Event)[] named =
    [
        ("Real", Constraints.Real, "real", []), ("Positive", Constraints.Positive, "positive", []), ("NonNegative", Constraints.NonNegative, "nonnegative", []),
        ("UnitInterval", Constraints.UnitInterval, "in the unit interval", []), ("Circular", Constraints.Circular, "an angle in [-π, π]", []),
        ("Interval", Constraints.Interval(-2, 3), "in [-2, 3]", []), ("OpenInterval", Constraints.OpenInterval(-2, 3), "in (-2, 3)", []),
        ("HalfOpenInterval", Constraints.HalfOpenInterval(-2, 3), "in [-2, 3)", []),
        ("GreaterThan", Constraints.GreaterThan(2), "in (2, Infinity)", []), ("LessThan", Constraints.LessThan(-1), "in (-Infinity, -1)", []),
        ("Boolean", Constraints.Boolean, "boolean", []), ("IntegerInterval", Constraints.IntegerInterval(2, 4), "a whole number from 2 to 4", []),
        ("NonNegativeInteger", Constraints.NonNegativeInteger, "a whole number from 0 upwards", []),
        ("OneHot", Constraints.OneHot, "one-hot", [3]), ("Multinomial", Constraints.Multinomial(3), "counts that sum to 3", [3]),
        ("Simplex", Constraints.Simplex, "a simplex", [3]), ("Ordered", Constraints.Ordered, "a vector of increasing numbers", [3]),
        ("PositiveOrdered", Constraints.PositiveOrdered, "a vector of increasing positive numbers", [3]), ("ZeroSum", Constraints.ZeroSum, "a vector whose sum is 0", [3]),
        ("Sphere", Constraints.Sphere, "a unit vector", [3]), ("LowerCholesky", Constraints.LowerCholesky, "a lower Cholesky factor", [3, 3]),
        ("CorrCholesky", Constraints.CorrCholesky, "a Cholesky factor of a correlation matrix", [3, 3]), ("PositiveDefinite", Constraints.PositiveDefinite, "a positive-definite matrix", [3, 3]),
        ("CorrelationMatrix", Constraints.CorrelationMatrix, "a correlation matrix", [3, 3]),
        ("Cat", Constraints.Cat([Constraints.Simplex, Constraints.Real], [3, 1]), "a vector of 3 (a simplex), 1 (real)", [4]),
        ("Stack", Constraints.Stack(Constraints.Real, Constraints.Positive), "a stack of (real), (positive)", [2]),
        ("ToEvent", Constraints.Positive.ToEvent(1), "positive along 1 event dim", [3]),
    ];

    private static IEnumerable<TestCaseData> Named => named.Select(row => new TestCaseData(row.Constraint, row.Text, row.Event).SetArgDisplayNames(row.Name));

    [Test]
    public void Every_constraint_that_has_a_name_has_an_example() =>
        Assert.That(named.Select(row => row.Name), Is.EquivalentTo(Members.Of(typeof(Constraints)).Append(nameof(Constraint.ToEvent))));

    [TestCaseSource(nameof(Named))]
    public void A_constraint_is_called_by_its_name_in_the_field_holds_its_feasible_point_and_is_read_back_from_a_file(Constraint constraint, string text, Shape @event)
    {
        Assert.That(constraint.ToString(), Is.EqualTo(text));
        Assert.That(constraint.EventDim, Is.EqualTo(@event.Rank));
        Tensor point = constraint.FeasiblePoint(torch.zeros(@event.ToArray(), torch.ScalarType.Float64)).expand(@event.AsSpan());
        Assert.That(constraint.Check(point).item<bool>());
        Assert.That(ConstraintText.Parse(ConstraintText.Of(constraint)), Is.EqualTo(constraint));
        if (constraint.IsDiscrete) return;
        Transform bijection = Biject.To(constraint);
        Closeness.AssertClose(bijection.Forward(bijection.Inverse(point)), point.Numbers(), 1e-12, "point");
    }
}
