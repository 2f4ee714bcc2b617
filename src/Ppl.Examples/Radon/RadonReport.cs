using System.Globalization;
using System.Text.Json.Nodes;
using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>Chains and guides of <see cref="Radon"/> side by side, and three models: tables, the figures, a page, metrics.</summary>
internal static class RadonReport
{
    private static readonly string[] Shown = ["intercept", "uranium", "floor", "spread", "noise"];

    public static void Write(RadonResult result, ExampleRun run)
    {
        ResultTable results = Table(result), comparison = Compare(result.Comparison);
        run.Console.Write(results.ToConsole());
        run.Console.Write(comparison.ToConsole());
        NutsRun chains = result.NonCentred;
        new HtmlReport
        {
            Example = "radon",
            Title = "Radon: a hierarchy of counties",
            Answer = $"On the first floor log radon differs by {Text(chains["floor"].Moments)} from that in the basement; a county's level rises by {Text(chains["uranium"].Moments)} for each unit of its log uranium, and around that counties "
                + $"spread by {Text(chains["spread"].Moments)}. {chains.Words} {result.Centred.Words} Left out one by one: {result.Comparison.Verdict}.",
            Results = results,
            Tables = [("Models by what they predict of a house left out", comparison), chains.Table(), result.Centred.Table()],
            Figures = new RadonFigures(result).All(),
            Graph = Radon.Graph(run),
            Model = ModelText.Of(nameof(RadonModels), "Centred", "NonCentred", "Expected", "Measure", "OneLevel", "LevelsApart").Then(ModelText.Of(nameof(Radon), "Check")),
            Settings =
            [
                ("data", result.Options.Data ?? "drawn by the program"),
                ("houses", Text(result.Houses.Count)),
                ("counties", Text(result.Houses.Counties)),
                ("chains", $"{chains.Samples.Chains} of {Text(chains.Samples.Draws / chains.Samples.Chains)} draws"),
                ("gradient steps of each guide", Text(result.Options.Steps)),
                ("learning rate of Adam", result.Options.LearningRate.ToString(CultureInfo.InvariantCulture) + ", falling to a hundredth"),
                ("draws from each guide", Text(Radon.Draws)),
            ],
            Run = run,
            Duration = result.Duration,
        }.Add();
        run.Output.Add(Metrics.FileName, Metrics.Encode(Describe(result, run)));
    }

    private static ResultTable Table(RadonResult result)
    {
        var table = new ResultTable(["mean ± standard deviation", .. Shown, "k-hat", "divergent", "fewest effective draws", "seconds"]);
        foreach (NutsRun chains in new[] { result.NonCentred, result.Centred })
            table.Add([chains.Name, .. Of(chains.Quantities), "", Text(chains.Statistics.Divergences), $"{Text((int)chains.Slowest.BulkSize)}, {chains.Slowest.Name}", chains.Seconds]);
        foreach (RadonFit fit in result.Fits)
            table.Add([fit.Name, .. Of(fit.Quantities), Text(fit.KHat), "", "", fit.Duration.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)]);
        return result.Houses.Truth is { } truth ? table.Add(["planted", .. truth.All.Select(number => Text(number.Value)), "", "", "", ""]) : table;

        static IEnumerable<string> Of(IReadOnlyList<Quantity> quantities) => Shown.Select(name => Text(quantities.Single(quantity => quantity.Name == name).Moments));
    }

    private static ResultTable Compare(ModelComparison comparison)
    {
        var table = new ResultTable("", "elpd, nats", "behind the first", "effective parameters", "stacking weight", "k-hat too high");
        foreach (ComparedModel model in comparison)
        {
            var loo = (Loo)model.Estimate;
            table.Add(model.Name, Text(loo.Elpd, loo.StandardError), Text(0 - model.Difference, model.DifferenceError), Text(loo.EffectiveParameters), Text(model.StackingWeight),
                Text(loo.KHats.Count(kHat => kHat > loo.KHatLimit)));
        }
        return table;
    }

    private static JsonObject Describe(RadonResult result, ExampleRun run)
    {
        JsonObject metrics = Metrics.Of("radon", run);
        metrics["data"] = result.Options.Data ?? "drawn";
        metrics["houses"] = result.Houses.Count;
        metrics["counties"] = result.Houses.Counties;
        metrics["learning_rate"] = result.Options.LearningRate;
        metrics["steps"] = result.Options.Steps;
        metrics["epochs"] = result.Options.Steps;
        metrics["elbo"] = result.Fits.Max(fit => fit.Elbo);
        metrics["elbos"] = ByGuide(fit => fit.Elbo);
        metrics["k_hat"] = ByGuide(fit => fit.KHat);
        foreach (string name in Shown)
        {
            metrics[$"{name}_mean"] = ByGuide(fit => Moments(fit, name).Mean);
            metrics[$"{name}_sd"] = ByGuide(fit => Moments(fit, name).Deviation);
        }
        result.NonCentred.Describe(metrics);
        result.Centred.Describe(metrics);
        foreach ((string name, double value) in result.Houses.Truth?.All ?? []) metrics[$"planted_{name}"] = value;
        foreach (ComparedModel model in result.Comparison)
        {
            string key = model.Name.Replace(' ', '_');
            metrics[$"elpd_{key}"] = model.Estimate.Elpd;
            metrics[$"elpd_{key}_difference"] = model.Difference;
            metrics[$"elpd_{key}_difference_se"] = model.DifferenceError;
        }
        metrics["seconds"] = result.Duration.TotalSeconds;
        return metrics;

        JsonObject ByGuide(Func<RadonFit, double> number) => new(result.Fits.Select(fit => KeyValuePair.Create(fit.Name, (JsonNode?)number(fit))));
    }

    private static Moments Moments(RadonFit fit, string name) => fit.Quantities.Single(quantity => quantity.Name == name).Moments;

    private static string Text(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("F2", CultureInfo.InvariantCulture);

    private static string Text(double nats, double error) => FormattableString.Invariant($"{nats:F1} ± {error:F1}");

    private static string Text(Moments moments) => FormattableString.Invariant($"{moments.Mean:F3} ± {moments.Deviation:F3}");
}
