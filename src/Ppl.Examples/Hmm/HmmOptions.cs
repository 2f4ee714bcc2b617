using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>Settings of <see cref="Hmm"/>.</summary>
/// <param name="File">A table; null for sequences that the program draws.</param>
/// <param name="Column">Of the table: the numbers.</param>
/// <param name="Time">Of the table: when; null for the numbers of the rows.</param>
/// <param name="Sequences">To draw.</param>
/// <param name="Length">Of each.</param>
/// <param name="States">Of the model.</param>
/// <param name="Steps">Gradient steps.</param>
/// <param name="LearningRate">Of Adam, at the start.</param>
/// <param name="Nuts">Whether chains stand beside the other methods.</param>
/// <param name="Engine">How the chains' density is computed.</param>
internal sealed record HmmOptions(string? File, string Column, string? Time, int Sequences, int Length, int States, int Steps, double LearningRate, bool Nuts, Engine Engine)
{
    /// <exception cref="PplException">PPL301, PPL303, PPL307, PPL308, PPL314.</exception>
    public HmmData ReadOrDraw(Rng rng) => File is null ? HmmData.Draw(Sequences, Length, rng) : HmmData.Read(File, Column, Time, States);
}
