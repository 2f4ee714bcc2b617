using FsCheck.Fluent;
using TorchSharp;

namespace Ppl.Core.Tests;

/// <summary>Constraints as texts, and back.</summary>
public sealed class ConstraintTextTests
{
    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    private static IEnumerable<TestCaseData> Texts()
    {
        yield return Case(Constraints.Real, "real");
        yield return Case(Constraints.Positive, "positive");
        yield return Case(Constraints.NonNegative, "nonnegative");
        yield return Case(Constraints.UnitInterval, "unit-interval");
        yield return Case(Constraints.Boolean, "boolean");
        yield return Case(Constraints.Simplex, "simplex");
        yield return Case(Constraints.LowerCholesky, "lower-cholesky");
        yield return Case(Constraints.Circular, "circular");
        yield return Case(Constraints.Ordered, "ordered");
        yield return Case(Constraints.PositiveOrdered, "positive-ordered");
        yield return Case(Constraints.ZeroSum, "zero-sum");
        yield return Case(Constraints.Sphere, "sphere");
        yield return Case(Constraints.CorrCholesky, "corr-cholesky");
        yield return Case(Constraints.PositiveDefinite, "positive-definite");
        yield return Case(Constraints.CorrelationMatrix, "correlation-matrix");
        yield return Case(Constraints.GreaterThan(2), "interval 2 Infinity open");
        yield return Case(Constraints.HalfOpenInterval(0, 1), "interval 0 1 left-closed");
        yield return Case(new Interval(0, 1, IncludesLow: false, IncludesHigh: true), "interval 0 1 right-closed");
        yield return Case(Constraints.Cat([Constraints.Simplex, Constraints.Positive], [3, 1]), "cat 3 ( simplex ) 1 ( positive )");
        yield return Case(Constraints.Stack(Constraints.Real, Constraints.Interval(0, 2)), "stack ( real ) ( interval 0 2 closed )");
        yield return Case(Constraints.Stack(Constraints.Cat([Constraints.Real], [2]), Constraints.Positive.ToEvent(1)).ToEvent(1), "each 1 stack ( cat 2 ( real ) ) ( each 1 positive )");
        yield return Case(Constraints.Interval(-0.1, double.PositiveInfinity), "interval -0.1 Infinity closed");
        yield return Case(Constraints.Interval(double.NegativeInfinity, 1e-300), "interval -Infinity 1E-300 closed");
        yield return Case(Constraints.Interval(new[] { 0, 0.1 }, 2), "interval [2]=0,0.1 2 closed");
        yield return Case(new Interval(TensorLike.Create([1, 2], [2, 1]), double.PositiveInfinity, IsClosed: false), "interval [2,1]=1,2 Infinity open");
        yield return Case(Constraints.IntegerInterval(long.MinValue, long.MaxValue), "integers -9.223372036854776E+18 9.223372036854776E+18");
        yield return Case(Constraints.NonNegativeInteger, "nonnegative-integer");
        yield return Case(Constraints.OneHot, "one-hot");
        yield return Case(Constraints.Multinomial(3), "counts 3");
        yield return Case(new PointsConstraint(new[] { 0.5, 2 }, 0), "points 0 [2]=0.5,2");
        yield return Case(new PointConstraint(0.5, 2), "point 2 0.5");
        yield return Case(Constraints.Positive.ToEvent(2), "each 2 positive");
        yield return Case(Constraints.Simplex.ToEvent(1).ToEvent(1), "each 2 simplex");
        yield return Case(Constraints.IntegerInterval(0, 9).ToEvent(1), "each 1 integers 0 9");

        static TestCaseData Case(Constraint constraint, string text) => new TestCaseData(constraint, text).SetArgDisplayNames(text);
    }

    [TestCaseSource(nameof(Texts))]
    public void It_has_one_text_and_comes_back_from_it(Constraint constraint, string text)
    {
        Assert.That(ConstraintText.Of(constraint), Is.EqualTo(text));
        Assert.That(ConstraintText.Parse(text), Is.EqualTo(constraint));
    }

    [Test]
    public void Every_kind_of_constraint_has_a_text()
    {
        IEnumerable<Type> kinds = typeof(Constraint).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Constraint)));
        Assert.That(kinds.Except(Texts().Select(test => test.Arguments[0]!.GetType())), Is.Empty);
    }

    [Test]
    public void The_ends_of_an_interval_come_back_to_the_last_bit() => Properties.Holds(Prop.ForAll(
        ArbMap.Default.ArbFor<double>(), ArbMap.Default.ArbFor<double>(),
        (low, high) => ConstraintText.Parse(ConstraintText.Of(new Interval(low, high, IsClosed: true))) is Interval back
            && back.Low.Number.Equals(low) && back.High.Number.Equals(high)));

    [TestCase(torch.ScalarType.Float32)]
    [TestCase(torch.ScalarType.Float64)]
    [TestCase(torch.ScalarType.BFloat16)]
    [TestCase(torch.ScalarType.Int64)]
    public void Ends_that_are_tensors_come_back_as_such_tensors(torch.ScalarType dtype)
    {
        Tensor low = torch.tensor([-1.1, 2.3, 3e-8, -7]).reshape(2, 2).to(dtype), high = torch.tensor(9.1).to(dtype);
        string text = ConstraintText.Of(Constraints.Interval(low, high).ToEvent(1));
        var back = (Interval)((IndependentConstraint)ConstraintText.Parse(text)).Inner;
        Assert.That(ConstraintText.Of(back.ToEvent(1)), Is.EqualTo(text));
        Assert.That(SavedArray.Of(back.Low.Tensor!).Bytes, Is.EqualTo(SavedArray.Of(low).Bytes));
        Assert.That(back.Low.Shape, Is.EqualTo(Shape.Of(low)));
        Assert.That(SavedArray.Of(back.High.Tensor!).Bytes, Is.EqualTo(SavedArray.Of(high).Bytes));
        Assert.That(back.High.Tensor!.dtype, Is.EqualTo(dtype));
    }

    [TestCase("")]
    [TestCase("Real")]
    [TestCase("System.Diagnostics.Process")]
    [TestCase("interval 0 1")]
    [TestCase("interval 0 1 ajar")]
    [TestCase("interval 0 1 open open")]
    [TestCase("interval [2]=1 1 open")]
    [TestCase("interval [4294967296,4294967296]= 1 open")]
    [TestCase("interval [99999999999999999999]=1 1 open")]
    [TestCase("interval F31[1]=1 1 open")]
    [TestCase("each -1 real")]
    [TestCase("each 1")]
    [TestCase("each 1 each 1 real")]
    [TestCase("each 99999999999 real")]
    [TestCase("point 1")]
    [TestCase("stack")]
    [TestCase("stack real")]
    [TestCase("stack ( real")]
    [TestCase("stack ( real ) 1 ( real )")]
    [TestCase("stack ( real ) )")]
    [TestCase("cat ( real )")]
    [TestCase("cat 2")]
    [TestCase("cat 2 ( real ) 3")]
    [TestCase("cat 2 3 ( real )")]
    [TestCase("cat -2 ( real )")]
    [TestCase("cat 2 ( lower-cholesky )")]
    public void Another_text_is_refused(string text) =>
        Assert.That(() => ConstraintText.Parse(text), Throws.TypeOf<FormatException>().Or.TypeOf<OverflowException>());
}
