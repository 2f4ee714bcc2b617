using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Ppl.Examples;

/// <summary>The posterior of <see cref="Gaussian"/> beside the exact one: a table, three plots, metrics.</summary>
internal static class GaussianReport
{
    public static void Write(GaussianFit fit, ExampleRun run)
    {
        (Marginals guide, Marginals exact) = (fit.Guide, fit.Exact.Marginals);
        double evidence = fit.Exact.LogEvidence / Gaussian.Observations;
        run.Console.Write(new Table().Border(TableBorder.Simple).AddColumns("", "guide", "exact")
            .AddRow("mean of mu", Text(guide.MuMean), Text(exact.MuMean))
            .AddRow("its deviation", Text(guide.MuDeviation), Text(exact.MuDeviation))
            .AddRow("mean of sigma", Text(guide.SigmaMean), Text(exact.SigmaMean))
            .AddRow("its deviation", Text(guide.SigmaDeviation), Text(exact.SigmaDeviation))
            .AddRow("bound and evidence, nats a number", Text(fit.Elbo), Text(evidence)));

        double[] steps = [.. Enumerable.Range(1, fit.Bounds.Length).Select(step => (double)step)];
        run.Output.Add("posterior_mu.png", Densities("mu", exact.MuMean, exact.MuDeviation, guide.MuDensity, exact.MuDensity));
        run.Output.Add("posterior_sigma.png", Densities("sigma", exact.SigmaMean, exact.SigmaDeviation, guide.SigmaDensity, exact.SigmaDensity));
        run.Output.Add("bound.png",
            new LinePlot("The bound by step", "step", "nats per number",
                new Curve("bound (ELBO)", steps, fit.Bounds), new Curve("log evidence, exact", steps, [.. steps.Select(_ => evidence)]))
            { Floor = evidence - 0.1, Counts = true }.Draw());

        JsonObject metrics = Metrics.Of("gaussian", run);
        metrics["learning_rate"] = fit.Options.LearningRate;
        metrics["observations"] = Gaussian.Observations;
        metrics["steps"] = fit.Options.Steps;
        metrics["epochs"] = fit.Options.Steps;
        metrics["elbo"] = fit.Elbo;
        metrics["log_evidence"] = evidence;
        metrics["mu_mean"] = guide.MuMean;
        metrics["mu_deviation"] = guide.MuDeviation;
        metrics["mu_mean_exact"] = exact.MuMean;
        metrics["mu_deviation_exact"] = exact.MuDeviation;
        metrics["sigma_mean"] = guide.SigmaMean;
        metrics["sigma_deviation"] = guide.SigmaDeviation;
        metrics["sigma_mean_exact"] = exact.SigmaMean;
        metrics["sigma_deviation_exact"] = exact.SigmaDeviation;
        metrics["seconds"] = fit.Duration.TotalSeconds;
        run.Output.Add(Metrics.FileName, Metrics.Encode(metrics));
    }

    private static Raster Densities(string name, double centre, double deviation, Func<double, double> guide, Func<double, double> exact)
    {
        double[] x = [.. Enumerable.Range(-200, 401).Select(i => centre + 4 * deviation * i / 200)];
        return new LinePlot($"Posterior of {name} given 1,000 numbers", name, "density",
            new Curve("exact", x, [.. x.Select(exact)], Filled: true), new Curve("guide", x, [.. x.Select(guide)])).Draw();
    }

    private static string Text(double number) => number.ToString("F5", CultureInfo.InvariantCulture);
}
