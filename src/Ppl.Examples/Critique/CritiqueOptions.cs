namespace Ppl.Examples;

/// <summary>Settings of <see cref="Critique"/>.</summary>
/// <param name="File">A table; null for counts that the program draws.</param>
/// <param name="Count">Of the table: the column of counts.</param>
/// <param name="Covariate">Of the table: the column of numbers that may go with them.</param>
/// <param name="Rows">To draw; half of them are held out.</param>
/// <param name="Epochs">Gradient steps of each fit, on all rows.</param>
/// <param name="Draws">From each posterior, and replicated data sets.</param>
/// <param name="LearningRate">Of Adam, at the start.</param>
internal sealed record CritiqueOptions(string? File, string Count, string Covariate, int Rows, int Epochs, int Draws, double LearningRate)
{
    /// <exception cref="PplException">PPL301, PPL303, PPL307, PPL308: the file.</exception>
    public CritiqueData ReadOrDraw(Rng rng) => File is null ? CritiqueData.Draw(Rows, rng) : CritiqueData.Read(File, Count, Covariate, rng);
}
