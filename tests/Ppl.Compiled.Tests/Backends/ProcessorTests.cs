using System.Diagnostics;
using System.Globalization;

namespace Ppl.Compilation.Tests;

/// <summary>Processors that can do less: a process of its own, whose compiler may not use some instructions.</summary>
[Category("Slow")]
internal sealed class ProcessorTests
{
    private const string File = "PPL_TEST_VALUES";

    [TestCase("DOTNET_EnableAVX512", VectorWidth.V256)]
    [TestCase("DOTNET_EnableAVX2", VectorWidth.Scalar)]
    public void Without_some_instructions_values_are_the_same(string instructions, VectorWidth widest)
    {
        if (Environment.GetEnvironmentVariable(File) is { } path)
        {
            Assert.That(CompiledFunction.Best, Is.LessThanOrEqualTo(widest));
            System.IO.File.WriteAllLines(path, Values().Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
            return;
        }
        double[] expected = [.. Values()], actual = ValuesWithout(instructions);
        Assert.That(actual, Has.Length.EqualTo(expected.Length));
        for (int i = 0; i < expected.Length; i++) Assert.That(actual[i], Is.EqualTo(expected[i]).Within(1e-12 * Math.Max(1, Math.Abs(expected[i]))), $"value {i}");
    }

    private static IEnumerable<double> Values()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Code code = RandomCode.Of(seed, pieces: 5);
            double[] point = [.. Enumerable.Range(0, code.Dimension).Select(i => Math.Sin(i + seed))], result = new double[code.Results];
            yield return CompiledFunction.Of(code).Evaluate(point, result);
            foreach (double number in result) yield return number;
            yield return CompiledFunction.Of(code, VectorWidth.V512).Evaluate(point, result);     // slow here, but no error
        }
    }

    private static double[] ValuesWithout(string instructions)
    {
        string path = Path.GetTempFileName();
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "test", typeof(ProcessorTests).Assembly.Location, "--filter", $"FullyQualifiedName~{nameof(ProcessorTests)}&Name~{instructions}" },
            Environment = { [File] = path, [instructions] = "0" },
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, output);
        double[] values = [.. System.IO.File.ReadLines(path).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        System.IO.File.Delete(path);
        return values;
    }

    [Test]
    public void Functions_that_are_dropped_leave_no_memory_behind()
    {
        Register x = new(0), sum = new(1);
        var code = new Code(
            [new Assign(sum, 0.0), new Loop(8, true, [new Load(x, new Address(Memory.Constants, 0, Stride: 1)), new Reduce(sum, Meeting.Sum, x)])], sum, 2, 0, 0, 0, new double[8], []);
        MakeAndDrop(2_000);
        long before = Resident();
        MakeAndDrop(10_000);
        // A method that stayed would take some thousand bytes: 10,000 of them 30 MB and more.
        Assert.That(Resident() - before, Is.LessThan(10_000_000));

        void MakeAndDrop(int count)
        {
            for (int i = 0; i < count; i++) CompiledFunction.Of(code).Evaluate([], []);
        }

        static long Resident()
        {
            for (int i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
            return Environment.WorkingSet;
        }
    }
}
