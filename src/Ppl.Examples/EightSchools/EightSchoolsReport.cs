using System.Globalization;
using System.Text.Json.Nodes;

namespace Ppl.Examples;

/// <summary>The guides of <see cref="EightSchools"/> beside the exact posterior: a table, the figures, a page, metrics.</summary>
internal static class EightSchoolsReport
{
    public static void Write(SchoolsFits fits, ExampleRun run)
    {
        (SchoolsFit best, SchoolsAnswer exact) = (fits.Best, fits.Exact.Answer);
        ResultTable results = Table(fits);
        run.Console.Write(results.ToConsole());
        new HtmlReport
        {
            Example = "eight-schools",
            Title = "Eight schools: a funnel, and which guide to believe",
            Answer = $"The lowest k-hat, {Text(best.KHat)}, has the {best.Name}: {Verdict(best.KHat)}. By it the schools' effects spread around {Text(best.Answer.Mu)} by {Text(best.Answer.Tau)} points, "
                + $"and its draws with their importance weights say {Text(best.Corrected.Mu)} and {Text(best.Corrected.Tau)}. The exact posterior has {Text(exact.Mu)} and {Text(exact.Tau)}. "
                + "To be expected on Rubin's data: a k-hat of 0.78 to 1.00 for each centred guide, which misses the neck of the funnel, and of 0.54 to 0.74 for each non-centred one."
                + string.Concat(fits.Chains.Select(chains => " " + chains.Words)) + string.Concat(fits.Calibrations.Select(calibration => " " + calibration.Words)),
            Results = results,
            Tables = [.. fits.Chains.Select(chains => chains.Table())],
            Figures = new EightSchoolsFigures(fits).All(),
            Graph = EightSchools.Graph(run),
            Model = ModelText.Of(nameof(SchoolsModels), "Centred", "NonCentred").Then(ModelText.Of(nameof(EightSchools), "Guides")),
            Settings =
            [
                ("data", fits.Options.Data ?? "Rubin 1981"),
                ("schools", Text(fits.Schools.Count)),
                ("gradient steps of each guide", Text(fits.Options.Steps)),
                ("learning rate of Adam", fits.Options.LearningRate.ToString(CultureInfo.InvariantCulture) + ", falling to a hundredth"),
                ("draws for a gradient", Text(EightSchools.Particles)),
                ("draws for k-hat, bound, means and deviations", Text(EightSchools.Draws)),
            ],
            Run = run,
            Duration = fits.Duration,
        }.Add();
        run.Output.Add(Metrics.FileName, Metrics.Encode(Describe(fits, run)));
    }

    private static ResultTable Table(SchoolsFits fits)
    {
        var results = new ResultTable("mean ± standard deviation, in points", "k-hat", "the guide is", "bound, nats", "mu", "tau", "theta of school 1", "seconds");
        foreach (SchoolsFit fit in fits.Fits)
            Add(fit.Name, Text(fit.KHat), Verdict(fit.KHat), Text(fit.Elbo), fit.Answer, fit.Duration.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture));
        Add($"{fits.Best.Name}, weighted", "", "", "", fits.Best.Corrected);
        foreach (NutsRun chains in fits.Chains) Add(chains.Name, "", "", "", SchoolsAnswer.Of(chains.Samples), chains.Seconds);
        Add("exact; its log evidence", "", "", Text(fits.Exact.LogEvidence), fits.Exact.Answer);
        return results;

        void Add(string name, string kHat, string verdict, string bound, SchoolsAnswer answer, string seconds = "") =>
            results.Add(name, kHat, verdict, bound, Text(answer.Mu), Text(answer.Tau), Text(answer.Theta[0]), seconds);
    }

    /// <summary>What k-hat says of a guide (Vehtari and others 2024).</summary>
    private static string Verdict(double kHat) => kHat switch { < 0.5 => "good", <= 0.7 => "usable, with weights", _ => "bad" };

    private static JsonObject Describe(SchoolsFits fits, ExampleRun run)
    {
        JsonObject metrics = Metrics.Of("eight-schools", run);
        metrics["data"] = fits.Options.Data ?? "rubin";
        metrics["schools"] = fits.Schools.Count;
        metrics["learning_rate"] = fits.Options.LearningRate;
        metrics["steps"] = fits.Options.Steps;
        metrics["epochs"] = fits.Options.Steps;
        metrics["best_guide"] = fits.Best.Name;
        metrics["elbo"] = fits.Best.Elbo;
        metrics["log_evidence"] = fits.Exact.LogEvidence;
        metrics["k_hat"] = ByGuide(fits, fit => fit.KHat);
        metrics["elbos"] = ByGuide(fits, fit => fit.Elbo);
        Add("mu", answer => answer.Mu);
        Add("tau", answer => answer.Tau);
        for (int i = 0; i < fits.Schools.Count; i++)
        {
            int school = i;
            Add($"theta_{school + 1}", answer => answer.Theta[school]);
        }
        foreach (NutsRun chains in fits.Chains) chains.Describe(metrics);
        foreach (NutsCalibration calibration in fits.Calibrations) calibration.Describe(metrics);
        metrics["seconds"] = fits.Duration.TotalSeconds;
        return metrics;

        void Add(string name, Func<SchoolsAnswer, Moments> of)
        {
            metrics[$"{name}_mean"] = ByGuide(fits, fit => of(fit.Answer).Mean);
            metrics[$"{name}_deviation"] = ByGuide(fits, fit => of(fit.Answer).Deviation);
            metrics[$"{name}_mean_weighted"] = of(fits.Best.Corrected).Mean;
            metrics[$"{name}_deviation_weighted"] = of(fits.Best.Corrected).Deviation;
            metrics[$"{name}_mean_exact"] = of(fits.Exact.Answer).Mean;
            metrics[$"{name}_deviation_exact"] = of(fits.Exact.Answer).Deviation;
        }
    }

    private static JsonObject ByGuide(SchoolsFits fits, Func<SchoolsFit, double> number) =>
        new(fits.Fits.Select(fit => KeyValuePair.Create(fit.Name, (JsonNode?)number(fit))));

    private static string Text(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("F2", CultureInfo.InvariantCulture);

    private static string Text(Moments moments) => $"{Text(moments.Mean)} ± {Text(moments.Deviation)}";
}
