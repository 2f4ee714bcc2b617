namespace Ppl.Compilation.Tests;

/// <summary>Machine code of every width against the interpreter.</summary>
internal sealed class BackendAgreementTests
{
    [Test]
    public void Random_functions_agree([Range(0, 119)] int seed, [Values] VectorWidth width) => AssertAgree(RandomCode.Of(seed, pieces: 4), width, seed);

    [Test]
    public void Long_functions_cut_into_chunks_agree([Range(1000, 1004)] int seed, [Values] VectorWidth width)
    {
        Code code = RandomCode.Of(seed, pieces: 40);
        Assume.That(Chunk.Cut(code, width), Has.Length.GreaterThan(2));
        AssertAgree(code, width, seed);
    }

    internal static void AssertAgree(Code code, VectorWidth? width, int seed)
    {
        var random = new Random(seed);
        double[] expected = new double[code.Results], actual = new double[code.Results];
        var interpreter = new Interpreter(code);
        CompiledFunction compiled = CompiledFunction.Of(code, width);
        for (int repetition = 0; repetition < 2; repetition++)
        {
            double[] point = [.. Enumerable.Range(0, code.Dimension).Select(_ => 2 * random.NextDouble() - 1)];
            Array.Fill(actual, double.NaN);
            double value = interpreter.Evaluate(point, expected);
            Assert.That(double.IsFinite(value) && expected.All(double.IsFinite), "nothing is compared where numbers are none");
            Assert.That(compiled.Evaluate(point, actual), Is.EqualTo(value).Within(1e-12 * Math.Max(1, Math.Abs(value))));
            for (int i = 0; i < expected.Length; i++) Assert.That(actual[i], Is.EqualTo(expected[i]).Within(1e-12 * Math.Max(1, Math.Abs(expected[i]))), $"result {i}");
        }
    }
}
