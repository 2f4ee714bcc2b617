using Ppl.Distributions;
using TorchSharp;

namespace Ppl.Core.Tests;

public sealed class BijectTests
{
    private static readonly (Constraint Constraint, Type? Transform)[] registry =
    [
        (Constraints.Ordered, typeof(OrderedTransform)), (Constraints.PositiveOrdered, typeof(OrderedTransform)), (Constraints.ZeroSum, typeof(ZeroSumTransform)),
        (Constraints.Sphere, typeof(StereographicTransform)), (Constraints.CorrCholesky, typeof(CorrCholeskyTransform)), (Constraints.CorrelationMatrix, null),
        (Constraints.PositiveDefinite, null), (Constraints.GreaterThan(2), null), (Constraints.LessThan(-1), null), (Constraints.Circular, null),
        (Constraints.HalfOpenInterval(-2, 3), null), (Constraints.OpenInterval(-2, 3), null), (Constraints.Stack(Constraints.Positive, Constraints.Real, Constraints.UnitInterval), null),
        (Constraints.Cat([Constraints.Simplex, Constraints.Positive], [2, 2]), null),
        (Constraints.Real, typeof(IdentityTransform)), (Constraints.Positive, typeof(ExpTransform)), (Constraints.NonNegative, typeof(ExpTransform)),
        (Constraints.UnitInterval, typeof(SigmoidTransform)), (Constraints.Simplex, typeof(StickBreakingTransform)),
        (Constraints.LowerCholesky, typeof(LowerCholeskyTransform)), (Constraints.Interval(-2, 3), null), (Constraints.Interval(2, double.PositiveInfinity), null),
        (Constraints.Interval(double.NegativeInfinity, -1), null), (Constraints.Positive.ToEvent(1), null), (Constraints.Simplex.ToEvent(1), null),
    ];

    private static IEnumerable<TestCaseData> All => registry.Select(pair => new TestCaseData(pair.Constraint, pair.Transform).SetArgDisplayNames(pair.Constraint.ToString()!));

    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    [TestCaseSource(nameof(All))]
    public void Each_continuous_constraint_has_a_bijection_onto_it(Constraint constraint, Type? expected)
    {
        Transform bijection = Biject.To(constraint);
        if (expected is not null) Assert.That(bijection, Is.TypeOf(expected));
        Assert.That(constraint.Contains(bijection.Codomain));
        using var rng = new Rng(1, torch.ScalarType.Float64);
        double spread = constraint.EventDim == 2 ? 1 : 5;    // the product of a factor and its mirror image squares its condition number
        Tensor x = rng.Randn([5, 3, 3]) * spread;
        Assert.That(constraint.Check(bijection.Forward(x)).all().item<bool>());
    }

    [Test]
    public void Bounds_may_be_tensors()
    {
        Tensor low = torch.tensor([-1.0, 2.0]), high = torch.tensor([0.0, 7.0]);
        Constraint between = Constraints.Interval(low, high);
        using var rng = new Rng(1, torch.ScalarType.Float64);
        Tensor y = Biject.To(between).Forward(rng.Randn([100, 2]));
        Assert.That(between.Check(y).all().item<bool>());
        Assert.That(y.max(0).values.ge(torch.tensor([-0.5, 5.0])).all().item<bool>());
    }

    private const double Infinity = double.PositiveInfinity;
    private static readonly double[] lows = [-Infinity, 0, -Infinity, 2], highs = [Infinity, Infinity, -1, 7];

    private static IEnumerable<TestCaseData> SomeInfinite()
    {
        foreach (torch.ScalarType dtype in new[] { torch.ScalarType.Float64, torch.ScalarType.Float32 })
        {
            yield return new TestCaseData((TensorLike)lows, (TensorLike)highs, dtype).SetArgDisplayNames($"lists {dtype}");
            yield return new TestCaseData((TensorLike)torch.tensor(lows, dtype), (TensorLike)torch.tensor(highs, dtype), dtype).SetArgDisplayNames($"tensors {dtype}");
        }
    }

