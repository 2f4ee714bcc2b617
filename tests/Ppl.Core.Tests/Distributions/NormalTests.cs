using Ppl.Distributions;

namespace Ppl.Core.Tests;

public sealed class NormalTests
{
    [Test]
    public void Numbers_take_dtype_from_the_value_and_from_the_generator()
    {
        using var scope = torch.NewDisposeScope();
        using var rng = new Rng(1);
        var normal = new Normal(0, 10);
        Assert.That(normal.LogProb(torch.zeros(3, dtype: torch.ScalarType.Float64)).dtype, Is.EqualTo(torch.ScalarType.Float64));
        Assert.That(normal.LogProb(torch.zeros(3)).dtype, Is.EqualTo(torch.ScalarType.Float32));
        Assert.That(normal.Sample(rng, [3]).dtype, Is.EqualTo(torch.ScalarType.Float32));
    }

    [Test]
    public void The_standard_normal_draws_as_PyTorch_does_under_the_same_seed()
    {
        using var scope = torch.NewDisposeScope();
        using var rng = new Rng(42);
        float[] draw = new Normal(0, 1).Sample(rng, [3, 4]).data<float>().ToArray();
        Assert.That(draw[..4], Is.EqualTo(new[] { 0.33669037f, 0.1288094f, 0.23446237f, 0.23033303f }));
    }

    [Test]
    public void An_expanded_normal_draws_independent_elements()
    {
        using var scope = torch.NewDisposeScope();
        using var rng = new Rng(1);
        float[] draw = new Normal(torch.tensor(0f), 1).Expand([4]).Sample(rng).data<float>().ToArray();
        Assert.That(draw.Distinct().Count(), Is.EqualTo(4));
    }

    [Test]
    public void The_log_probability_counts_every_element_of_an_expanded_batch()
    {
        using var scope = torch.NewDisposeScope();
        Distribution expanded = new Normal(0, 1).Expand([4]);
        Assert.That(expanded.LogProb(torch.tensor(0.0)).shape, Is.EqualTo(new long[] { 4 }));
    }

    [Test]
    public void A_precision_is_one_over_the_variance()
    {
        Assert.That(Normal.WithPrecision(0, 4).Scale, Is.EqualTo((TensorLike)0.5));
    }
}
