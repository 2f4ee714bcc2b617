using Ppl.Infer;
using Spectre.Console;

namespace Ppl.Examples;

/// <summary>How the fits of <see cref="FactorAnalysis"/> go.</summary>
internal static class FactorFitting
{
    /// <summary>Draws of z for each row and gradient.</summary>
    public const int Particles = 4;

    /// <summary>Passes over the rows in minibatches. The learning rate falls along half a cosine: late steps average the noise of the gradient out.</summary>
    public static FitResult Run<TData>(Svi<TData> svi, IDataset<TData> training, string name, FactorAnalysisOptions options, ExampleRun run)
    {
        FitResult? result = null;
        run.Console.WriteLine(name);
        run.Follow("rows", options.Epochs * training.Count, track => result = svi.Fit(training, new FitOptions
        {
            Epochs = options.Epochs,
            BatchSize = options.Batch,
            Schedules = [Schedules.Cosine(minimum: 1e-3)],
            Progress = new FitTrack(track, options.Batch, "a row"),
            Cancel = run.Cancel,
        }));
        return result!;
    }
}
