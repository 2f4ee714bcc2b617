using System.Globalization;
using System.Text.Json.Nodes;

namespace Ppl.Examples;

/// <summary>What <see cref="Gaussian"/> found by three ways beside the exact posterior: a table, plots, a page, metrics.</summary>
internal static class GaussianReport
{
    public static void Write(GaussianFit fit, ExampleRun run)
    {
        ResultTable results = Results(fit);
        run.Console.Write(results.ToConsole());
        new HtmlReport
        {
            Example = "gaussian",
            Title = $"Mean and variance of {Text(fit.Numbers.Count)} numbers",
            Answer = Answer(fit),
            Results = results,
            Tables = fit.Chains is { } chains ? [chains.Table()] : [],
            Figures = new GaussianFigures(fit).All,
            Graph = fit.Graph,
            Model = ModelText.Of(nameof(GaussianModel), "Numbers").Then(ModelText.Of(nameof(Gaussian), "Guide", "Bound", "Parameters")),
            Settings =
            [
                ("numbers", fit.Options.File ?? $"{Text(fit.Numbers.Count)}, drawn with mean {Text(fit.Options.TrueMean)} and standard deviation {Text(fit.Options.TrueDeviation)}"),
                ("prior", fit.Options.Prior.ToString()),
                ("gradient steps", Text(fit.Options.Steps)),
                ("learning rate", $"{Text(fit.Options.LearningRate)}, falling to a hundredth"),
                ("ways by Monte Carlo", string.Join(", ", fit.MonteCarlo.Select(climb => climb.Name)) + " for a gradient"),
            ],
            Run = run,
            Duration = fit.Duration,
        }.Add();
        run.Output.Add(Metrics.FileName, Metrics.Encode(Describe(fit, run)));
    }

    private static string Answer(GaussianFit fit)
    {
        (GaussianOptions options, Marginals q, Marginals exact) = (fit.Options, fit.MonteCarlo[^1].Optimum.Marginals, fit.Exact.Marginals);
        string truth = options.File is null ? $"The numbers were drawn with mean {Text(options.TrueMean)} and variance {Text(options.TrueDeviation * options.TrueDeviation)}. " : "";
        string Of(Marginals marginals) => $"{Pair(marginals.MuMean, marginals.MuDeviation)} and {Pair(marginals.VarianceMean, marginals.VarianceDeviation)}";
        return $"{truth}Mean and variance by the guide that Adam found on the Monte Carlo bound: {Of(q)} (mean ± standard deviation). By the exact posterior: {Of(exact)}. "
            + $"The bounds of the three ways agree to {Text(Disagreement(fit), "G2")} nats; the best lacks {Text(fit.Exact.LogEvidence - fit.Ascent.Bounds[^1], "G2")} nats to the log evidence."
            + (fit.Chains is { } chains ? $" {chains.Words}" : "");
    }

    /// <summary>Means ± standard deviations; for maximum likelihood, estimates ± standard errors.</summary>
    private static ResultTable Results(GaussianFit fit)
    {
        (Marginals exact, Numbers x) = (fit.Exact.Marginals, fit.Numbers);
        var table = new ResultTable("", "mu", "variance", "shape", "scale", "bound or evidence, nats", "seconds");
        void Add(string way, MeanField q, string bound, string seconds) =>
            table.Add(way, Pair(q.Mean, q.Deviation, digits: 4), Pair(q.Marginals.VarianceMean, q.Marginals.VarianceDeviation, digits: 4), Text(q.Shape, "G5"), Text(q.Scale, "G5"), bound, seconds);

        foreach ((Climb climb, BoundEstimate bound) in fit.MonteCarlo.Zip(fit.Bounds)) Add($"Monte Carlo, {climb.Name}", climb.Optimum, bound.ToString(), Seconds(climb));
        Add("closed form", fit.ClosedForm.Optimum, Text(fit.ClosedForm.Bound, "F4"), Seconds(fit.ClosedForm));
        Add("coordinate ascent", fit.Ascent.Optimum, Text(fit.Ascent.Bounds[^1], "F4"), "");
        if (fit.Chains is { } chains) table.Add(chains.Name, Of(chains["mu"].Moments), Of(chains["variance"].Moments), "", "", "", chains.Seconds);
        table.Add("exact posterior", Pair(exact.MuMean, exact.MuDeviation, digits: 4), Pair(exact.VarianceMean, exact.VarianceDeviation, digits: 4), "", "", Text(fit.Exact.LogEvidence, "F4"), "");
        return x.Variance == 0
            ? table
            : table.Add("maximum likelihood", Pair(x.Mean, Math.Sqrt(x.Variance / x.Count), digits: 4), Pair(x.Variance, x.Variance * Math.Sqrt(2.0 / x.Count), digits: 4), "", "", "", "");

        static string Of(Moments moments) => Pair(moments.Mean, moments.Deviation, digits: 4);
        static string Seconds(Climb climb) => Text(climb.Duration.TotalSeconds, "F1");
    }