    [TestCaseSource(nameof(SomeInfinite))]
    public void Bounds_may_be_infinite_here_and_there(TensorLike low, TensorLike high, torch.ScalarType dtype)
    {
        Constraint between = Constraints.Interval(low, high);
        Transform bijection = Biject.To(between);
        Assert.That(bijection.Codomain, Is.EqualTo(between));
        Tensor x = torch.tensor([-0.3, 0.7, 1.1, -2.0], dtype, requires_grad: true), y = bijection.Forward(x), jacobian = bijection.LogAbsDetJacobian(x, y);
        Assert.That(y.dtype, Is.EqualTo(dtype));
        Assert.That(between.Check(y).all().item<bool>() && between.Check(between.FeasiblePoint(y)).all().item<bool>());
        for (int i = 0; i < 4; i++)
        {
            Transform own = Biject.To(Constraints.Interval(lows[i], highs[i]));
            Tensor point = x.detach()[i], expected = own.Forward(point);
            Assert.That((double)y[i], Is.EqualTo((double)expected).Within(1e-6), $"y {i}");
            Assert.That((double)jacobian[i], Is.EqualTo((double)own.LogAbsDetJacobian(point, expected)).Within(1e-6), $"Jacobian {i}");
            Assert.That((double)bijection.Inverse(y)[i], Is.EqualTo((double)point).Within(1e-6), $"x {i}");
        }
    }

    /// <summary>The branch that is not taken would overflow, take a log of a negative number or subtract infinities.</summary>
    [Test]
    public void Infinite_bounds_give_no_nan_gradients()
    {
        Tensor low = torch.tensor(lows, requires_grad: true), high = torch.tensor(highs, requires_grad: true);
        Transform bijection = Biject.To(Constraints.Interval(low, high));
        Tensor x = torch.tensor([1000.0, 3, -4, -40], requires_grad: true), y = bijection.Forward(x);
        Tensor given = torch.tensor([-1e4, 0.5, -3, 6.5], requires_grad: true), inverse = bijection.Inverse(given);
        (y.sum() + bijection.LogAbsDetJacobian(x, y).sum() + inverse.sum()).backward();
        foreach (Tensor leaf in new[] { x, given, low, high })
            Assert.That(leaf.grad!.Numbers(), Is.All.Matches<double>(double.IsFinite));
        Assert.That(inverse[0].item<double>(), Is.EqualTo(-1e4));
        Assert.That(low.grad!.Numbers()[0], Is.Zero);
    }

    [Test]
    public void The_support_of_a_truncated_distribution_may_have_infinite_ends_here_and_there()
    {
        Constraint support = new TruncatedNormal(0, 1, torch.tensor([0.0, -Infinity]), torch.tensor([Infinity, Infinity])).Support;
        Assert.That(Biject.To(support).Forward(torch.tensor([0.0, 3.0])).Numbers(), Is.EqualTo(new[] { 1.0, 3 }));
        Assert.That(support.Check(torch.tensor([0.0, -Infinity])).Numbers(), Is.EqualTo(new[] { 1.0, 0 }));
    }

    [Test]
    public void A_discrete_set_has_none() =>
        Assert.That(Assert.Throws<PplException>(() => Biject.To(Constraints.Boolean))!.Code, Is.EqualTo("PPL027"));

    [Test]
    public void Every_continuous_kind_of_constraint_is_registered()
    {
        IEnumerable<Type> kinds = typeof(Constraint).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Constraint)) && type is not { Name: nameof(IntegerInterval) or nameof(PointConstraint) or nameof(OneHotConstraint) or nameof(MultinomialConstraint) or nameof(PointsConstraint) });
        Assert.That(registry.Select(pair => pair.Constraint.GetType()).Distinct(), Is.EquivalentTo(kinds));
    }
}
