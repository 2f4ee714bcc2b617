using System.Globalization;
using System.Text.Json.Nodes;

namespace Ppl.Examples;

/// <summary>What <see cref="Hmm"/> found beside what is known: a table, pictures, a page, metrics.</summary>
internal static class HmmReport
{
    public static void Write(HmmFit fit, ExampleRun run)
    {
        ResultTable results = Results(fit);
        run.Console.Write(results.ToConsole());
        new HtmlReport
        {
            Example = "hmm",
            Title = $"{Text(fit.Options.States)} hidden states behind {Text(fit.Data.Count)} numbers",
            Answer = Answer(fit),
            Results = results,
            Tables = fit.Chains is { } chains ? [chains.Table()] : [],
            Figures = [.. new HmmFigures(fit).All, .. fit.Chains is { } drawn ? ChainFigures.Of(drawn, "mean_1", "stay_1") : []],
            Graph = fit.Graph,
            Model = ModelText.Of(nameof(HmmModel), "Sequences", "Chains").Then(ModelText.Of(nameof(Hmm), "Guide")),
            Settings =
            [
                ("expected", "evidence, probabilities and path by enumeration are those of the forward and the backward algorithm and of Viterbi's; the parameters lie near EM's"
                    + (fit.Data.Truth is null ? "" : "; nine states in ten are decoded right")),
                ("data", fit.Options.File is { } file ? $"{fit.Data.Name} of {Path.GetFileName(file)}, {Text(fit.Data.Length)} numbers; the priors are of these less their mean and over their standard deviation"
                    : $"{Text(fit.Data.Sequences.Length)} sequences of {Text(fit.Data.Length)} numbers, drawn"),
                ("states", Text(fit.Options.States)),
                ("gradient steps", Text(fit.Options.Steps)),
                ("learning rate", $"{Text(fit.Options.LearningRate)}, falling to a hundredth"),
                ("graph", "of the first four steps"),
            ],
            Run = run,
            Duration = fit.Duration,
        }.Add();
        run.Output.Add(Metrics.FileName, Metrics.Encode(Describe(fit, run)));
    }

    private static string Answer(HmmFit fit)
    {
        double unit = fit.Data.LogUnit;
        string means = string.Join(", ", fit.Data.InUnits(fit.Svi.Model).Means.Select((mean, j) => Pair(mean, fit.Data.Scale * fit.Svi.Deviations.Means[j])));
        string path = fit.Accuracy is { } share ? $"The most probable paths have {Text(100 * share, "F1")} % of the states right."
            : $"On the most probable path, the state changes at {(fit.Changes.Length == 0 ? "no time" : string.Join(", ", fit.Changes.Select(time => Text(time))))}.";
        return $"The states' means are {means} (± standard deviation of q). At the centre of q, the log evidence with the states summed out by enumeration is {Text(fit.Decoding.LogEvidence + unit, "F6")} nats; the forward "
            + $"algorithm says {Text(fit.ForwardLogEvidence + unit, "F6")}. {path} Viterbi's differ from them at {Text(fit.PathDifferences)} of {Text(fit.Data.Count)} steps."
            + (fit.Chains is { } chains ? $" {chains.Words}" : "");
    }

