using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;
using Ppl.Testing;
using TorchSharp;
using static Ppl.Core.Tests.Closeness;

namespace Ppl.Core.Tests;

public sealed class TransformTests
{
    /// <summary>Positive numbers come from real ones, and matrices are kept well-conditioned: a product of factors has the square of their condition number.</summary>
    private static readonly (Transform Transform, double Spread, Shape Event)[] all =
    [
        (Transforms.Identity, 3, []), (Transforms.Exp, 3, []), (Transforms.Softplus, 3, []), (Transforms.Sigmoid, 3, []), (Transforms.Tanh, 1, []),
        (Transforms.Exp.Then(Transforms.Power(-1.5)), 1, []), (Transforms.Affine(1.5, -0.5), 3, []), (Transforms.Exp.Then(Transforms.Affine(1, 2)), 3, []),
        (Transforms.Exp.ToEvent(1), 3, [3]), (Transforms.StickBreaking, 3, [3]), (Transforms.Affine(0.5, 2).Then(Transforms.StickBreaking), 3, [3]),
        (Transforms.Ordered, 3, [3]), (Transforms.PositiveOrdered, 3, [3]), (Transforms.ZeroSum, 3, [3]), (Transforms.Stereographic, 3, [3]),
        (Transforms.CorrCholesky, 3, [3]), (Transforms.CorrCholesky, 1, [10]), (Transforms.CorrelationMatrix, 1, [3]),
        (Transforms.LowerCholesky, 3, [3, 3]), (Transforms.LowerCholesky.ToEvent(1), 3, [2, 3, 3]), (Transforms.PositiveDefinite, 0.7, [3, 3]),
        (Transforms.DiscreteCosine(5), 3, [5]), (Transforms.DiscreteCosine(4, smooth: 1.5), 3, [4]), (Transforms.DiscreteCosine(1, smooth: 1), 3, [1]),
        (Transforms.Permute(2, 0, 3, 1), 3, [4]), (Transforms.Reshape([2, 3], [6]), 3, [2, 3]),
        (Transforms.Cat([Transforms.StickBreaking, Transforms.Exp, Transforms.Identity], [2, 1, 2]), 3, [5]),
        (Transforms.Stack(Transforms.Exp, Transforms.Identity, Transforms.Affine(1, 2)), 3, [3]), (Transforms.Stack(Transforms.Ordered, Transforms.Exp), 3, [2, 3]),
        (Transforms.Stack(Transforms.StickBreaking, Transforms.ZeroSum), 3, [2, 3]),
    ];

    private static IEnumerable<TestCaseData> All => all.Select((row, i) => new TestCaseData(row.Transform, row.Spread, row.Event).SetArgDisplayNames($"{i} {row.Transform.GetType().Name}"));

    private static IEnumerable<Fixture> References => Fixture.Read("transforms.json");

    private DisposeScope scope = null!;
    private Rng rng = null!;

    [SetUp]
    public void Open()
    {
        scope = torch.NewDisposeScope();
        rng = new Rng(4, torch.ScalarType.Float64);
    }

    [TearDown]
    public void Close()
    {
        rng.Dispose();
        scope.Dispose();
    }

    [Category("Fixtures")]
    [TestCaseSource(nameof(References))]
    public void Values_and_jacobians_are_right(Fixture reference)
    {
        Fixture arguments = reference.Inner("params");
        Transform transform = reference["transform"] switch
        {
            "Affine" => Transforms.Affine(arguments.Numbers("loc")[0], arguments.Numbers("scale")[0]),
            "Power" => Transforms.Power(arguments.Numbers("exponent")[0]),
            string name => (Transform)typeof(Transforms).GetProperty(name)!.GetValue(null)!,
        };
        Tensor x = reference.Tensor("x"), y = transform.Forward(x);
        AssertClose(y, reference.Numbers("y"), 1e-10, "y");
        if (reference.Flag("bijective")) AssertClose(transform.LogAbsDetJacobian(x, y), reference.Numbers("log_abs_det_jacobian"), 1e-10, "log_abs_det_jacobian");
        Assert.That(transform.ForwardShape(Shape.Of(x)), Is.EqualTo(Shape.Of(y)));
        Assert.That(transform.InverseShape(Shape.Of(y)), Is.EqualTo(Shape.Of(x)));
    }

