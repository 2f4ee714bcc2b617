using Ppl.Distributions;
using Ppl.Handlers;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>An enumerated topic model, whose densities are looked up.</summary>
public sealed class TopicModelTests
{
    private const int Topics = 8, Words = 64, Documents = 200, Vocabulary = 5000;

    /// <summary>Four bytes for each topic, word, document and entry of the vocabulary would be 2 GB.</summary>
    [Test]
    public void No_tensor_has_topics_and_words_and_documents_and_vocabulary()
    {
        using TensorScope scope = TensorScope.Begin();
        using var rng = new Rng(1);
        Tensor topics = rng.Randn([Topics, Vocabulary]).softmax(-1).detach().requires_grad_();
        Tensor shares = rng.Randn([Documents, Topics]).softmax(-1).detach().requires_grad_();
        Tensor data = torch.randint(Vocabulary, [Words, Documents], generator: rng.Generator());
        long before = Peak();
        Trace trace = InferDiscreteTests.Enumerated(_ =>
        {
            using Plate documents = Plate("documents", Documents);
            using Plate words = Plate("words", Words);
            Tensor z = Sample("z", new Categorical(shares));
            Sample("w", new Categorical(topics).Gather(z), obs: data);
        }, 0, plateDepth: 2);
        Tensor total = Contraction.Of(FactorGraph.Of(trace), Semiring.LogSum).Total;
        total.backward();
        Assert.That(Peak() - before, Is.LessThan(200_000_000));
        Assert.That(trace["w"].LogProb.shape, Is.EqualTo(new long[] { Topics, Words, Documents }));
        Tensor byHand = (shares / shares.sum(-1, keepdim: true)).matmul(topics / topics.sum(-1, keepdim: true)).gather(1, data.transpose(0, 1)).log().sum();
        Assert.That((double)total, Is.EqualTo((double)byHand).Within(1e-5 * Math.Abs((double)byHand)));
        Tensor[] expected = [.. torch.autograd.grad([byHand], [topics, shares])];
        Assert.That((double)(topics.grad! - expected[0]).abs().max(), Is.LessThan(1e-3 * (double)expected[0].abs().max()));
        Assert.That((double)(shares.grad! - expected[1]).abs().max(), Is.LessThan(1e-3 * (double)expected[1].abs().max()));
    }

    /// <summary>The most bytes that the process has had resident.</summary>
    private static long Peak() => System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64;
}
