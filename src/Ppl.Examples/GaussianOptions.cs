namespace Ppl.Examples;

/// <summary>Settings of <see cref="Gaussian"/>.</summary>
internal sealed record GaussianOptions(int Steps, double LearningRate);
