using System.Globalization;
using System.Text.Json.Nodes;
using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples;

/// <summary>What <see cref="Gmm"/> found by several methods, beside the truth where it is known: a table, pictures, a page, metrics.</summary>
internal static class GmmReport
{
    public static void Write(GmmFit fit, ExampleRun run)
    {
        ResultTable results = Results(fit);
        run.Console.Write(results.ToConsole());
        new HtmlReport
        {
            Example = "gmm",
            Title = $"{Text(fit.Options.Components)} groups in {Text(fit.Data.Rows.Length)} points",
            Answer = Answer(fit),
            Results = results,
            Tables = fit.Chains is { } chains ? [chains.Table()] : [],
            Figures = [.. fit.Data.Dimensions == 1 ? new GmmLine(fit).All : new GmmPlane(fit).All, .. ChainPictures(fit)],
            Graph = fit.Graph,
            Model = ModelText.Of(nameof(MixtureModel), "Points", "Normals").Then(ModelText.Of(nameof(Gmm), "Guide")),
            Settings =
            [
                ("expected", fit.Data.Truth is null
                    ? "all methods find the same components; EM's log-likelihood is the highest, and never falls"
                    : "all methods find the three distributions; EM's log-likelihood is the highest, and never falls; ± of a mean by mean field is √(variance / points) within a tenth, "
                        + "with the assignments summed out 14 % more where two distributions overlap"),
                ("points", fit.Options.File is { } file ? $"{Text(fit.Data.Rows.Length)}: {string.Join(", ", fit.Data.Names)} of {Path.GetFileName(file)}; the priors are of these less their means and over their standard deviations"
                    : $"{Text(fit.Data.Rows.Length)} numbers, drawn"),
                ("components", Text(fit.Options.Components) + (fit.Data.Dimensions > 1 ? ", of full covariance" : "")),
                ("starts of each method", $"{Text(fit.Options.Starts)}: means at points far from each other"),
                ("epochs", $"{Text(fit.Options.Scouting)} from each start, {Text(fit.Options.Epochs)} more from the best"),
                ("points in a step", fit.Options.Batch is { } batch ? Text(Math.Min(batch, fit.Data.Rows.Length)) : "half of them"),
                ("learning rate", $"{Text(fit.Options.LearningRate)}, from the best start on divided by 1 + step / 100"),
                ("prior of coordinate ascent", "weights ~ Dirichlet(1), mean ~ Normal(0, 100 / precision), precision ~ Wishart(10 I, dimensions + 4)"),
            ],
            Run = run,
            Duration = fit.Duration,
        }.Add();
        run.Output.Add(Metrics.FileName, Metrics.Encode(Describe(fit, run)));
    }

    private static IEnumerable<Figure> ChainPictures(GmmFit fit) =>
        fit.Chains is { } chains ? ChainFigures.Of(chains, chains.Quantities[2 * fit.Options.Components - 1].Name, chains.Quantities[^1].Name) : [];

    private static string Answer(GmmFit fit)
    {
        (GmmEstimate svi, GmmEstimate em) = (fit.Of(Gmm.Summed), fit.Of(Gmm.Em));
        string means = string.Join(", ", svi.Mixture.Components.Select((component, j) => Point(component.Mean, svi.Deviations!.Means[j])));
        string truth = fit.Data.Truth is { } mixture ? $"The numbers were drawn from normal distributions of means {List(mixture.Components.Select(component => component.Mean[0]), "G6")}. " : "";
        string sure = fit.Data.Truth is null ? ""
            : $"Were it known which number comes from which distribution, the means would be sure to ± {List(KnownDeviations(fit), "F3")}; mean field says {Deviations(Gmm.MeanField)}, and with the assignments summed out, "
                + $"which counts what is not known of them, it is {Deviations(Gmm.Summed)}. ";
        return $"{truth}SVI with the assignments summed out finds the means {means} (± standard deviation of q), and a log-likelihood of {Text(svi.LogLikelihood, "F2")} nats; EM, which looks for the highest there is, "
            + $"finds {Text(em.LogLikelihood, "F2")}. {sure}EM's log-likelihood fell in {Text(Falls(em))} of its {Text(em.Courses.Sum(course => course.Count - 1))} rounds."
            + (fit.Chains is { } chains ? $" {chains.Words}" : "");

        string Deviations(string method) => List(fit.Of(method).Deviations!.Means.Select(deviations => deviations[0]), "F3");
    }

    private static string List(IEnumerable<double> numbers, string format) => string.Join(", ", numbers.Select(number => Text(number, format)));

    /// <summary>√(variance / points) of the distributions that the numbers were drawn from.</summary>
    private static IEnumerable<double> KnownDeviations(GmmFit fit) =>
        fit.Data.Truth!.Components.Select((component, j) => Math.Sqrt(component.Covariance[0, 0] / fit.Data.Counts[j]));

    /// <summary>Rounds after which a log-likelihood was lower, by more than rounding.</summary>
    public static int Falls(GmmEstimate estimate) =>
        estimate.Courses.Sum(course => course.Zip(course.Skip(1)).Count(pair => pair.Second < pair.First - 1e-9 * Math.Abs(pair.First)));