    private static ResultTable Results(HmmFit fit)
    {
        (HiddenMarkov svi, HiddenMarkov em, HiddenMarkov deviations) = (fit.Data.InUnits(fit.Svi.Model), fit.Data.InUnits(fit.Em.Model.Sorted()), fit.Svi.Deviations);
        HiddenMarkov? truth = fit.Data.Truth;
        bool isKnown = truth?.States == fit.Options.States;
        var table = new ResultTable([.. Row("", "SVI, states summed out", "EM (Baum and Welch)", "truth", "NUTS")]);
        for (int j = 0; j < fit.Options.States; j++)
        {
            Add($"mean of state {j + 1}", Pair(svi.Means[j], fit.Data.Scale * deviations.Means[j]), Text(em.Means[j], "G5"), isKnown ? Text(truth!.Means[j]) : "", Drawn($"mean_{j + 1}"));
            Add($"standard deviation of state {j + 1}", Pair(svi.Scales[j], fit.Data.Scale * deviations.Scales[j]), Text(em.Scales[j], "G5"), isKnown ? Text(truth!.Scales[j]) : "", Drawn($"scale_{j + 1}"));
            Add($"P(stay in state {j + 1})", Pair(svi.Transition[j][j], deviations.Transition[j][j]), Text(em.Transition[j][j], "G5"), isKnown ? Text(truth!.Transition[j][j]) : "", Drawn($"stay_{j + 1}"));
        }
        double unit = fit.Data.LogUnit;
        Add("log evidence of the sequences at this point, by enumeration, nats", Text(fit.Decoding.LogEvidence + unit, "F6"));
        Add("the same by the forward algorithm, nats", Text(fit.ForwardLogEvidence + unit, "F6"), Text(fit.Em.LogLikelihood + unit, "F6"),
            truth is null ? "" : Text(fit.Data.Sequences.Sum(truth.LogEvidence), "F6"));
        Add("bound under the prior, nats", Text(fit.Svi.Bound + unit, "F2"));
        if (fit.Accuracy is { } share) Add("states decoded right", Text(100 * share, "F1") + " %");
        Add("steps, rounds", Text(fit.Options.Steps), Text(fit.Em.LogLikelihoods.Count - 1));
        Add("seconds", Text(fit.Svi.Seconds, "F1"), drawn: fit.Chains?.Seconds ?? "");
        return table;

        void Add(string row, string learnt, string other = "", string known = "", string drawn = "") => table.Add([.. Row(row, learnt, other, known, drawn)]);

        // There is a column for chains where they were asked for, and one for the truth where it is known.
        IEnumerable<string> Row(string row, string learnt, string other, string known, string drawn) =>
            [row, learnt, .. fit.Chains is null ? [] : new[] { drawn }, other, .. truth is null ? [] : new[] { known }];

        string Drawn(string quantity) => fit.Chains is { } chains ? Pair(chains[quantity].Moments.Mean, chains[quantity].Moments.Deviation) : "";
    }

    private static JsonObject Describe(HmmFit fit, ExampleRun run)
    {
        double unit = fit.Data.LogUnit;
        JsonObject metrics = Metrics.Of("hmm", run);
        metrics["learning_rate"] = fit.Options.LearningRate;
        metrics["sequences"] = fit.Data.Sequences.Length;
        metrics["length"] = fit.Data.Length;
        metrics["states"] = fit.Options.States;
        metrics["steps"] = fit.Options.Steps;
        metrics["epochs"] = fit.Options.Steps;
        metrics["elbo"] = fit.Svi.Bound + unit;
        metrics["log_evidence"] = fit.Decoding.LogEvidence + unit;
        metrics["forward_log_evidence"] = fit.ForwardLogEvidence + unit;
        metrics["em_log_likelihood"] = fit.Em.LogLikelihood + unit;
        metrics["posterior_difference"] = fit.PosteriorDifference;
        metrics["path_differences"] = fit.PathDifferences;
        if (fit.Accuracy is { } share) metrics["path_accuracy"] = share;
        metrics["changes"] = Numbers(fit.Changes);
        metrics["svi_means"] = Numbers(fit.Data.InUnits(fit.Svi.Model).Means);
        metrics["svi_mean_sds"] = Numbers(fit.Svi.Deviations.Means.Select(deviation => fit.Data.Scale * deviation));
        metrics["svi_scales"] = Numbers(fit.Data.InUnits(fit.Svi.Model).Scales);
        metrics["svi_stays"] = Numbers(fit.Svi.Model.Transition.Select((row, j) => row[j]));
        metrics["em_means"] = Numbers(fit.Data.InUnits(fit.Em.Model.Sorted()).Means);
        fit.Chains?.Describe(metrics);
        metrics["seconds"] = fit.Duration.TotalSeconds;
        return metrics;
    }

    private static JsonArray Numbers(IEnumerable<double> numbers) => new([.. numbers.Select(number => (JsonNode)number)]);

    private static string Pair(double number, double deviation) => $"{Text(number, "G5")} ± {Text(deviation, "G2")}";

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double number, string format = "G6") => number.ToString(format, CultureInfo.InvariantCulture);
}
