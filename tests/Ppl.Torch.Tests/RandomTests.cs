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

    [Test]
    public void A_binomial_number_lies_between_0_and_its_count_and_is_the_generators()
    {
        using torch.Generator generator = new(42), same = new(42);
        using Tensor count = torch.tensor([0.0, 5.0, 5.0, 1000.0]), probs = torch.tensor([0.5, 0.0, 1.0, 0.3]);
        using Tensor draws = torch.binomial(count, probs, generator), again = torch.binomial(count, probs, same);
        double[] numbers = draws.data<double>().ToArray();
        Assert.That(numbers[..3], Is.EqualTo(new[] { 0.0, 0, 5 }));
        Assert.That(numbers[3], Is.EqualTo(300).Within(150));    // ten standard deviations
        Assert.That(again.data<double>().ToArray(), Is.EqualTo(numbers));
    }
}
