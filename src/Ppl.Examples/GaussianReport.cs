using System.Globalization;
using System.Text.Json.Nodes;

namespace Ppl.Examples;

/// <summary>The posterior of <see cref="Gaussian"/> beside the exact one: a table, three plots, a page, metrics.</summary>
internal static class GaussianReport
{
    public static void Write(GaussianFit fit, ExampleRun run)
    {
        (Marginals guide, Marginals exact) = (fit.Guide, fit.Exact.Marginals);
        double evidence = fit.Exact.LogEvidence / Gaussian.Observations;
        ResultTable results = new ResultTable("", "guide", "exact")
            .Add("mean of mu", Text(guide.MuMean), Text(exact.MuMean))
            .Add("standard deviation of mu", Text(guide.MuDeviation), Text(exact.MuDeviation))
            .Add("mean of sigma", Text(guide.SigmaMean), Text(exact.SigmaMean))
            .Add("standard deviation of sigma", Text(guide.SigmaDeviation), Text(exact.SigmaDeviation))
            .Add("bound and log evidence, nats per number", Text(fit.Elbo), Text(evidence));
        run.Console.Write(results.ToConsole());
        new HtmlReport
        {
            Example = "gaussian",
            Title = "Mean and scale of 1,000 numbers",
            Answer = $"The numbers' mean is {Short(guide.MuMean)} ± {Short(guide.MuDeviation)} and their scale {Short(guide.SigmaMean)} ± {Short(guide.SigmaDeviation)} "
                + $"(mean ± standard deviation of the guide). The exact posterior says {Short(exact.MuMean)} ± {Short(exact.MuDeviation)} and {Short(exact.SigmaMean)} ± {Short(exact.SigmaDeviation)}; "
                + "the numbers were drawn with mean 3 and scale 2.",
            Results = results,
            Figures =
            [
                new("posterior_mu", Densities("mu", exact.MuMean, exact.MuDeviation, guide.MuDensity, exact.MuDensity),
                    "What is known of the mean. Where the curve of the guide lies on the exact one, the variational posterior is right."),
                new("posterior_sigma", Densities("sigma", exact.SigmaMean, exact.SigmaDeviation, guide.SigmaDensity, exact.SigmaDensity),
                    "The same for the scale."),
                new("bound", Bound(fit.Bounds, evidence),
                    "The bound, from 0.01 nats below the exact log evidence on. It cannot pass the evidence but by the noise of its draws; what is missing in the end is the divergence of the guide from the posterior."),
            ],
            Graph = Gaussian.Graph(run),
            Model = ModelText.Of(nameof(Gaussian), "Model", "Guide"),
            Settings =
            [
                ("observations", Gaussian.Observations.ToString("N0", CultureInfo.InvariantCulture)),
                ("gradient steps", fit.Options.Steps.ToString("N0", CultureInfo.InvariantCulture)),
                ("learning rate", fit.Options.LearningRate.ToString(CultureInfo.InvariantCulture) + ", falling to a hundredth"),
                ("draws for a gradient", Gaussian.Particles.ToString(CultureInfo.InvariantCulture)),
            ],
            Run = run,
            Duration = fit.Duration,
        }.Add();

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

    private static Plot Densities(string name, double centre, double deviation, Func<double, double> guide, Func<double, double> exact)
    {
        (double low, double high) = (centre - 4 * deviation, centre + 4 * deviation);
        return new Plot($"Posterior of {name} given 1,000 numbers", new(name), new("density", $"per unit of {name}"),
            Line.Of("exact", exact, low, high) with { Filled = true }, Line.Of("guide", guide, low, high) with { Dashed = true });
    }

    private static Plot Bound(double[] bounds, double evidence)
    {
        double[] steps = [.. Enumerable.Range(1, bounds.Length).Select(step => (double)step)];
        return new Plot("The bound by step", new("step") { Counts = true }, new("bound", "nats per number") { Floor = evidence - 0.01 },
            new Line("bound (ELBO)", steps, bounds), new Line("log evidence, exact", [1, bounds.Length], [evidence, evidence]) { Dashed = true });
    }

    private static string Text(double number) => number.ToString("F5", CultureInfo.InvariantCulture);

    private static string Short(double number) => number.ToString("F3", CultureInfo.InvariantCulture);
}
