using System.Globalization;
using System.Text.Json.Nodes;
using MathNet.Numerics.Statistics;

namespace Ppl.Examples;

/// <summary>The models of <see cref="Critique"/> beside each other: a table, the figures, a page, metrics.</summary>
internal static class CritiqueReport
{
    public static void Write(CritiqueResult result, ExampleRun run)
    {
        ResultTable table = Table(result);
        run.Console.Write(table.ToConsole());
        new HtmlReport
        {
            Example = "critique",
            Title = $"{Text(result.Data.Training.Count)} counts, and three models of them: build, compute, critique, repeat",
            Answer = Answer(result),
            Results = table,
            Figures = new CritiqueFigures(result).All,
            Graph = Critique.Graph(run),
            Model = ModelText.Of(nameof(Critique), "OneRate", "ManyRates", "RatesByX", "Scattered"),
            Settings =
            [
                ("expected", result.Data.TrueLogDensities is null
                    ? "each model is refuted in some respect, or passes; the log density of held-out rows says whether the next is worth it"
                    : "the Poisson model is refuted by all; the negative binomial by the correlation with x, and no longer by variance to mean and zeros; with x, none is. The log density of a held-out row rises twice, to that of the truth"),
                ("data", result.Options.File is { } file ? $"{result.Options.Count} and {result.Options.Covariate} of {Path.GetFileName(file)}"
                    : $"drawn: x ~ Uniform(-1, 1), y of mean exp({Text(CritiqueData.Level)} + {Text(CritiqueData.Slope)} x) and variance mean + {Text(CritiqueData.Spread)} mean²"),
                ("training rows", Text(result.Data.Training.Count)),
                ("held-out rows", Text(result.Data.HeldOut.Count)),
                ("gradient steps of each fit", Text(result.Options.Epochs)),
                ("learning rate of Adam", $"{Text(result.Options.LearningRate)}, falling to a hundredth"),
                ("draws for a gradient", Text(Critique.Particles)),
                ("draws for bound and k-hat", Text(Critique.WeighedDraws)),
                ("draws from each posterior, and replicated data sets", Text(result.Options.Draws)),
                ("a model is refuted", $"by a p-value beyond {Text(PredictiveCheck.Tail)} on either side"),
                ("graph", "of the last model"),
            ],
            Run = run,
            Duration = result.Duration,
        }.Add();
        run.Output.Add(Metrics.FileName, Metrics.Encode(Describe(result, run)));
    }

    private static string Answer(CritiqueResult result)
    {
        string truth = result.Data.TrueLogDensities is { } densities ? $"; that of the distribution that the rows were drawn from is {Text(densities.Mean(), "F3")}" : "";
        return string.Join(' ', result.Models.Select(Sentence)) + " The mean log density of a held-out row goes " + string.Join(", ", result.Models.Select(model => Text(model.HeldOut.Mean(), "F3")))
            + $" nats{truth}. The improvements gain {string.Join(", then ", result.Gains.Take(result.Models.Count - 1).Select(gain => Pair(gain.Gain)))} nats a row (± standard error of the paired difference).";

        static string Sentence(CriticisedModel model)
        {
            PredictiveCheck[] against = [.. model.Checks.Where(check => check.Refutes)];
            string name = $"{char.ToUpperInvariant(model.Name[0])}{model.Name[1..]}";
            return against.Length == 0 ? $"{name}: not refuted by any of {model.Checks.Count} checks."
                : $"{name}: refuted by {string.Join(", ", against.Select(check => $"{check.Statistic.Name} (p = {Text(check.PValue, "F3")})"))}.";
        }
    }

    private static ResultTable Table(CritiqueResult result)
    {
        var table = new ResultTable(["", "data", .. result.Models.Select(model => model.Name), .. result.Data.TrueLogDensities is null ? Array.Empty<string>() : ["truth"]]);
        void Add(string row, Func<CriticisedModel, string> cell, string data = "", string truth = "") =>
            table.Add([row, data, .. result.Models.Select(cell), .. result.Data.TrueLogDensities is null ? Array.Empty<string>() : [truth]]);
        foreach (PredictiveCheck check in result.Models[0].Checks)
        {
            string key = check.Statistic.Key;
            Add(check.Statistic.Name, model => $"{Short(model.Check(key).Replicated.Mean())} ± {Short(model.Check(key).Replicated.StandardDeviation())}", Short(check.Observed));
            Add("p-value", model => Text(model.Check(key).PValue, "F3"));
        }
        Add("log density of a held-out row, nats", model => Pair(CritiqueResult.MeanOf(model.HeldOut)), truth: result.Data.TrueLogDensities is { } truth ? Pair(CritiqueResult.MeanOf(truth)) : "");
        table.Add(["gain on the one before, paired", "", "", .. result.Gains.Select(gain => Pair(gain.Gain))]);
        Add("bound, nats", model => Text(model.Bound, "F2"));
        Add("k-hat of the guide", model => Text(model.KHat, "F2"));
        Add("seconds", model => Text(model.Duration.TotalSeconds, "F1"));
        return table;
    }

    private static JsonObject Describe(CritiqueResult result, ExampleRun run)
    {
        JsonObject metrics = Metrics.Of("critique", run);
        metrics["data"] = result.Options.File ?? "drawn";
        metrics["training_rows"] = result.Data.Training.Count;
        metrics["held_out_rows"] = result.Data.HeldOut.Count;
        metrics["draws"] = result.Options.Draws;
        metrics["learning_rate"] = result.Options.LearningRate;
        metrics["epochs"] = result.Options.Epochs;
        metrics["steps"] = result.Models[^1].Steps;
        metrics["elbo"] = result.Models[^1].Bound;
        metrics["elbos"] = ByModel(result, model => model.Bound);
        metrics["k_hat"] = ByModel(result, model => model.KHat);
        foreach (TestStatistic statistic in TestStatistic.All)
        {
            metrics[$"{statistic.Key}_observed"] = result.Models[0].Check(statistic.Key).Observed;
            metrics[$"{statistic.Key}_p_value"] = ByModel(result, model => model.Check(statistic.Key).PValue);
        }
        double mean = result.Data.Training.Y.Mean();
        metrics["prior_p_value_of_mean"] = ByModel(result, model => model.PriorMeans.Average(prior => prior > mean ? 1.0 : 0));
        metrics["held_out_log_densities"] = ByModel(result, model => model.HeldOut.Mean());
        metrics["held_out_log_density"] = result.Models[^1].HeldOut.Mean();
        if (result.Data.TrueLogDensities is { } truth) metrics["true_held_out_log_density"] = truth.Mean();
        metrics["gains"] = new JsonObject(result.Gains.Select(gain => KeyValuePair.Create(gain.Name, (JsonNode?)gain.Gain.Mean)));
        metrics["gain_errors"] = new JsonObject(result.Gains.Select(gain => KeyValuePair.Create(gain.Name, (JsonNode?)gain.Gain.Deviation)));
        metrics["seconds"] = result.Duration.TotalSeconds;
        return metrics;
    }

    private static JsonObject ByModel(CritiqueResult result, Func<CriticisedModel, double> number) =>
        new(result.Models.Select(model => KeyValuePair.Create(model.Name, (JsonNode?)number(model))));

    private static string Pair(Moments moments) => $"{Text(moments.Mean, "F3")} ± {Text(moments.Deviation, "F3")}";

    /// <summary>Two decimals, and no sign before a zero.</summary>
    private static string Short(double number) => Text(Math.Round(number, 2) + 0.0, "F2");

    private static string Text(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double number, string format = "G6") => number.ToString(format, CultureInfo.InvariantCulture);
}