    private static ResultTable Results(GmmFit fit)
    {
        (GmmData data, Mixture? truth) = (fit.Data, fit.Data.Truth);
        var table = new ResultTable(["", .. fit.Estimates.Select(estimate => estimate.Method), .. truth is null ? Array.Empty<string>() : ["truth"]]);
        void Add(string row, Func<GmmEstimate, string> cell, string known = "") =>
            table.Add([row, .. fit.Estimates.Select(cell), .. truth is null ? Array.Empty<string>() : [known]]);
        void AddEach(string row, string format, Func<Component, double> number, Func<MixtureDeviations, int, double> deviation)
        {
            for (int j = 0; j < fit.Options.Components; j++)
                Add(fit.Options.Components == 1 ? row : $"{row} {Text(j + 1)}",
                    estimate => Pair(number(estimate.Mixture.Components[j]), estimate.Deviations is { } deviations ? deviation(deviations, j) : null, format),
                    j < truth?.Components.Count ? Text(number(truth.Components[j]), format) : "");
        }
        AddEach("weight", "F3", component => component.Weight, (deviations, j) => deviations.Weights[j]);
        for (int i = 0; i < data.Dimensions; i++)
        {
            int axis = i;
            string of = data.Dimensions == 1 ? "" : $" of {data.Names[i]}";
            AddEach($"mean{of}", "F3", component => component.Mean[axis], (deviations, j) => deviations.Means[j][axis]);
            AddEach($"variance{of}", "G4", component => component.Covariance[axis, axis], (deviations, j) => deviations.Variances[j][axis]);
        }
        if (truth is not null && truth.Components.Count == fit.Options.Components)
        {
            foreach ((double known, int j) in KnownDeviations(fit).Select((known, j) => (known, j)))
                Add($"± of mean {Text(j + 1)}, to √(variance / points)", estimate => estimate.Deviations is { } deviations ? Text(deviations.Means[j][0] / known, "F3") : "", "1");
            Add("largest error of a mean", estimate => Text(estimate.Mixture.Components.Zip(truth.Components).Max(pair => Math.Abs(pair.First.Mean[0] - pair.Second.Mean[0])), "F3"), "0");
        }
        Add("log-likelihood, nats", estimate => Text(estimate.LogLikelihood, "F2"), truth is null ? "" : Text(truth.LogLikelihood(data.Rows), "F2"));
        Add("bound under its prior, nats", estimate => estimate.Bound is { } bound ? Text(bound, "F2") : "");
        Add("starts", estimate => Text(estimate.Starts));
        Add("seconds", estimate => Text(estimate.Seconds, "F1"));
        return table;
    }

    private static JsonObject Describe(GmmFit fit, ExampleRun run)
    {
        (GmmEstimate svi, GmmEstimate summed) = (fit.Of(Gmm.MeanField), fit.Of(Gmm.Summed));
        (GmmEstimate map, GmmEstimate em, GmmEstimate ascent) = (fit.Of(Gmm.Map), fit.Of(Gmm.Em), fit.Of(Gmm.Ascent));
        JsonObject metrics = Metrics.Of("gmm", run);
        metrics["learning_rate"] = fit.Options.LearningRate;
        metrics["points"] = fit.Data.Rows.Length;
        metrics["dimensions"] = fit.Data.Dimensions;
        metrics["components"] = fit.Options.Components;
        metrics["starts"] = fit.Options.Starts;
        metrics["epochs"] = fit.Options.Epochs;
        metrics["elbo"] = svi.Bound;
        metrics["svi_elbo"] = svi.Bound;
        metrics["summed_elbo"] = summed.Bound;
        metrics["cavi_elbo"] = ascent.Bound;
        metrics["svi_log_likelihood"] = svi.LogLikelihood;
        metrics["map_log_likelihood"] = map.LogLikelihood;
        metrics["em_log_likelihood"] = em.LogLikelihood;
        metrics["cavi_log_likelihood"] = ascent.LogLikelihood;
        metrics["summed_log_likelihood"] = summed.LogLikelihood;
        metrics["em_falls"] = Falls(em);
        foreach ((string name, GmmEstimate estimate) in new[] { ("svi", svi), ("summed", summed), ("map", map), ("em", em), ("cavi", ascent) })
        {
            metrics[$"{name}_weights"] = new JsonArray([.. estimate.Mixture.Components.Select(component => (JsonNode)component.Weight)]);
            metrics[$"{name}_means"] = Rows(estimate.Mixture.Components.Select(component => component.Mean));
            metrics[$"{name}_variances"] = Rows(estimate.Mixture.Components.Select(component => component.Covariance.Diagonal()));
        }
        metrics["svi_mean_sds"] = Rows(svi.Deviations!.Means);
        metrics["summed_mean_sds"] = Rows(summed.Deviations!.Means);
        metrics["cavi_mean_sds"] = Rows(ascent.Deviations!.Means);
        if (fit.Data.Truth is not null) metrics["known_mean_sds"] = new JsonArray([.. KnownDeviations(fit).Select(deviation => (JsonNode)deviation)]);
        if (fit.Chains is { } chains)
        {
            chains.Describe(metrics);
            metrics["nuts_log_likelihood"] = fit.Of(Gmm.Chains).LogLikelihood;
        }
        metrics["seconds"] = fit.Duration.TotalSeconds;
        return metrics;
    }

    /// <summary>A list of numbers where the points are numbers, else a list of lists.</summary>
    private static JsonArray Rows(IEnumerable<Vector<double>> vectors) =>
        new([.. vectors.Select(vector => vector.Count == 1 ? (JsonNode)vector[0] : new JsonArray([.. vector.Select(number => (JsonNode)number)]))]);

    private static string Point(Vector<double> mean, Vector<double> deviations)
    {
        string text = string.Join(", ", mean.Select((number, i) => Pair(number, deviations[i], "F2")));
        return mean.Count == 1 ? text : $"({text})";
    }

    private static string Pair(double number, double? deviation, string format) =>
        Text(number, format) + (deviation is { } sure ? $" ± {Text(sure, format == "G4" ? "G2" : format)}" : "");

    private static string Text(IFormattable number, string format = "N0") => number.ToString(number is double ? format == "N0" ? "G6" : format : format, CultureInfo.InvariantCulture);
}
