extern alias Twin;

using SymbolicFunctions = Twin::Ppl.Symbolic.Tests.SymbolicFunctions;

namespace Ppl.Symbolic.Tests;

/// <summary>Symbolic tensors against TorchSharp's: the same source, values and gradients.</summary>
public sealed class TorchTests
{
    private const double Tolerance = 1e-10;

    private static readonly double[] Point = [.. Enumerable.Range(0, 12).Select(static i => 0.2 + Math.Abs(Math.Sin(1 + 7.3 * i)))];

    private static IEnumerable<string> Names => TensorFunctions.All.Keys;

    [TestCaseSource(nameof(Names))]
    public void Each_member_does_what_torch_does(string name)
    {
        (double[] value, _, double[] gradient) = SymbolicFunctions.Of(name, Point);
        using var scope = torch.NewDisposeScope();
        Tensor x = torch.tensor(Point, requires_grad: true), expected = TensorFunctions.All[name](x);
        Weighed.Sum(expected).backward();
        AssertClose(value, Numbers(expected));
        AssertClose(gradient, Numbers(x.grad!));
    }

    [Test]
    public void Expressions_at_random_have_torchs_value_and_gradient([Range(0, 299)] int seed)
    {
        (_, double sum, double[] gradient) = SymbolicFunctions.Random(seed, Point);
        using var scope = torch.NewDisposeScope();
        Tensor x = torch.tensor(Point, requires_grad: true), expected = Weighed.Sum(RandomFunctions.Of(seed, x));
        expected.backward();
        AssertClose([sum], Numbers(expected));
        AssertClose(gradient, Numbers(x.grad!));
    }

    private static double[] Numbers(Tensor tensor) => tensor.detach().contiguous().data<double>().ToArray();

    private static void AssertClose(double[] actual, double[] expected) =>
        Assert.That(actual, Is.EqualTo(expected).Within(Tolerance * Math.Max(1, expected.Max(Math.Abs))));
}
