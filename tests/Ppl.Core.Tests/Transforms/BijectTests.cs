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
