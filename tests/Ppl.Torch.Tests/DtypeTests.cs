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

    private static IEnumerable<TestCaseData> Numbers() =>
        from type in new[] { ScalarType.Float32, ScalarType.Float64, ScalarType.Int64, ScalarType.Int32, ScalarType.Byte, ScalarType.Bool }
        from number in new Scalar[] { 3, 2.5, 100, true, 1e-3 }
        select new TestCaseData(type, number).SetName($"A_number_keeps_the_tensors_type_within_its_category({type}, {number.ToDouble()} {number.Type})");

    [TestCaseSource(nameof(Numbers))]
    public void A_number_keeps_the_tensors_type_within_its_category(ScalarType type, Scalar number)
    {
        using DisposeScope scope = NewDisposeScope();
        ScalarType common = Category(number.Type) <= Category(type) ? type : number.Type == ScalarType.Float64 ? ScalarType.Float32 : ScalarType.Int64;
        Tensor x = tensor(new[] { 0.0, 1.0, 2.0, 3.0 }).to(type), same = x.to(common), filled = ((Tensor)number).to(common).expand(4);
        Same(x + number, same + filled);
        Same(x * number, same * filled);
        Same(x / number, same / filled);
        Same(number / x, filled / same);
        Same(x > number, same > filled);
        Same(x == number, same == filled);
        if (common == ScalarType.Bool || type == ScalarType.Bool || number.Type == ScalarType.Bool) return;      // libtorch refuses to subtract flags
        Same(x - number, same - filled);
        Same(number - x, filled - same);

        static int Category(ScalarType type) => type == ScalarType.Bool ? 0 : is_integral(type) ? 1 : 2;

        static void Same(Tensor actual, Tensor expected)
        {
            Assert.That(actual.dtype, Is.EqualTo(expected.dtype));
            Assert.That(actual.allclose(expected, rtol: 1e-6, equal_nan: true), $"{actual} {expected}");
        }
    }
}
