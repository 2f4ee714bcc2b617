using Ppl.Distributions;

namespace Ppl.Core.Tests;

public sealed class CategoricalTests
{
    /// <summary>Rows left of, right of and among the dims that the value stretches; small tables and large.</summary>
    [TestCase(new long[] { 4, 1, 1 }, new long[] { 3, 5 }, 7)]
    [TestCase(new long[] { 4 }, new long[] { 3, 1 }, 7)]
    [TestCase(new long[] { 4 }, new long[] { 3, 1 }, 9000)]
    [TestCase(new long[] { 4, 1, 2 }, new long[] { 3, 1 }, 7)]
    [TestCase(new long[] { 4, 1, 2 }, new long[] { 3, 1 }, 9000)]
    [TestCase(new long[] { 1, 2 }, new long[] { 3, 1 }, 9000)]
    [TestCase(new long[] { }, new long[] { 3, 5 }, 7)]
    [TestCase(new long[] { 3, 5 }, new long[] { 3, 5 }, 7)]
    [TestCase(new long[] { 3, 5 }, new long[] { }, 7)]
    [TestCase(new long[] { 0 }, new long[] { 2, 1 }, 7)]
    public void A_density_and_its_gradient_are_those_of_weights_laid_out(long[] rows, long[] values, long categories)
    {
        using var scope = torch.NewDisposeScope();
        using var rng = new Rng(seed: 1, torch.ScalarType.Float64);
        Tensor logits = rng.Randn([.. rows, categories]).requires_grad_(), other = logits.detach().clone().requires_grad_();
        Tensor value = (rng.Rand(values) * categories).@long();
        Tensor density = Categorical.FromLogits(logits).LogProb(value);
        Shape batch = Shape.Broadcast(rows, values);
        Tensor laidOut = other.log_softmax(-1).expand([.. batch, categories]).gather(-1, value.expand(batch.AsSpan()).unsqueeze(-1)).squeeze(-1);
        (density * density).sum().backward();
        (laidOut * laidOut).sum().backward();
        Assert.That(density.shape, Is.EqualTo(batch.ToArray()));
        Assert.That(TensorText.ToDoubles(density), Is.EqualTo(TensorText.ToDoubles(laidOut)).Within(1e-12));
        Assert.That(TensorText.ToDoubles(logits.grad!), Is.EqualTo(TensorText.ToDoubles(other.grad!)).Within(1e-10));
    }

    [TestCase(new long[] { 4 }, 9000)]
    [TestCase(new long[] { 4 }, 7)]
    [TestCase(new long[] { }, 7)]
    public void A_category_that_there_is_not_is_an_error_without_checks_too(long[] rows, long categories)
    {
        using var scope = torch.NewDisposeScope();
        using ValueChecks off = ValueChecks.Set(false);
        Categorical distribution = Categorical.FromLogits(torch.zeros([.. rows, categories]));
        Tensor beyond = torch.tensor([0, categories]).reshape(2, 1), below = torch.tensor([0L, -1]).reshape(2, 1);
        Assert.That(() => distribution.LogProb(beyond), Throws.TypeOf<System.Runtime.InteropServices.ExternalException>());
        Assert.That(() => distribution.LogProb(below), Throws.TypeOf<System.Runtime.InteropServices.ExternalException>());
    }

    [Test]
    public void A_category_of_probability_0_leaves_the_gradients_of_the_others_alone()
    {
        using var scope = torch.NewDisposeScope();
        Tensor probs = torch.tensor([0.25, 0, 0.75]).requires_grad_();
        Tensor density = new Categorical(probs).LogProb(torch.arange(3));
        Assert.That(TensorText.ToDoubles(density), Is.EqualTo(new[] { Math.Log(0.25), double.NegativeInfinity, Math.Log(0.75) }).Within(1e-12));
        density.exp().sum().backward();
        Assert.That(TensorText.ToDoubles(probs.grad!), Is.EqualTo(new double[] { 0, -1, 0 }).Within(1e-12));
    }

    /// <summary>Fewer and more rows than the table has, with and without batch dims after the first, logits and probabilities.</summary>
    [Test]
    public void Gathered_rows_have_the_density_and_gradient_of_rows_laid_out([Values] bool isLogits, [Values(2, 6)] int draws, [Values] bool hasDims)
    {
        using var scope = torch.NewDisposeScope();
        using var rng = new Rng(seed: 2, torch.ScalarType.Float64);
        Shape dims = hasDims ? [3, 2] : [];
        Tensor table = rng.Rand([4, .. dims, 5]).requires_grad_(), other = table.detach().clone().requires_grad_();
        Tensor index = (rng.Rand([draws, 1]) * 4).@long(), value = (rng.Rand([draws, 2, .. dims]) * 5).@long();
        Shape once = [draws, 1];
        Tensor rows = other.index_select(0, index.reshape(-1)).reshape([.. once, .. dims, 5]);
        Categorical Of(Tensor weights) => isLogits ? Categorical.FromLogits(weights) : new Categorical(weights);

        Distribution gathered = Of(table).Gather(index), again = gathered.Gather(torch.tensor(new long[] { 1, 0, 1 }));
        Tensor density = gathered.LogProb(value), laidOut = Of(rows).LogProb(value);
        (density * density).sum().backward();
        (laidOut * laidOut).sum().backward();

        Assert.That(gathered.BatchShape, Is.EqualTo(once + dims));
        Assert.That(TensorText.ToDoubles(density), Is.EqualTo(TensorText.ToDoubles(laidOut)).Within(1e-12));
        Assert.That(TensorText.ToDoubles(table.grad!), Is.EqualTo(TensorText.ToDoubles(other.grad!)).Within(1e-10));
        Assert.That(TensorText.ToDoubles(gathered.Entropy()), Is.EqualTo(TensorText.ToDoubles(Of(rows).Entropy())).Within(1e-12));
        Assert.That(TensorText.ToDoubles(again.LogProb(value[1])), Is.EqualTo(TensorText.ToDoubles(torch.stack([laidOut[1], Of(rows[0]).LogProb(value[1]), laidOut[1]]))).Within(1e-12));
    }

    [Test]
    public void No_gathered_row_is_laid_out_by_a_log_probability()
    {
        using var scope = torch.NewDisposeScope();
        const long topics = 4, vocabulary = 1000, words = 500;
        Tensor table = torch.ones([topics, vocabulary]), index = torch.arange(words) % topics, value = torch.arange(words);
        Distribution gathered = new Categorical(table).Gather(index);
        using var inner = torch.NewDisposeScope();
        using ValueChecks off = ValueChecks.Set(false);
        gathered.LogProb(value);
        Assert.That(inner.DisposablesView.OfType<Tensor>().Max(tensor => tensor.numel()), Is.LessThanOrEqualTo(topics * vocabulary));
    }
}
