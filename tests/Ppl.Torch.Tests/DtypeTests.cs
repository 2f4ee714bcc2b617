using TorchSharp;
using static TorchSharp.torch;

namespace Ppl.Torch.Tests;

[TestFixture]
public sealed class DtypeTests
{
    private static IEnumerable<TestCaseData> Made()
    {
        yield return Case("tensor of a double", () => tensor(2.0), ScalarType.Float64);
        yield return Case("tensor of a float", () => tensor(2.0f), ScalarType.Float32);
        yield return Case("tensor of an int", () => tensor(2), ScalarType.Int32);
        yield return Case("tensor of a long", () => tensor(2L), ScalarType.Int64);
        yield return Case("tensor of a bool", () => tensor(true), ScalarType.Bool);
        yield return Case("tensor of doubles", () => tensor(new[] { 1.0, 2.0 }), ScalarType.Float64);
        yield return Case("tensor of doubles as Float32", () => tensor(new[] { 1.0, 2.0 }, dtype: float32), ScalarType.Float32);
        yield return Case("zeros", () => zeros(2), ScalarType.Float32);
        yield return Case("ones", () => ones(2, 3), ScalarType.Float32);
        yield return Case("rand", () => rand(2), ScalarType.Float32);
        yield return Case("randn", () => randn(2), ScalarType.Float32);
        yield return Case("eye", () => eye(2), ScalarType.Float32);
        yield return Case("linspace", () => linspace(0, 1, 3), ScalarType.Float32);
        yield return Case("randperm", () => randperm(4), ScalarType.Int64);
        yield return Case("randint", () => randint(0, 4, [3]), ScalarType.Int64);
        yield return Case("arange of an int", () => arange(5), ScalarType.Int64);
        yield return Case("arange of a double", () => arange(5.0), ScalarType.Float32);
        yield return Case("full of a fraction", () => full([2], 1.5), ScalarType.Float32);
        yield return Case("full of an integer", () => full([2], 1), ScalarType.Int64);
        yield return Case("full of a flag", () => full([2], true), ScalarType.Int64);
        yield return Case("zeros of a type", () => zeros([2], dtype: float64), ScalarType.Float64);
        yield return Case("a double where a tensor is wanted", () => 2.0, ScalarType.Float64);
        yield return Case("an int where a tensor is wanted", () => 2, ScalarType.Int32);
        yield return Case("an array where a tensor is wanted", () => new[] { 1f }, ScalarType.Float32);
        yield return Case("Float32 vector times a number", () => ones(2) * 2.5, ScalarType.Float32);
        yield return Case("Float32 vector plus an integer", () => ones(2) + 1, ScalarType.Float32);
        yield return Case("number minus Float32 vector", () => 1.0 - ones(2), ScalarType.Float32);
        yield return Case("number over Float32 vector", () => 1.0 / ones(2), ScalarType.Float32);
        yield return Case("Float32 vector times a Float64 number tensor", () => ones(2) * tensor(2.0), ScalarType.Float32);
        yield return Case("Float32 vector plus Float64 vector", () => ones(2) + tensor(new[] { 1.0, 2.0 }), ScalarType.Float64);
        yield return Case("Int64 vector times a fraction", () => arange(3) * 0.5, ScalarType.Float32);
        yield return Case("Int64 vector times an integer", () => arange(3) * 2, ScalarType.Int64);
        yield return Case("Int32 vector times a long", () => tensor(new[] { 1, 2 }) * 2L, ScalarType.Int32);
        yield return Case("Bool vector plus an integer", () => tensor(new[] { true }) + 1, ScalarType.Int64);
        yield return Case("Byte vector times a fraction", () => tensor(new byte[] { 1 }) * 0.5, ScalarType.Float32);
        yield return Case("sum of Int32", () => tensor(new[] { 1, 2 }).sum(), ScalarType.Int64);
        yield return Case("sum of flags", () => tensor(new[] { true, true }).sum(), ScalarType.Int64);
        yield return Case("sum as a type", () => ones(2).sum(float64), ScalarType.Float64);
        yield return Case("comparison", () => ones(2) > 0.5, ScalarType.Bool);
        yield return Case("argmax", () => ones(2).argmax(), ScalarType.Int64);

        static TestCaseData Case(string name, Func<Tensor> make, ScalarType type) => new TestCaseData(make, type).SetName($"Dtype_of_{name.Replace(' ', '_')}");
    }

    [TestCaseSource(nameof(Made))]
    public void Dtype(Func<Tensor> make, ScalarType expected)
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.That(make().dtype, Is.EqualTo(expected));
    }

    private static readonly ScalarType[] types = [ScalarType.Float32, ScalarType.Float64, ScalarType.Int64, ScalarType.Int32, ScalarType.Byte, ScalarType.Bool];
    private static readonly Scalar[] numbers = [3, 2.5, 100, true, 1e-3, 0.1, -7L];

    private static IEnumerable<TestCaseData> Numbers() =>
        from type in types
        from number in numbers
        select new TestCaseData(type, number).SetName($"A_number_gives_libtorchs_own_result_to_the_last_bit({type}, {number.ToDouble()} {number.Type})");

    /// <summary>Numbers go to libtorch as tensors of the other's type (Native/ppl_torch.cpp): its own operators on numbers must agree.</summary>
    [TestCaseSource(nameof(Numbers))]
    public void A_number_gives_libtorchs_own_result_to_the_last_bit(ScalarType type, Scalar number)
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(7);
        Tensor x = (3 * randn(50, generator: generator)).abs().to(type);
        Same("add", x => x + number);
        Same("mul", x => x * number);
        Same("div", x => x / number);
        Same("eq", x => x == number);
        Same("ne", x => x != number);
        Same("lt", x => x < number);
        Same("le", x => x <= number);
        Same("gt", x => x > number);
        Same("ge", x => x >= number);
        Same("sub", x => x - number);
        Same("rsub", x => number - x);
        Same("remainder", x => x % number);

        void Same(string name, Func<Tensor, Tensor> ours)
        {
            bool refused = false;
            Tensor? expected = null;
            try { expected = new Operator($"{name}.Scalar").Call(x, (Argument)number); }
            catch (System.Runtime.InteropServices.ExternalException) { refused = true; }
            if (refused)
            {
                Assert.That(() => ours(x), Throws.TypeOf<System.Runtime.InteropServices.ExternalException>(), name);
                return;
            }
            Tensor actual = ours(x);
            Assert.That(actual.dtype, Is.EqualTo(expected!.dtype), name);
            Assert.That(actual.nan_to_num(-1).Equals(expected.nan_to_num(-1)), $"{name}: {actual} {expected}");
        }
    }
}
