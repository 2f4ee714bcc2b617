using TorchSharp;
using static TorchSharp.torch;

namespace Ppl.Torch.Tests;

[TestFixture]
public sealed class AccessTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    [Test]
    public void Item_wants_the_type_itself()
    {
        Assert.That(tensor(2.5).item<double>(), Is.EqualTo(2.5));
        Assert.That(tensor(7).item<int>(), Is.EqualTo(7));
        Assert.That(tensor(true).item<bool>());
        Assert.That(() => tensor(2.5f).item<double>(), Throws.ArgumentException);
        Assert.That(() => ones(2).item<float>(), Throws.ArgumentException);
    }

    [Test]
    public void Conversions_convert()
    {
        Assert.That(tensor(2.5f).ToDouble(), Is.EqualTo(2.5));
        Assert.That((double)tensor(3L), Is.EqualTo(3.0));
        Assert.That((int)tensor(3.9), Is.EqualTo(3));
        Assert.That(tensor(long.MaxValue).ToInt64(), Is.EqualTo(long.MaxValue));
        Assert.That((bool)tensor(1.0));
        Assert.That(tensor(2.5).ToScalar().ToDouble(), Is.EqualTo(2.5));
    }

    [Test]
    public void To_gives_a_new_object_even_of_the_same_type()
    {
        Tensor x = ones(2), same = x.to(float32), onDevice = x.cpu();
        Assert.That(same, Is.Not.SameAs(x));
        same.Dispose();
        onDevice.add_(1);
        Assert.That(x.sum().ToDouble(), Is.EqualTo(4));
        Tensor after = x.to(float64, disposeAfter: true);
        Assert.That((x.IsInvalid, after.dtype), Is.EqualTo((true, ScalarType.Float64)));
    }

    [Test]
    public void Data_wants_the_type_itself() => Assert.That(() => ones(2).data<double>(), Throws.ArgumentException);

    [Test]
    public void Data_honours_strides()
    {
        Tensor x = arange(6.0).reshape(2, 3).t();
        Assert.That(x.is_contiguous(), Is.False);
        Assert.That(x.data<float>().ToArray(), Is.EqualTo(new[] { 0f, 3, 1, 4, 2, 5 }));
        Assert.That(x.data<float>()[2, 1], Is.EqualTo(5));
        x.data<float>()[0, 1] = 9;
        Assert.That(x[0, 1].ToDouble(), Is.EqualTo(9));
        x.data<float>().CopyFrom([10, 11, 12, 13, 14, 15]);
        Assert.That(x.contiguous().data<float>().ToArray(), Is.EqualTo(new[] { 10f, 11, 12, 13, 14, 15 }));
    }

    [Test]
    public void Data_survives_its_tensor()
    {
        Tensor x = tensor(new[] { 1.0, 2.0 });
        using TorchSharp.Utils.TensorAccessor<double> data = x.data<double>();
        x.Dispose();
        Assert.That(data.ToArray(), Is.EqualTo(new[] { 1.0, 2.0 }));
    }

    [Test]
    public void Shape_is_a_fresh_array()
    {
        Tensor x = zeros(2, 3);
        x.shape[0] = 9;
        Assert.That(x.shape, Is.EqualTo(new long[] { 2, 3 }));
        Assert.That((x.dim(), x.size(-1), x.numel()), Is.EqualTo((2L, 3L, 6L)));
        Assert.That(() => x.size(2), Throws.TypeOf<IndexOutOfRangeException>());
    }

    [Test]
    public void Arrays_of_two_dimensions_keep_their_shape()
    {
        Tensor x = tensor(new[,] { { 1.0, 2.0, 3.0 }, { 4.0, 5.0, 6.0 } });
        Assert.That(x.shape, Is.EqualTo(new long[] { 2, 3 }));
        Assert.That(x[1, 0].item<double>(), Is.EqualTo(4));
        Assert.That(() => tensor(new[] { 1.0, 2.0 }, [3]), Throws.ArgumentException);
    }

    [Test]
    public void Equality_is_elementwise_by_operator_and_whole_by_Equals()
    {
        Tensor x = ones(2), y = ones(2);
        Assert.That((x == y).dtype, Is.EqualTo(ScalarType.Bool));
        Assert.That(x.Equals(y));
        Assert.That(x.Equals(ones(3)), Is.False);
        Assert.That(x.Equals(ones([2], dtype: float64)), "across types");
        Assert.That(x.GetHashCode(), Is.Not.EqualTo(y.GetHashCode()));
    }

    [Test]
    public void Text_says_shape_type_and_elements() => Assert.That(
        arange(8.0).reshape(2, 4).ToString(),
        Is.EqualTo("[2, 4], type = Float32, device = cpu, value = [[0, 1, 2, 3], [4, 5, 6, 7]]"));
}
