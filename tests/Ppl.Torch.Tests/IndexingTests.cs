using TorchSharp;
using static TorchSharp.torch;

namespace Ppl.Torch.Tests;

[TestFixture]
public sealed class IndexingTests
{
    private DisposeScope scope = null!;
    private Tensor x = null!;

    [SetUp]
    public void Open()
    {
        scope = NewDisposeScope();
        x = arange(12).reshape(3, 4);
    }

    [TearDown]
    public void Close()
    {
        x.Dispose();
        scope.Dispose();
    }

    [Test]
    public void By_position()
    {
        Holds(x[1], 4, 5, 6, 7);
        Holds(x[-1], 8, 9, 10, 11);
        Holds(x[1, 2], 6);
        Holds(x.reshape(3, 2, 2)[1, 0, 1], 5);
    }

    [Test]
    public void By_range()
    {
        Holds(x[1..], 4, 5, 6, 7, 8, 9, 10, 11);
        Holds(x[..^2], 0, 1, 2, 3);
        Holds(x[.., 1..3], 1, 2, 5, 6, 9, 10);
        Holds(x[TensorIndex.Slice(0, 3, 2), 0], 0, 8);
        Holds(x[(0, 1), 0], 0);
    }

    [Test]
    public void By_index()
    {
        Holds(x[TensorIndex.Ellipsis, 0], 0, 4, 8);
        Holds(x[TensorIndex.Colon, TensorIndex.Single(3)], 3, 7, 11);
        Assert.That(x[TensorIndex.None, 0].shape, Is.EqualTo(new long[] { 1, 4 }));
        Assert.That(x[TensorIndex.Bool(true), 0].shape, Is.EqualTo(new long[] { 1, 4 }));
        Holds(x[TensorIndex.Tensor(tensor(new[] { 2L, 0L })), 1], 9, 1);
    }

    [Test]
    public void By_mask_and_by_tensor()
    {
        Holds(x[x > 8], 9, 10, 11);
        Holds(x[tensor(new[] { 2L, 0L })], 8, 9, 10, 11, 0, 1, 2, 3);
        Holds(x[tensor(new[] { 0L, 1L }), tensor(new[] { 1L, 2L })], 1, 6);
    }

    [Test]
    public void Setting_writes_into_the_tensor()
    {
        x[0] = zeros([4], dtype: int64);
        x[1, 1] = 50L;
        x[2.., 2..] = -1L;
        x[x == 7L] = 70L;
        Holds(x, 0, 0, 0, 0, 4, 50, 6, 70, 8, 9, -1, -1);
    }

    [Test]
    public void A_view_shares_its_elements()
    {
        x[0].fill_(5);
        Holds(x[0], 5, 5, 5, 5);
    }

    [Test]
    public void A_Float64_number_does_not_fit_a_Float32_tensor_at_indexed_places()
    {
        Tensor y = zeros(3);
        y[0] = 1.5;
        Assert.That(y[0].ToDouble(), Is.EqualTo(1.5));
        Assert.That(() => y[tensor(new[] { 0L })] = 0.0, Throws.TypeOf<System.Runtime.InteropServices.ExternalException>());
    }

    private static void Holds(Tensor actual, params long[] expected) => Assert.That(actual.flatten().data<long>().ToArray(), Is.EqualTo(expected));
}