    private static JsonObject Describe(GaussianFit fit, ExampleRun run)
    {
        JsonObject metrics = Metrics.Of("gaussian", run);
        metrics["observations"] = fit.Numbers.Count;
        metrics["prior_mean"] = fit.Options.Prior.Mean;
        metrics["prior_sd"] = fit.Options.Prior.Deviation;
        metrics["prior_shape"] = fit.Options.Prior.Shape;
        metrics["prior_scale"] = fit.Options.Prior.Scale;
        metrics["learning_rate"] = fit.Options.LearningRate;
        metrics["steps"] = fit.Options.Steps;
        metrics["epochs"] = fit.Options.Steps;
        metrics["elbo"] = fit.Bounds[^1].Bound;
        metrics["log_evidence"] = fit.Exact.LogEvidence;
        metrics["cavi_elbo"] = fit.Ascent.Bounds[^1];
        metrics["closed_form_elbo"] = fit.ClosedForm.Bound;
        metrics["monte_carlo_elbo"] = fit.Bounds[^1].Bound;
        metrics["monte_carlo_error"] = fit.Bounds[^1].Error;
        Describe(metrics, "q", fit.Ascent.Optimum);
        Describe(metrics, "closed_form", fit.ClosedForm.Optimum);
        Describe(metrics, "monte_carlo", fit.MonteCarlo[^1].Optimum);
        metrics["exact_mu_mean"] = fit.Exact.Marginals.MuMean;
        metrics["exact_mu_sd"] = fit.Exact.Marginals.MuDeviation;
        metrics["exact_variance_mean"] = fit.Exact.Marginals.VarianceMean;
        metrics["exact_variance_sd"] = fit.Exact.Marginals.VarianceDeviation;
        metrics["maximum_likelihood_mean"] = fit.Numbers.Mean;
        metrics["maximum_likelihood_variance"] = fit.Numbers.Variance;
        fit.Chains?.Describe(metrics);
        metrics["sweeps"] = fit.Ascent.Bounds.Count - 1;
        metrics["seconds"] = fit.Duration.TotalSeconds;
        return metrics;
    }

    private static void Describe(JsonObject metrics, string way, MeanField q)
    {
        metrics[$"{way}_mu_mean"] = q.Mean;
        metrics[$"{way}_mu_sd"] = q.Deviation;
        metrics[$"{way}_variance_shape"] = q.Shape;
        metrics[$"{way}_variance_scale"] = q.Scale;
    }

    /// <summary>Between the largest and the smallest of the three bounds.</summary>
    private static double Disagreement(GaussianFit fit)
    {
        double[] bounds = [fit.Bounds[^1].Bound, fit.ClosedForm.Bound, fit.Ascent.Bounds[^1]];
        return bounds.Max() - bounds.Min();
    }

    private static string Text(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double number, string format = "G6") => number.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A number with as many decimals as so many digits of its uncertainty take.</summary>
    private static string Pair(double mean, double deviation, int digits = 2)
    {
        string format = $"F{Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(deviation)), 0, 15)}";
        return $"{Text(mean, format)} ± {Text(deviation, format)}";
    }
}
