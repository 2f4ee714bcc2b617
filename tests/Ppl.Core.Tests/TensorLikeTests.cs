using Ppl.Distributions;
using TorchSharp;

namespace Ppl.Core.Tests;

public sealed class TensorLikeTests
{
    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    [Test]
    public void Arithmetic_among_numbers_makes_no_tensor()
    {
        TensorLike x = 3, y = [1.0, 2.0], result = default;
        Assert.That(TensorCount.Of(() => result = -(2 * x - 1) / (1 + y).Square() + y.Log().Exp()), Is.Zero);
        Assert.That(result.Values, Is.EqualTo(new[] { -5.0 / 4 + 1, -5.0 / 9 + 2 }).Within(1e-15));
    }

    [Test]
    public void A_number_that_changes_nothing_costs_nothing()
    {
        Tensor x = torch.ones(3);
        TensorLike zero = 0, one = 1;
        Assert.That(x + zero, Is.SameAs(x));
        Assert.That(x - zero, Is.SameAs(x));
        Assert.That(x * one, Is.SameAs(x));
        Assert.That(x / one, Is.SameAs(x));
        Assert.That(zero + x, Is.SameAs(x));
        Assert.That(one * x, Is.SameAs(x));
    }

    [Test]
    public void A_number_that_would_change_the_dtype_is_not_skipped()
    {
        TensorLike one = 1;
        Assert.That((torch.tensor(3L) * one).dtype, Is.EqualTo(torch.ScalarType.Float32));
    }

    [Test]
    public void Numbers_take_the_dtype_that_they_meet([Values(torch.ScalarType.Float32, torch.ScalarType.Float64)] torch.ScalarType dtype)
    {
        Tensor x = torch.ones(2, dtype: dtype);
        TensorLike number = 0.1, vector = [0.1, 0.2];
        foreach (Tensor result in new[] { x + number, number - x, x * vector, vector / x, (x - vector).log1p() })
            Assert.That(result.dtype, Is.EqualTo(dtype));
        Assert.That((number + 0.5).IsNumber);
        Assert.That((0.5 - number).IsNumber);
    }

    [Test]
    public void Every_operator_gives_the_same_for_numbers_and_tensors()
    {
        TensorLike[] xs = [2.0, torch.tensor(2.0)], ys = [0.5, torch.tensor(0.5)];
        foreach (TensorLike x in xs)
            foreach (TensorLike y in ys)
            {
                TensorLike[] results = [x + y, x - y, x * y, x / y, -x];
                double[] expected = [2.5, 1.5, 1, 4, -2];
                for (int i = 0; i < results.Length; i++) Assert.That(results[i].ToTensor().item<double>(), Is.EqualTo(expected[i]));
            }
    }

    [Test]
    public void Every_function_gives_the_same_for_numbers_and_tensors([Values(1e-12, 0.3, 1.0, 7.0, 40.0)] double x)
    {
        Func<TensorLike, TensorLike>[] functions =
        [
            u => u.Log(), u => u.Log1p(), u => u.Exp(), u => u.Expm1(), u => u.Square(), u => u.Sqrt(), u => u.Abs(), u => u.Sigmoid(), u => u.Softplus(),
            u => u.Lgamma(), u => u.Digamma(), u => u.LogPowerOverGamma(), u => (-u).Log1p(), u => (-u).Softplus(), u => (-u).Expm1(),
        ];
        foreach (Func<TensorLike, TensorLike> function in functions)
        {
            double tensor = function(torch.tensor(x)).ToTensor().item<double>(), number = function(x).Values[0];
            if (double.IsNaN(tensor)) Assert.That(number, Is.NaN);
            else Assert.That(number, Is.EqualTo(tensor).Within(1e-14 * (1 + Math.Abs(tensor))));
        }
    }

    [Test]
    public void A_null_tensor_is_refused_by_name()
    {
        Tensor missing = null!;
        var refusal = Assert.Throws<ArgumentNullException>(() => new Normal(0, missing));
        Assert.That(refusal.ParamName, Is.EqualTo("scale"));
    }

    [Test]
    public void Numbers_and_vectors_and_tensors_convert_by_themselves()
    {
        Assert.That(new Normal(0, 1f).BatchShape, Is.EqualTo(default(Shape)));
        Assert.That(new Normal([0.1, 0.2], 3L).BatchShape, Is.EqualTo(Shape.Create([2])));
        Assert.That(new Normal(torch.zeros(3, 1), new[] { 1.0, 2.0 }).BatchShape, Is.EqualTo(Shape.Create([3, 2])));
    }

    [Test]
    public void A_tensor_is_converted_only_where_it_must_be()
    {
        Tensor x = torch.ones(2);
        Assert.That(((TensorLike)x).ToTensor(torch.ScalarType.Float32, x.device), Is.SameAs(x));
        Assert.That(((TensorLike)x).ToTensor(torch.ScalarType.Float64).dtype, Is.EqualTo(torch.ScalarType.Float64));
    }

    [Test]
    public void Comparisons_take_numbers_and_tensors()
    {
        Tensor x = torch.tensor([1.0, 2.0, 3.0]);
        foreach (TensorLike two in new TensorLike[] { 2.0, torch.tensor(2.0) })
        {
            Assert.That((x > two).Numbers(), Is.EqualTo(new[] { 0.0, 0, 1 }));
            Assert.That((x >= two).Numbers(), Is.EqualTo(new[] { 0.0, 1, 1 }));
            Assert.That((x < two).Numbers(), Is.EqualTo(new[] { 1.0, 0, 0 }));
            Assert.That((x <= two).Numbers(), Is.EqualTo(new[] { 1.0, 1, 0 }));
        }
    }
}
