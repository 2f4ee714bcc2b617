namespace Ppl.Torch.Tests;

[TestFixture]
public sealed class RandomTests
{
    [Test]
    public void Seed_42_gives_PyTorchs_stream()
    {
        using var generator = new torch.Generator(42);
        using Tensor draws = torch.randn(3, 4, generator: generator);
        Assert.That(draws.data<float>().ToArray().Take(4), Is.EqualTo(new[] { 0.33669037f, 0.1288094f, 0.23446237f, 0.23033303f }));
    }
}
