using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>Settings of <see cref="EightSchools"/>.</summary>
/// <param name="Data">A CSV file of estimates and their errors; null for Rubin's.</param>
/// <param name="Steps">Gradient steps of each guide.</param>
/// <param name="LearningRate">Of Adam, at the start.</param>
/// <param name="Nuts">Whether chains stand beside the guides.</param>
/// <param name="Calibrate">Data sets from the prior, by which the chains are calibrated; none when 0.</param>
/// <param name="Engine">How the chains' density is computed.</param>
internal sealed record EightSchoolsOptions(string? Data, int Steps, double LearningRate, bool Nuts, int Calibrate, Engine Engine);