    [TestCaseSource(nameof(All))]
    public void The_inverse_undoes_the_transform(Transform transform, double spread, Shape @event) => Properties.Holds(Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        using var scope = torch.NewDisposeScope();
        using var points = new Rng((ulong)seed, torch.ScalarType.Float64);
        Tensor x = points.Randn(@event) * spread;
        Tensor expected = IsTriangular(transform.Domain, transform.Codomain) ? x.tril() : x;    // the upper triangle of x is ignored
        AssertClose(transform.Inverse(transform.Forward(x)), expected.Numbers(), 1e-9, "x");
    }));

    [TestCaseSource(nameof(All))]
    public void Results_lie_in_the_codomain(Transform transform, double spread, Shape @event)
    {
        Tensor x = Points(@event) * spread, y = transform.Forward(x);
        Assert.That(transform.Codomain.Check(y).all().item<bool>());
        Assert.That(Shape.Of(y), Is.EqualTo(transform.ForwardShape(Shape.Of(x))));
        Assert.That(Shape.Of(x), Is.EqualTo(transform.InverseShape(Shape.Of(y))));
    }

    [TestCaseSource(nameof(All))]
    public void The_jacobian_has_one_number_for_each_event(Transform transform, double spread, Shape @event)
    {
        Tensor x = Points(@event) * spread;
        Assert.That(Shape.Of(transform.LogAbsDetJacobian(x, transform.Forward(x))), Is.EqualTo(Shape.Create([2])));
    }

    /// <summary>A simplex and matrices have coordinates that follow from others: they are left out. On a plane and a sphere the volume counts: the root of det J'J.</summary>
    [TestCaseSource(nameof(All))]
    public void The_jacobian_is_the_determinant_of_differences(Transform transform, double spread, Shape @event)
    {
        Tensor x = rng.Randn(@event) * Math.Min(spread, 1), y = transform.Forward(x);
        bool[] inputs = Free(transform.Domain, transform.Codomain, x), outputs = Free(transform.Codomain, transform.Codomain, y);
        int[] columns = Positions(inputs), rows = Positions(outputs);
        var jacobian = Matrix<double>.Build.Dense(rows.Length, columns.Length, (row, column) =>
            (Moved(transform, x, columns[column], 1e-5)[rows[row]] - Moved(transform, x, columns[column], -1e-5)[rows[row]]) / 2e-5);
        double expected = 0.5 * Math.Log((jacobian.Transpose() * jacobian).Determinant());
        Assert.That(transform.LogAbsDetJacobian(x, y).sum().item<double>(), Is.EqualTo(expected).Within(1e-7));
    }

    [TestCaseSource(nameof(All))]
    public void Gradients_agree_with_differences(Transform transform, double spread, Shape @event)
    {
        Tensor x = Points(@event) * Math.Min(spread, 1);
        GradientCheck.Check(x => transform.Forward(x[0]), [x]);
        GradientCheck.Check(x => transform.LogAbsDetJacobian(x[0], transform.Forward(x[0])), [x]);
        bool isSymmetric = transform.Codomain.Equals(Constraints.PositiveDefinite) || transform.Codomain.Equals(Constraints.CorrelationMatrix);
        GradientCheck.Check(y => transform.Inverse(isSymmetric ? (y[0] + y[0].mT) / 2 : y[0]), [transform.Forward(rng.Randn(@event) * 0.3)], step: 1e-5, tolerance: 1e-6);
    }

    /// <summary>Within 3 of 0 no inverse loses more than two digits of seven.</summary>
    [TestCaseSource(nameof(All))]
    public void In_single_precision_the_same_comes_out_to_its_digits(Transform transform, double spread, Shape @event)
    {
        Tensor x = (rng.Randn(Shape.Create([20]) + @event) * Math.Min(spread, 1)).clamp(-3, 3).to(torch.ScalarType.Float32), wide = x.to(torch.ScalarType.Float64);
        Tensor y = transform.Forward(x), exact = transform.Forward(wide), jacobian = transform.LogAbsDetJacobian(x, y);
        Assert.That(new[] { y.dtype, jacobian.dtype, transform.Inverse(y).dtype }, Is.All.EqualTo(torch.ScalarType.Float32));
        AssertClose(y, exact.Numbers(), 2e-6, "y");
        AssertClose(jacobian, transform.LogAbsDetJacobian(wide, exact).Numbers(), 1e-5, "log-Jacobian");
        AssertClose(transform.Inverse(y), (IsTriangular(transform.Domain, transform.Codomain) ? wide.tril() : wide).Numbers(), 1e-4, "x");
    }

    private static readonly (string Name, Transform Transform, Shape Event)[] named =
    [
        ("Identity", Transforms.Identity, []), ("Exp", Transforms.Exp, []), ("Softplus", Transforms.Softplus, []), ("Sigmoid", Transforms.Sigmoid, []), ("Tanh", Transforms.Tanh, []),
        ("Affine", Transforms.Affine(1, -2), []), ("Power", Transforms.Power(-1.5), []),
        ("StickBreaking", Transforms.StickBreaking, [3]), ("Softmax", Transforms.Softmax, [3]), ("Ordered", Transforms.Ordered, [3]), ("PositiveOrdered", Transforms.PositiveOrdered, [3]),
        ("ZeroSum", Transforms.ZeroSum, [3]), ("Stereographic", Transforms.Stereographic, [3]), ("DiscreteCosine", Transforms.DiscreteCosine(3), [3]), ("Permute", Transforms.Permute(1, 2, 0), [3]),
        ("Reshape", Transforms.Reshape([2, 3], [6]), [2, 3]), ("CorrCholesky", Transforms.CorrCholesky, [3]), ("CorrelationMatrix", Transforms.CorrelationMatrix, [3]),
        ("LowerCholesky", Transforms.LowerCholesky, [3, 3]), ("PositiveDefinite", Transforms.PositiveDefinite, [3, 3]),
        ("Compose", Transforms.Compose(Transforms.Exp, Transforms.Power(0.5)), []), ("ToEvent", Transforms.Exp.ToEvent(1), [3]),
        ("Cat", Transforms.Cat([Transforms.Exp, Transforms.ZeroSum], [1, 2]), [3]), ("Stack", Transforms.Stack(Transforms.Exp, Transforms.Tanh), [2]),
    ];

    private static IEnumerable<TestCaseData> Named => named.Select(row => new TestCaseData(row.Transform, row.Event).SetArgDisplayNames(row.Name));

    [Test]
    public void Every_transform_that_has_a_name_has_an_example() =>
        Assert.That(named.Select(row => row.Name), Is.EquivalentTo(Members.Of(typeof(Transforms)).Append(nameof(Transform.ToEvent))));

    /// <summary>Of each y, not x: a softmax and a triangle have more numbers in x than count.</summary>
    [TestCaseSource(nameof(Named))]
    public void What_a_transform_gives_comes_back_from_its_inverse(Transform transform, Shape @event)
    {
        Tensor x = Biject.To(transform.Domain).Forward(Points(@event)), y = transform.Forward(x);
        Assert.That(transform.Domain.Check(x).all().item<bool>() && transform.Codomain.Check(y).all().item<bool>());
        AssertClose(transform.Forward(transform.Inverse(y)), y.Numbers(), 1e-12, "y");
    }

    [Test]
    public void Softmax_is_no_bijection()
    {
        Tensor x = Points([3]);
        AssertClose(Transforms.Softmax.Forward(Transforms.Softmax.Inverse(Transforms.Softmax.Forward(x))), Transforms.Softmax.Forward(x).Numbers(), 1e-14, "y");
        Assert.That(Assert.Throws<PplException>(() => Transforms.Softmax.LogAbsDetJacobian(x, x))!.Code, Is.EqualTo("PPL027"));
    }

    [Test]
    public void Correlations_of_nearly_one_keep_their_digits()
    {
        Tensor x = torch.tensor([17.0, -16.0, 18.0]), y = Transforms.CorrCholesky.Forward(x);
        Assert.That(Constraints.CorrCholesky.Check(y).item<bool>());
        AssertClose(Transforms.CorrCholesky.Inverse(y), x.Numbers(), 1e-12, "x");
    }

    [Test]
    public void A_wrong_shape_is_refused()
    {
        Assert.That(Code(() => Transforms.CorrCholesky.Forward(torch.zeros(4))), Is.EqualTo("PPL107"));
        Assert.That(Code(() => Transforms.Permute(0, 2)), Is.EqualTo("PPL107"));
        Assert.That(Code(() => Transforms.Reshape([2, 3], [5])), Is.EqualTo("PPL107"));
        Assert.That(Code(() => Transforms.Reshape([2, 3], [6]).Forward(torch.zeros(3, 2))), Is.EqualTo("PPL107"));
        Assert.That(Code(() => Transforms.Cat([Transforms.Exp], [1, 2])), Is.EqualTo("PPL107"));
        Assert.That(Code(() => Transforms.Cat([Transforms.LowerCholesky], [1])), Is.EqualTo("PPL107"));
        Assert.That(Code(() => Transforms.Stack()), Is.EqualTo("PPL107"));
        Assert.That(Code(() => Transforms.Power(0)), Is.EqualTo("PPL018"));

        static string? Code(Action mistake) => Assert.Throws<PplException>(() => mistake())!.Code;
    }

    [Test]
    public void Affine_arguments_carry_gradients()
    {
        Tensor x = rng.Randn([3]);
        GradientCheck.Check(a => Transforms.Affine(a[0], a[1]).Forward(x), [torch.tensor(0.5), torch.tensor(-2.0)]);
        GradientCheck.Check(a => Transforms.Affine(a[0], a[1]).LogAbsDetJacobian(x, x), [torch.tensor(0.5), torch.tensor(-2.0)]);
    }

    [Test]
    public void The_image_of_an_interval_is_known()
    {
        Assert.That(Transforms.Exp.Then(Transforms.Affine(1, -2)).Codomain.ToString(), Is.EqualTo("in (-Infinity, 1)"));
        Assert.That(Transforms.Affine(1, -2).Image(Constraints.HalfOpenInterval(0, 1)).ToString(), Is.EqualTo("in (-1, 1]"));
        Assert.That(Transforms.Permute(1, 0).Image(Constraints.Simplex), Is.EqualTo(Constraints.Simplex));
        Assert.That(Transforms.Reshape([2, 2], [4]).Image(Constraints.Positive.ToEvent(2)), Is.EqualTo(Constraints.Positive.ToEvent(1)));
        Assert.That(Transforms.Sigmoid.Then(Transforms.Affine(2, 3)).Codomain, Is.EqualTo(Constraints.Interval(2, 5)));
    }

    /// <summary>A batch of two points, standard normal.</summary>
    private Tensor Points(Shape @event) => rng.Randn(Shape.Create([2]) + @event);

    private static bool IsTriangular(params Constraint[] sides) => sides.Any(side => side.EventDim >= 2
        && (side.ToString()!.StartsWith("a lower Cholesky factor", StringComparison.Ordinal) || side.Equals(Constraints.PositiveDefinite)));

    /// <summary>Which numbers of a point are variables?</summary>
    private static bool[] Free(Constraint set, Constraint codomain, Tensor point)
    {
        double[] ones = [.. Enumerable.Repeat(1.0, point.Numbers().Length)];
        Tensor all = torch.tensor(ones, point.shape, torch.ScalarType.Float64);
        Tensor free = set switch
        {
            CorrCholeskyConstraint or CorrelationMatrixConstraint => all.tril(-1),
            _ when IsTriangular(set, codomain) => all.tril(),
            SimplexConstraint => Piece(set, point.shape[^1]),
            CatConstraint cat => torch.cat([.. cat.Parts.Select((part, i) => Piece(part, cat.Lengths[i]))]),
            StackConstraint { EventDim: 2 } stack => torch.stack(stack.Parts.Select(part => Piece(part, point.shape[^1]))),
            _ => all,
        };
        return [.. free.Numbers().Select(number => number == 1)];

        static Tensor Piece(Constraint part, long length) =>
            torch.tensor([.. Enumerable.Range(0, (int)length).Select(i => part is SimplexConstraint && i == length - 1 ? 0.0 : 1)]);
    }

    private static int[] Positions(bool[] isFree) => [.. Enumerable.Range(0, isFree.Length).Where(i => isFree[i])];

    private static double[] Moved(Transform transform, Tensor x, int element, double step)
    {
        double[] numbers = x.Numbers();
        numbers[element] += step;
        return transform.Forward(torch.tensor(numbers, x.shape, torch.ScalarType.Float64)).Numbers();
    }
}
