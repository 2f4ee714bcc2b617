using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>Settings of <see cref="Regression"/>.</summary>
/// <param name="Model">"linear", "logistic" or "both".</param>
/// <param name="Data">A CSV file; null to draw rows.</param>
/// <param name="Target">The file's column that is to be told from the others.</param>
/// <param name="Rows">To draw.</param>
/// <param name="Inputs">To draw.</param>
/// <param name="Epochs">Passes of each guide over the rows.</param>
/// <param name="Batch">Rows in a step.</param>
/// <param name="LearningRate">Of Adam, at the start.</param>
/// <param name="Nuts">Whether chains stand beside the guides.</param>
/// <param name="Engine">How the chains' density is computed.</param>
internal sealed record RegressionOptions(string Model, string? Data, string Target, int Rows, int Inputs, int Epochs, int Batch, double LearningRate, bool Nuts, Engine Engine)
{
    public const int DefaultRows = 10_000, DefaultInputs = 50, DefaultBatch = 500;

    /// <summary>A guide begins a few times as wide as a posterior of so many rows.</summary>
    private const double Wide = 5;

    /// <summary>Draws or reads what is to be fitted.</summary>
    public IReadOnlyList<RegressionTable> Tables(Rng rng)
    {
        if (Data is not null) return [RegressionTable.Read(Data, Target, Model == "both" ? null : Model == "logistic")];
        return [.. new[] { false, true }.Where(isLogistic => Model == "both" || Model == (isLogistic ? "logistic" : "linear")).Select(Draw)];

        RegressionTable Draw(bool isLogistic)
        {
            using Rng own = rng.Fork(isLogistic ? 2UL : 1UL);
            return RegressionTable.Draw(own, Rows, Inputs, isLogistic);
        }
    }

    public int StepsFor(RegressionTable table) => Epochs * (int)Math.Ceiling((double)table.Rows / Batch);

    public double StartFor(RegressionTable table) => Wide / Math.Sqrt(table.Rows);
}
