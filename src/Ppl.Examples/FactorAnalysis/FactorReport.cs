using System.Globalization;
using System.Text.Json.Nodes;

namespace Ppl.Examples;

/// <summary>What <see cref="FactorAnalysis"/> found: a table, figures, a page, metrics.</summary>
internal static class FactorReport
{
    public static void Write(FactorResults results, ExampleRun run)
    {
        ResultTable table = Table(results);
        run.Console.Write(table.ToConsole());
        new HtmlReport
        {
            Example = "fa",
            Title = $"Factor analysis: {results.Options.Factors} factors behind {results.Data.Columns.Count} columns",
            Answer = Answer(results),
            Results = table,
            Figures = new FactorFigures(results).All,
            Graph = results.Graph,
            Model = new ModelText(
            [
                .. ModelText.Of(nameof(FactorAnalysis), "Model", "LocalGuide", "AmortisedGuide", "Seen").Tokens, (TokenKind.Plain, "\n\n"),
                .. ModelText.Of(nameof(CurvedFactors), "Model", "Guide", "Guess").Tokens,
            ]),
            Settings = Settings(results),
            Run = run,
            Duration = results.Duration,
        }.Add();
        run.Output.Add(Metrics.FileName, Metrics.Encode(Describe(results, run)));
    }

    private static string Answer(FactorResults results)
    {
        FactorFit svi = results.Amortised;
        string angle = results.Data.Truth is null
            ? $"The space of W's columns is {Short(results.AngleOf(svi.Model))} degrees from EM's."
            : $"The space of the planted W's columns is found to {Short(results.AngleOf(svi.Model))} degrees, by EM to {Short(results.AngleOf(results.Em.Model))} (expected: less than 3 with 5,000 rows).";
        string items = results.ItemsAtHome is { } home ? $" After a varimax rotation {home} of the {results.Data.Columns.Count} items load most on the factor of their own scale." : "";
        return $"On {Text(results.Data.Test.RowCount)} test rows the log likelihood of SVI is {Text(results.TestLogLikelihood(svi.Model))} nats a row with the amortised guide and "
            + $"{Text(results.TestLogLikelihood(results.Local.Model))} with the local one; that of EM is {Text(results.TestLogLikelihood(results.Em.Model))} (expected: within 0.5 %). "
            + $"The amortised guide's means are within {Text(svi.Check.MeanDifference)} of the exact posterior's, its standard deviations within {Percent(svi.Check.DeviationDifference)} "
            + $"(expected: 0.02 and 2 %, where no cells are missing). {angle}{items} The non-linear decoder reaches {Text(results.Curved.TestLogLikelihood)} nats a test row.";
    }

    private static ResultTable Table(FactorResults results)
    {
        string[] Row(string name, FactorModel model, string bound = "", string means = "", string deviations = "", string seconds = "") =>
            [name, Text(results.TestLogLikelihood(model)), Text(results.TrainingLogLikelihood(model)), bound, Short(results.AngleOf(model)), means, deviations, seconds];
        string[] Guide(string name, FactorFit fit) =>
            Row(name, fit.Model, Text(fit.Bound), Text(fit.Check.MeanDifference), Percent(fit.Check.DeviationDifference), Seconds(fit.Seconds));
        ResultTable table = new ResultTable("nats a row", "test log likelihood", "training log likelihood", "bound, last epoch",
                results.Data.Truth is null ? "angle to EM's W, degrees" : "angle to the true W, degrees", "means of q, off by", "deviations of q, off by", "seconds")
            .Add(Guide("SVI, local guide", results.Local))
            .Add(Guide("SVI, amortised guide", results.Amortised))
            .Add(Row("EM: maximum likelihood", results.Em.Model, seconds: Seconds(results.Em.Duration.TotalSeconds)));
        if (results.Data.Truth is { } truth) table.Add(Row("truth", truth));
        return table.Add("non-linear decoder, by importance sampling", Text(results.Curved.TestLogLikelihood), "", Text(results.Curved.Bound), "", "", "", Seconds(results.Curved.Seconds));
    }

    private static IReadOnlyList<(string, string)> Settings(FactorResults results) =>
    [
        ("data", results.Options.File ?? "drawn"),
        ("training rows", Text(results.Data.Training.RowCount)),
        ("test rows", Text(results.Data.Test.RowCount)),
        ("columns", string.Join(", ", results.Data.Columns)),
        ("missing cells", Text(results.Data.MissingCells)),
        ("factors", Text(results.Options.Factors)),
        ("epochs", Text(results.Options.Epochs)),
        ("rows in a step", Text(results.Options.Batch)),
        ("learning rate of Adam", $"{results.Options.LearningRate.ToString(CultureInfo.InvariantCulture)}, a tenth of it for networks; falling to a thousandth"),
        ("draws for a gradient", Text(FactorFitting.Particles)),
        ("iterations of EM", Text(results.Em.LogLikelihoods.Count - 1)),
        ("units of the hidden layer", Text(results.Options.Hidden)),
        ("draws for a test row of the non-linear decoder", Text(CurvedFactors.Draws)),
    ];

    private static JsonObject Describe(FactorResults results, ExampleRun run)
    {
        JsonObject metrics = Metrics.Of("fa", run);
        metrics["data"] = results.Options.File ?? "drawn";
        metrics["training_rows"] = results.Data.Training.RowCount;
        metrics["test_rows"] = results.Data.Test.RowCount;
        metrics["columns"] = results.Data.Columns.Count;
        metrics["missing_cells"] = results.Data.MissingCells;
        metrics["factors"] = results.Options.Factors;
        metrics["learning_rate"] = results.Options.LearningRate;
        metrics["batch"] = results.Options.Batch;
        metrics["hidden"] = results.Options.Hidden;
        metrics["epochs"] = results.Amortised.Result.History.Count;
        metrics["steps"] = results.Amortised.Result.Steps;
        metrics["elbo"] = results.Amortised.Bound;
        metrics["local_elbo"] = results.Local.Bound;
        metrics["svi_test_log_likelihood"] = results.TestLogLikelihood(results.Amortised.Model);
        metrics["local_test_log_likelihood"] = results.TestLogLikelihood(results.Local.Model);
        metrics["em_test_log_likelihood"] = results.TestLogLikelihood(results.Em.Model);
        metrics["em_iterations"] = results.Em.LogLikelihoods.Count - 1;
        metrics["posterior_mean_difference"] = results.Amortised.Check.MeanDifference;
        metrics["posterior_sd_difference"] = results.Amortised.Check.DeviationDifference;
        metrics["principal_angle_degrees"] = results.AngleOf(results.Amortised.Model);
        metrics["principal_angle_to"] = results.Data.Truth is null ? "em" : "truth";
        if (results.Data.Truth is not null) metrics["em_principal_angle_degrees"] = results.AngleOf(results.Em.Model);
        if (results.ItemsAtHome is { } home) metrics["items_on_own_scale"] = home;
        metrics["nonlinear_test_log_likelihood"] = results.Curved.TestLogLikelihood;
        metrics["seconds"] = results.Duration.TotalSeconds;
        return metrics;
    }

    private static string Text(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("F3", CultureInfo.InvariantCulture);

    private static string Short(double number) => number.ToString("F2", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";

    private static string Seconds(double seconds) => seconds.ToString("F1", CultureInfo.InvariantCulture);
}
