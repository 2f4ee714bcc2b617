using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>Settings of <see cref="Radon"/>.</summary>
/// <param name="Data">A CSV file of houses; null to draw them.</param>
/// <param name="Steps">Gradient steps of each guide.</param>
/// <param name="LearningRate">Of Adam, at the start.</param>
/// <param name="Engine">How the chains' density is computed.</param>
internal sealed record RadonOptions(string? Data, int Steps, double LearningRate, Engine Engine);
