using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>Settings of <see cref="Gaussian"/>.</summary>
/// <param name="Steps">Of Adam.</param>
/// <param name="LearningRate">Of Adam, at the first step.</param>
/// <param name="File">A table with the numbers; null to draw them.</param>
/// <param name="Count">How many numbers to draw.</param>
/// <param name="TrueMean">The mean to draw them with.</param>
/// <param name="TrueDeviation">The standard deviation to draw them with.</param>
/// <param name="Prior">What is held true before any number is seen.</param>
/// <param name="Nuts">Whether chains stand beside the three ways.</param>
/// <param name="Engine">How the chains' density is computed.</param>
internal sealed record GaussianOptions(int Steps, double LearningRate, string? File, int Count, double TrueMean, double TrueDeviation, GaussianPrior Prior, bool Nuts, Engine Engine)
{
    /// <exception cref="PplException">PPL301, PPL303, PPL307, PPL308: the table cannot be read.</exception>
    public Numbers ReadOrDraw(Rng rng) => new(File is null
        ? [.. Enumerable.Range(0, Count).Select(_ => TrueMean + TrueDeviation * rng.NextGaussian())]
        : CsvTable.Read(File).Numbers("x"));
}
