using System.Runtime.InteropServices;
using Ppl.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Ppl.Torch.Tests;

[TestFixture]
[NonParallelizable]
public sealed class LeakTests
{
    private static Tensor x = null!, y = null!, weights = null!;

    [OneTimeSetUp]
    public void Make() => (x, y, weights) = (rand(50, 20), rand(50, 20), ones([20, 5], requires_grad: true));

    [OneTimeTearDown]
    public void Dispose()
    {
        x.Dispose();
        y.Dispose();
        weights.Dispose();
    }

    private static IEnumerable<TestCaseData> Work()
    {
        yield return Case("operators", () => { Tensor z = ((x + y) * 2.0 - 1).exp(); z.add_(1); z.zero_(); });
        yield return Case("lists of arguments and results", () => { Tensor[] parts = x.unbind(1); stack(parts).sum([0, 1]); x.split(3); });
        yield return Case("indexing", () => { Tensor row = x[3]; Tensor z = x.clone(); z[.., 2..4] = row[0]; z[z > 0.5f].sum(); });
        yield return Case("gradients", () =>
        {
            x.matmul(weights).square().sum().backward();
            _ = weights.grad;
            weights.grad = null;
        });
        yield return Case("gradients of some", () => autograd.grad([x.matmul(weights).exp().sum()], [weights]));
        yield return Case("numbers and data", () => { x.sum().ToDouble(); x.data<float>().ToArray(); tensor(new[] { 1.0, 2.0 }).dtype.ToString(); });
        yield return Case("generators", () => { using var generator = new Generator(1); randn(3, generator: generator); using Tensor state = generator.get_state(); });
        yield return Case("errors", () => { try { _ = x + ones(3, 3); } catch (ExternalException) { } });
        yield return Case("pairs", () => { (Tensor values, Tensor indexes) = x.max(1); _ = values + indexes; });

        static TestCaseData Case(string name, Action work) => new TestCaseData(work).SetName($"Nothing_is_left_of_{name.Replace(' ', '_')}");
    }

    /// <summary>
    /// A leak grows in every round, by more than 100 bytes a time (a tensor takes over 200); what the runtime allocates for its
    /// own compiling does not, so the round that grew least tells.
    /// </summary>
    [TestCaseSource(nameof(Work))]
    public void Nothing_is_left(Action work)
    {
        const int Rounds = 5, Times = 500;
        Repeat(work, Times);
        long tensors = Tensor.TotalCount;
        long[] growths = new long[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            long before = NativeHeap.BytesInUse();
            Repeat(work, Times);
            growths[round] = NativeHeap.BytesInUse() - before;
        }
        Assert.That(Tensor.TotalCount, Is.EqualTo(tensors));
        Assert.That(growths.Min(), Is.LessThan(100 * Times), "bytes of the native heap");
    }

    private static void Repeat(Action work, int times)
    {
        for (int i = 0; i < times; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            work();
        }
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
