using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;
using Ppl.Testing;
using TorchSharp;
using static Ppl.Core.Tests.Closeness;

namespace Ppl.Core.Tests;

public sealed class TransformTests
{
    private static readonly Transform[] all =
    [
        Transforms.Identity, Transforms.Exp, Transforms.Softplus, Transforms.Sigmoid, Transforms.StickBreaking, Transforms.LowerCholesky,
        Transforms.Affine(1.5, -0.5), Transforms.Exp.Then(Transforms.Affine(1, 2)), Transforms.Exp.ToEvent(1),
        Transforms.Affine(0.5, 2).Then(Transforms.StickBreaking), Transforms.LowerCholesky.ToEvent(1),
    ];

    private static IEnumerable<TestCaseData> All => all.Select((transform, i) => new TestCaseData(transform).SetArgDisplayNames($"{i} {transform.GetType().Name}"));

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

    [TestCaseSource(nameof(References))]
    public void Values_and_jacobians_are_right(Fixture reference)
    {
        Fixture arguments = reference.Inner("params");
        Transform transform = reference["transform"] switch
        {
            "Exp" => Transforms.Exp,
            "Softplus" => Transforms.Softplus,
            "Sigmoid" => Transforms.Sigmoid,
            "Affine" => Transforms.Affine(arguments.Numbers("loc")[0], arguments.Numbers("scale")[0]),
            "StickBreaking" => Transforms.StickBreaking,
            _ => Transforms.LowerCholesky,
        };
        Tensor x = reference.Tensor("x"), y = transform.Forward(x);
        AssertClose(y, reference.Numbers("y"), 1e-10, "y");
        AssertClose(transform.LogAbsDetJacobian(x, y), reference.Numbers("log_abs_det_jacobian"), 1e-10, "log_abs_det_jacobian");
        Assert.That(transform.ForwardShape(Shape.Of(x)), Is.EqualTo(Shape.Of(y)));
        Assert.That(transform.InverseShape(Shape.Of(y)), Is.EqualTo(Shape.Of(x)));
    }

    [TestCaseSource(nameof(All))]
    public void The_inverse_undoes_the_transform(Transform transform) => Properties.Holds(Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        using var scope = torch.NewDisposeScope();
        using var points = new Rng((ulong)seed, torch.ScalarType.Float64);
        Tensor x = points.Randn(EventShape(transform)) * 3;
        Tensor expected = transform.Domain.EventDim >= 2 ? x.tril() : x;    // the upper triangle of x is ignored
        AssertClose(transform.Inverse(transform.Forward(x)), expected.Numbers(), 1e-9, "x");
    }));

    [TestCaseSource(nameof(All))]
    public void Results_lie_in_the_codomain(Transform transform) =>
        Assert.That(transform.Codomain.Check(transform.Forward(Point(transform) * 3)).all().item<bool>());

    [TestCaseSource(nameof(All))]
    public void The_jacobian_has_one_number_for_each_event(Transform transform)
    {
        Tensor x = Point(transform);
        Assert.That(Shape.Of(transform.LogAbsDetJacobian(x, transform.Forward(x))), Is.EqualTo(Shape.Create([2])));
    }

    [TestCaseSource(nameof(All))]
    public void The_jacobian_is_the_determinant_of_differences(Transform transform)
    {
        Tensor x = Event(transform);
        int[] inputs = Free(x, triangular: transform.Domain.EventDim >= 2);
        int[] outputs = Free(transform.Forward(x), triangular: transform.Domain.EventDim >= 2)[..inputs.Length];    // a simplex has one coordinate too many
        var jacobian = Matrix<double>.Build.Dense(outputs.Length, inputs.Length, (row, column) =>
            (Moved(transform, x, inputs[column], 1e-5)[outputs[row]] - Moved(transform, x, inputs[column], -1e-5)[outputs[row]]) / 2e-5);
        double expected = Math.Log(Math.Abs(jacobian.Determinant()));
        Assert.That(transform.LogAbsDetJacobian(x, transform.Forward(x)).sum().item<double>(), Is.EqualTo(expected).Within(1e-7));
    }

    [TestCaseSource(nameof(All))]
    public void Gradients_agree_with_differences(Transform transform)
    {
        GradientCheck.Check(x => transform.Forward(x[0]), [Point(transform)]);
        GradientCheck.Check(x => transform.LogAbsDetJacobian(x[0], transform.Forward(x[0])), [Point(transform)]);
        GradientCheck.Check(y => transform.Inverse(y[0]), [transform.Forward(Event(transform) * 0.3)], step: 1e-5, tolerance: 1e-6);
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
        Assert.That(Transforms.Sigmoid.Then(Transforms.Affine(2, 3)).Codomain, Is.EqualTo(Constraints.Interval(2, 5)));
    }

    /// <summary>A batch of two points, standard normal.</summary>
    private Tensor Point(Transform transform) => rng.Randn(Shape.Create([2]) + EventShape(transform));

    private Tensor Event(Transform transform) => rng.Randn(EventShape(transform));

    private static Shape EventShape(Transform transform) => transform.Domain.EventDim switch { 0 => [], 1 => [3], 2 => [3, 3], _ => [2, 3, 3] };

    private static int[] Free(Tensor tensor, bool triangular) => [.. Enumerable.Range(0, (int)tensor.NumberOfElements).Where(i => !triangular || i / 3 % 3 >= i % 3)];

    private static double[] Moved(Transform transform, Tensor x, int element, double step)
    {
        double[] numbers = x.Numbers();
        numbers[element] += step;
        return transform.Forward(torch.tensor(numbers, x.shape, torch.ScalarType.Float64)).Numbers();
    }
}
