using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>Where the bound of SVI ends from several starts.</summary>
internal static class TopicClimb
{
    /// <summary>A few epochs from each start; then many, at a rate that falls along half a cosine, from where the bound is highest.</summary>
    /// <param name="engines">One for each start.</param>
    /// <param name="documents">To learn from.</param>
    /// <param name="bound">That of an engine for all documents.</param>
    /// <param name="options">Epochs, and documents in a step.</param>
    /// <param name="run">Where this happens.</param>
    /// <returns>The place of the best engine, and its bound by epoch, in nats for all documents.</returns>
    public static (int Best, double[] Course) From<TData>(
        IReadOnlyList<Svi<TData>> engines, IDataset<TData> documents, Func<Svi<TData>, double> bound, LdaOptions options, ExampleRun run)
    {
        int batch = options.BatchOf(documents.Count), best = 0;
        List<FitEpoch> course = [];
        run.Follow("documents", (engines.Count * options.Scouting + options.Epochs) * documents.Count, track =>
        {
            IReadOnlyList<FitEpoch>[] scouted = [.. engines.Select(svi => Fit(svi, options.Scouting, []))];
            best = Enumerable.Range(0, engines.Count).MaxBy(i => bound(engines[i]));
            course.AddRange([.. scouted[best], .. Fit(engines[best], options.Epochs, [Schedules.Cosine(minimum: 0.01)])]);

            IReadOnlyList<FitEpoch> Fit(Svi<TData> svi, int epochs, IReadOnlyList<Schedule> schedules) => svi.Fit(documents, new FitOptions
            {
                Epochs = epochs,
                BatchSize = batch,
                Schedules = schedules,
                Progress = new FitTrack(track, batch, "a document"),
                Cancel = run.Cancel,
            }).History;
        });
        return (best, [.. course.Select(epoch => -epoch.TrainingLoss * documents.Count)]);
    }
}
