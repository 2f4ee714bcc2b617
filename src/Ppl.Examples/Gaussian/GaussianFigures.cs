using MathNet.Numerics.Distributions;

namespace Ppl.Examples;

/// <summary>The pictures of a run of <see cref="Gaussian"/>.</summary>
internal sealed class GaussianFigures(GaussianFit fit)
{
    /// <summary>Nats below the evidence at which the plot of the bound begins.</summary>
    private const double Deepest = 5;

    public IReadOnlyList<Figure> All => [.. OfTheWays, .. fit.Chains is { } chains ? ChainFigures.Of(chains, "mu", "variance") : []];

    private IReadOnlyList<Figure> OfTheWays =>
    [
        new("density", Density(), "The numbers, and the normal densities that stand for them: by the truth, where the program drew them, by maximum likelihood, and by the means of the approximate posterior."),
        new("posterior_mu", Posterior("mu", fit.Exact.Marginals.MuMean, fit.Exact.Marginals.MuDeviation, marginals => marginals.MuDensity),
            "What is known of the mean. Where the two curves lie on the filled one, the approximate posterior is right."),
        new("posterior_variance", Posterior("variance", fit.Exact.Marginals.VarianceMean, fit.Exact.Marginals.VarianceDeviation, marginals => marginals.VarianceDensity),
            "The same for the variance. The exact posterior leans to the right a little more than a gamma distribution can."),
        new("bound", Bound(), "The bound that Adam saw at each step, by draws for a gradient. An estimate may pass the evidence by the noise of its draws; in closed form the bound cannot."),
        new("gradient_variance", GradientVariance(), "At the optimum of coordinate ascent. The variance of the mean of K draws falls as 1/K, a slope of -1 here."),
    ];

    private Plot Density()
    {
        Numbers x = fit.Numbers;
        Marginals q = fit.MonteCarlo[^1].Optimum.Marginals;
        List<(string Name, Normal Density)> normals = [("posterior means", new(q.MuMean, Math.Sqrt(q.VarianceMean)))];
        if (fit.Options.File is null) normals.Insert(0, ("truth", new(fit.Options.TrueMean, fit.Options.TrueDeviation)));
        if (x.Variance > 0) normals.Add(("maximum likelihood", new(x.Mean, Math.Sqrt(x.Variance))));

        var counts = Bars.Histogram("numbers", x.Values);
        double share = 1 / (x.Count * (counts.Edges[1] - counts.Edges[0]));
        double low = Math.Min(counts.Edges[0], normals.Min(normal => normal.Density.Mean - 3 * normal.Density.StdDev));
        double high = Math.Max(counts.Edges[^1], normals.Max(normal => normal.Density.Mean + 3 * normal.Density.StdDev));
        return new Plot("The numbers and their density", new("x"), new("density", "per unit of x"),
            [counts with { Heights = [.. counts.Heights.Select(count => count * share)] },
                .. normals.Select((normal, i) => Line.Of(normal.Name, normal.Density.Density, low, high) with { Dashed = i > 0 })]);
    }

    private Plot Posterior(string name, double centre, double deviation, Func<Marginals, Func<double, double>> density)
    {
        (double low, double high) = (centre - 4 * deviation, centre + 4 * deviation);
        if (name == "variance") low = Math.Max(low, 0);
        Line Of(string way, Marginals marginals) => Line.Of(way, density(marginals), low, high);
        return new Plot($"Posterior of the {(name == "mu" ? "mean, mu" : name)}", new(name), new("density", $"per unit of {name}"),
            Of("exact", fit.Exact.Marginals) with { Filled = true },
            Of("coordinate ascent", fit.Ascent.Optimum.Marginals),
            Of($"Monte Carlo, {fit.MonteCarlo[^1].Name}", fit.MonteCarlo[^1].Optimum.Marginals) with { Dashed = true });
    }

    private Plot Bound()
    {
        double evidence = fit.Exact.LogEvidence;
        double[] steps = [.. Enumerable.Range(1, fit.Options.Steps).Select(step => Math.Log10(step))];
        return new Plot("The bound by step", new("log10 of the step"), new("bound", "nats") { Floor = evidence - Deepest },
            [.. fit.MonteCarlo.Append(fit.ClosedForm).Select(climb => new Line(climb.Name, steps, climb.Bounds)),
                new Line("log evidence, exact", [0, steps[^1]], [evidence, evidence]) { Dashed = true }]);
    }

    private Plot GradientVariance()
    {
        double[] particles = [.. fit.Variances.Select(variance => Math.Log10(variance.Particles))];
        return new Plot("The gradient's variance by the number of draws", new("log10 K"), new("log10 of the variance"),
            [.. fit.Variances[0].ByParameter.Keys.Select(name => new Line(name, particles, [.. fit.Variances.Select(variance => Math.Log10(variance.ByParameter[name]))]))]);
    }
}
