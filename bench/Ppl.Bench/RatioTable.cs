using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Ppl.Bench;

/// <summary>The comparisons as a Markdown table.</summary>
internal static class RatioTable
{
    private static readonly string[] Headings = ["A, to B", "ratio", "quartiles", "target", "A, µs", "B, µs"];

    /// <summary>
    /// Measures, telling <paramref name="progress"/> what, and writes the table and the machine that it is of. With <paramref name="only"/>, the comparisons in whose
    /// names it stands.
    /// </summary>
    public static void Write(IEnumerable<Func<Comparison>> comparisons, TextWriter output, TextWriter progress, string only = "")
    {
        List<string[]> rows = [.. comparisons.Select(make => Row(make, progress, only)).OfType<string[]>()];
        if (rows.Count == 0) return;
        int[] widths = [.. Headings.Select((heading, column) => rows.Max(row => Math.Max(row[column].Length, heading.Length)))];
        output.WriteLine(Line(Headings, widths));
        output.WriteLine(Line([new('-', widths[0]), .. widths[1..].Select(width => new string('-', width - 1) + ':')], widths));
        foreach (string[] row in rows) output.WriteLine(Line(row, widths));
        output.WriteLine();
        output.WriteLine(
            $"{Environment.ProcessorCount} cores, {RuntimeInformation.ProcessArchitecture}, vectors of {8 * Vector<byte>.Count} bits; " +
            $"{RuntimeInformation.FrameworkDescription}; tensors from {typeof(torch).Assembly.GetName().Name}, one thread.");
    }

    /// <summary>What a step of an engine costs.</summary>
    public static IEnumerable<Func<Comparison>> Steps()
    {
        yield return () => new GaussianStep();
        yield return () => new GaussianMeanFieldStep();
        foreach (Func<Comparison> many in ParticlesStep.All()) yield return many;
        yield return () => new HandlerCost();
        yield return () => new VaeStep();
        yield return () => new VaeMeanFieldStep();
        yield return () => new VaeAdamToTorch();
        yield return () => new AdamToTorch();
        yield return () => new AdamToMemory();
        yield return () => new ChainToForward();
        yield return () => new ProgramToForward();
        yield return () => new ChainToHalf(length: 1000);
        yield return () => new ChainToHalf(length: 2000);
        yield return () => new TopicModel();
        yield return () => new MixtureStep();
        yield return () => new TopicStep();
        yield return () => new TopicSweep();
        yield return () => new LeapfrogStep();
        foreach (Func<Comparison> loop in LeapfrogLoop.All()) yield return loop;
        foreach (Func<Comparison> chains in ChainComparison.All()) yield return chains;
        foreach (Func<Comparison> gradient in CompiledGradient.All()) yield return gradient;
        foreach (Func<Comparison> gradient in CompiledToTraced.All()) yield return gradient;
        if (TensorOperation.IsPossible) yield return () => new TensorOperation();
    }

    private static string[]? Row(Func<Comparison> make, TextWriter progress, string only)
    {
        using Comparison comparison = make();
        if (!comparison.Name.Contains(only, StringComparison.OrdinalIgnoreCase)) return null;
        progress.WriteLine($"measuring: {comparison.Name}");
        PairedRatio ratio = comparison.Measure();
        return
        [
            comparison.Name, Text(ratio.Median), $"{Text(ratio.Low)} - {Text(ratio.High)}", $"{comparison.Target:F2}",
            $"{1e6 * ratio.SecondsA:N2}", $"{1e6 * ratio.SecondsB:N2}",
        ];
    }

    private static string Text(double ratio) => ratio.ToString(ratio < 0.1 ? "G2" : "F2", CultureInfo.InvariantCulture);

    private static string Line(string[] cells, int[] widths) =>
        $"| {string.Join(" | ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column])))} |";
}
