using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Ppl.Torch.Tests;

[TestFixture]
public sealed class ErrorTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    private static IEnumerable<TestCaseData> Mistakes()
    {
        yield return Case("shapes that do not broadcast", () => ones(2) + ones(3), "The size of tensor a (2) must match the size of tensor b (3)");
        yield return Case("matmul of bad shapes", () => ones(2, 3).matmul(ones(2, 3)), "cannot be multiplied");
        yield return Case("matmul of mixed types", () => ones(2, 2).matmul(ones([2, 2], dtype: float64)), "expected scalar type Float but found Double");
        yield return Case("position out of range", () => ones(2)[5], "out of range");
        yield return Case("view that does not fit", () => ones(4).view(3), "invalid for input of size 4");
        yield return Case("matrix without a factor", () => linalg.cholesky(-eye(2)), "not positive-definite");
        yield return Case("stack of different shapes", () => stack([ones(2), ones(3)]), "equal size");
        yield return Case("bad probabilities", () => bernoulli(full([1], 2.0)), "p_in <= 1");

        static TestCaseData Case(string name, Func<Tensor> mistake, string message) => new TestCaseData(mistake, message).SetName($"An_ExternalException_for_{name.Replace(' ', '_')}");
    }

    [TestCaseSource(nameof(Mistakes))]
    public void An_ExternalException(Func<Tensor> mistake, string message) => Assert.That(
        () => mistake(),
        Throws.TypeOf<ExternalException>().With.Message.Contains(message).And.Message.Not.Contains("Exception raised").And.Message.Not.Contains("frame #"));

    [Test]
    public void CUDA_is_refused_with_the_name_of_the_provider_that_has_it()
    {
        Assert.That(cuda.is_available(), Is.False);
        Assert.That(() => zeros([2], device: device("cuda")), Throws.InvalidOperationException.With.Message.Contains("TorchProvider=package"));
        Assert.That(() => ones(2).cuda(), Throws.InvalidOperationException.With.Message.Contains("TorchProvider=package"));
        Assert.That(() => new Generator(1, "cuda:0"), Throws.InvalidOperationException.With.Message.Contains("TorchProvider=package"));
        Assert.That(() => nn.Linear(1, 1, device: CPU).to(new Device("cuda:1")), Throws.InvalidOperationException.With.Message.Contains("TorchProvider=package"));
    }

    [Test]
    public void A_call_after_an_error_works()
    {
        for (int i = 0; i < 100; i++) Assert.That(() => ones(2) + ones(3), Throws.TypeOf<ExternalException>());
        Assert.That((ones(2) + ones(2)).sum().ToDouble(), Is.EqualTo(4));
    }
}
