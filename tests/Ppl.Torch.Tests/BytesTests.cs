using TorchSharp;
using static TorchSharp.torch;

namespace Ppl.Torch.Tests;

[TestFixture]
public sealed class BytesTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    [Test]
    public void Bytes_are_the_memory_itself()
    {
        Tensor x = tensor(new[] { 1.0, 2.0 });
        BitConverter.GetBytes(7.0).CopyTo(x.bytes[8..]);
        Assert.That(x.data<double>().ToArray(), Is.EqualTo(new[] { 1.0, 7.0 }));
    }

    [Test]
    public void Setting_copies_as_many_bytes_as_the_tensor_has()
    {
        Tensor x = zeros([2], ScalarType.Int32);
        x.bytes = new byte[] { 1, 0, 0, 0, 2, 0, 0, 0 };
        Assert.That(x.data<int>().ToArray(), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(() => x.bytes = new byte[7], Throws.ArgumentException);
    }

    [Test]
    public void A_transposed_tensor_has_no_bytes() =>
        Assert.That(() => ones([2, 3]).t().bytes.Length, Throws.TypeOf<NotImplementedException>());
}
