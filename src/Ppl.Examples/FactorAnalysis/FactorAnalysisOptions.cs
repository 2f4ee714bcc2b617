namespace Ppl.Examples;

/// <summary>Settings of <see cref="FactorAnalysis"/>.</summary>
/// <param name="File">A CSV file; null draws the data.</param>
/// <param name="Columns">Of the file.</param>
/// <param name="Factors">K, the length of z.</param>
/// <param name="Missing">The share of cells that the program leaves out of data that it draws.</param>
/// <param name="Rows">Training rows that it draws.</param>
/// <param name="Epochs">Passes over the training rows.</param>
/// <param name="Batch">Rows in a step.</param>
/// <param name="LearningRate">Of Adam, at the start.</param>
/// <param name="Hidden">Units in the hidden layer of the non-linear decoder, and of its encoder.</param>
internal sealed record FactorAnalysisOptions(
    string? File, IReadOnlyList<string> Columns, int Factors, double Missing, int Rows, int Epochs, int Batch, double LearningRate, int Hidden);
