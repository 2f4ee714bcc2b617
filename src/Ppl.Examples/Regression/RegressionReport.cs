using System.Globalization;
using System.Text.Json.Nodes;
using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>The fits of <see cref="Regression"/> beside the exact posterior or the reference: a table, the figures, a page, metrics.</summary>
internal static class RegressionReport
{
    public static void Write(RegressionResults all, ExampleRun run)
    {
        ResultTable results = Table(all);
        run.Console.Write(results.ToConsole());
        new HtmlReport
        {
            Example = "regression",
            Title = "Bayesian regression: guides by minibatches, and the exact posterior",
            Answer = string.Join(' ', all.Results.Select(Sentence))
                + " To be expected by default: AutoMultivariateNormal within 1.5 nats of the log evidence from minibatches and within 0.25 from all rows; AutoNormal 15 to 17 nats below, its means right, its deviations 0.6 of the exact ones."
                + string.Concat(Chains(all).Select(chains => " " + chains.Words)),
            Results = results,
            Tables = [.. Chains(all).Select(chains => chains.Table())],
            Figures = [.. all.Results.SelectMany(result => new RegressionFigures(result).All())],
            Graph = Regression.Graph(run),
            Model = ModelText.Of(nameof(RegressionModels), "Linear", "Logistic", "Along").Then(ModelText.Of(nameof(Regression), "Guides")),
            Settings = Settings(all),
            Run = run,
            Duration = all.Duration,
        }.Add();
        run.Output.Add(Metrics.FileName, Metrics.Encode(Describe(all, run)));
    }

    private static IEnumerable<NutsRun> Chains(RegressionResults all) => all.Results.Select(result => result.Chains).OfType<NutsRun>();

    private static string Sentence(RegressionResult result)
    {
        (RegressionFit best, RegressionReference reference) = (result.Best, result.Reference);
        return $"{char.ToUpperInvariant(result.Table.Kind[0])}{result.Table.Kind[1..]} regression: the highest bound, {Text(best.Elbo)} nats, has {best.Name}; the log evidence is {Text(reference.LogEvidence)} ({reference.Name}). "
            + $"Its {result.Table.Columns} coefficients are {best.Coefficients.MeansOff(reference.Coefficients):F2} standard deviations off, and its deviations {best.Coefficients.Width(reference.Coefficients):F2} of the reference's.";
    }

    private static ResultTable Table(RegressionResults all)
    {
        var table = new ResultTable("", "bound, nats", "k-hat", "means off, in deviations", "deviations, as shares", "seconds");
        foreach (RegressionResult result in all.Results)
        {
            RegressionReference reference = result.Reference;
            foreach (RegressionFit fit in result.Fits)
                table.Add($"{result.Table.Kind}: {fit.Name}", Text(fit.Elbo), Text(fit.KHat), Precise(fit.Coefficients.MeansOff(reference.Coefficients)),
                    Precise(fit.Coefficients.Width(reference.Coefficients)), fit.Duration.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture));
            if (result.Chains is { } chains)
            {
                var drawn = Coefficients.Of(chains, result.Table.Columns);
                table.Add(chains.Name, "", "", Precise(drawn.MeansOff(reference.Coefficients)), Precise(drawn.Width(reference.Coefficients)), chains.Seconds);
            }
            table.Add($"{result.Table.Kind}: {reference.Name}; log evidence", reference.Error == 0 ? Text(reference.LogEvidence) : $"{Text(reference.LogEvidence)} ± {Precise(reference.Error)}", Text(reference.KHat), "", "", "");
        }
        return table;
    }

    private static IReadOnlyList<(string, string)> Settings(RegressionResults all) =>
    [
        ("data", all.Options.Data ?? "drawn by the program"),
        ("rows", Text(all.Results[0].Table.Rows)),
        ("inputs", Text(all.Results[0].Table.Columns - 1)),
        ("epochs", Text(all.Options.Epochs)),
        ("rows in a step", Text(all.Options.Batch)),
        ("learning rate of Adam", all.Options.LearningRate.ToString(CultureInfo.InvariantCulture) + ", falling to a five-hundredth"),
        ("draws for a gradient", Text(Regression.Particles)),
        ("draws to judge a guide", Text(Regression.Draws)),
        ("draws of the logistic reference", Text(Regression.ReferenceDraws)),
    ];

    private static JsonObject Describe(RegressionResults all, ExampleRun run)
    {
        JsonObject metrics = Metrics.Of("regression", run);
        metrics["data"] = all.Options.Data ?? "drawn";
        metrics["model"] = all.Options.Model;
        metrics["rows"] = all.Results[0].Table.Rows;
        metrics["inputs"] = all.Results[0].Table.Columns - 1;
        metrics["epochs"] = all.Options.Epochs;
        metrics["batch"] = all.Options.Batch;
        metrics["steps"] = all.Options.StepsFor(all.Results[0].Table);
        metrics["learning_rate"] = all.Options.LearningRate;
        metrics["elbo"] = all.Results[0].Best.Elbo;
        metrics["log_evidence"] = all.Results[0].Reference.LogEvidence;
        foreach (RegressionResult result in all.Results)
        {
            (string kind, Coefficients reference) = (result.Table.Kind, result.Reference.Coefficients);
            metrics[$"{kind}_log_evidence"] = result.Reference.LogEvidence;
            metrics[$"{kind}_log_evidence_error"] = result.Reference.Error;
            metrics[$"{kind}_elbo"] = ByGuide(result, fit => fit.Elbo);
            metrics[$"{kind}_k_hat"] = ByGuide(result, fit => fit.KHat);
            metrics[$"{kind}_means_off"] = ByGuide(result, fit => fit.Coefficients.MeansOff(reference));
            metrics[$"{kind}_deviations_share"] = ByGuide(result, fit => fit.Coefficients.Width(reference));
            metrics[$"{kind}_coefficients"] = Array(result.Best.Coefficients.Means);
            metrics[$"{kind}_coefficient_deviations"] = Array(result.Best.Coefficients.Deviations);
            metrics[$"{kind}_coefficients_reference"] = Array(reference.Means);
            metrics[$"{kind}_coefficient_deviations_reference"] = Array(reference.Deviations);
            result.Chains?.Describe(metrics);
        }
        if (Chains(all).ToList() is { Count: > 0 } runs)
        {
            metrics["nuts_r_hat"] = runs.Max(chains => chains.Quantities.Max(quantity => RHat.Of(quantity.Chains)));
            metrics["nuts_ess"] = runs.Min(chains => chains.Slowest.BulkSize);
            metrics["nuts_divergences"] = runs.Sum(chains => chains.Statistics.Divergences);
        }
        metrics["seconds"] = all.Duration.TotalSeconds;
        return metrics;
    }

    private static JsonObject ByGuide(RegressionResult result, Func<RegressionFit, double?> number) =>
        new(result.Fits.Where(fit => number(fit) is not null).Select(fit => KeyValuePair.Create(fit.Name, (JsonNode?)number(fit))));

    private static JsonArray Array(IReadOnlyList<double> numbers) => [.. numbers.Select(number => (JsonNode?)number)];

    private static string Text(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double? number) => number?.ToString("F2", CultureInfo.InvariantCulture) ?? "";

    private static string Precise(double number) => number.ToString("F3", CultureInfo.InvariantCulture);
}
