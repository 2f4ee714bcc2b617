using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples;

/// <summary>What <see cref="FactorAnalysis"/> found, in pictures: loadings, factors, the guide beside the posterior, the course of the fits.</summary>
internal sealed class FactorFigures(FactorResults results)
{
    private const double ArrowLength = 3, Near = 0.02;

    private readonly int factors = results.Options.Factors;

    public IReadOnlyList<Figure> All => [Loadings(), Posterior(), Factors(), Bound()];

    /// <summary>Loadings side by side, with an empty column between the matrices.</summary>
    private Figure Loadings()
    {
        List<(string Name, Matrix<double> Loadings)> parts = [("SVI", results.Rotated(results.Amortised.Model)), ("EM", results.Rotated(results.Em.Model))];
        if (results.Data.Truth is { } truth) parts.Insert(0, ("truth", truth.Loadings));
        int rows = results.Data.Columns.Count, width = parts.Count * (factors + 1) - 1;
        double[,] cells = new double[rows, width];
        for (int d = 0; d < rows; d++)
            for (int column = 0; column < width; column++)
            {
                (int part, int k) = (column / (factors + 1), column % (factors + 1));
                cells[rows - 1 - d, column] = k == factors ? double.NaN : parts[part].Loadings[d, k];
            }
        string[] names = [.. Enumerable.Range(0, width).Select(column => column % (factors + 1) is var k && k == factors ? "" : (k + 1).ToString(CultureInfo.InvariantCulture))];
        var plot = new Plot($"Loadings, from left to right: {string.Join(", ", parts.Select(part => part.Name))}",
            new("factor") { Names = names }, new("column") { Names = [.. results.Data.Columns.Reverse()] },
            new Cells(cells, (0.5, width + 0.5), (0.5, rows + 0.5), new("loading", "standard deviations of the column")))
        { Height = 90 + 15 * rows };
        string how = results.Data.Truth is null
            ? "Both are turned by the rotation that makes SVI's loadings large or small (varimax), which changes no probability."
            : "Those of SVI and EM are turned to lie on the truth as nearly as a rotation can, which changes no probability.";
        return new("loadings", plot, $"How far a column moves when a factor rises by one, from left to right as in the title. {how}");
    }

    /// <summary>What the guide's means of test rows lack to the exact ones.</summary>
    private Figure Posterior()
    {
        PosteriorCheck check = results.Amortised.Check;
        Matrix<double> differences = check.Means - check.ExactMeans;
        double low = check.ExactMeans.Enumerate().Min(), high = check.ExactMeans.Enumerate().Max();
        List<Layer> layers = [.. Enumerable.Range(0, factors).Select(k => new Points($"z{k + 1}", check.ExactMeans.Column(k).ToArray(), differences.Column(k).ToArray()))];
        layers.Add(new Line("0.02 off", [low, high, double.NaN, low, high], [Near, Near, double.NaN, -Near, -Near]) { Dashed = true });
        return new("posterior", new Plot("The guide's means of z for the test rows", new("exact mean, E[z | x]"), new("guide less exact"), layers),
            "How far the amortised guide's mean of each factor of each test row is from the one that Bayes' theorem gives at the same W, mu and noise. Prior and data give z a standard deviation near 1.");
    }

    /// <summary>Test rows in the plane of the first two rotated factors, and where the columns point.</summary>
    private Figure Factors()
    {
        Matrix<double> rotation = results.Rotation(results.Amortised.Model), z = results.Amortised.Check.Means * rotation, w = results.Rotated(results.Amortised.Model);
        int second = Math.Min(1, factors - 1);
        IReadOnlyList<double> Rays(int k) => [.. w.Column(k).SelectMany(loading => new[] { 0, ArrowLength * loading, double.NaN })];
        var plot = new Plot("The test rows by their factors", new("factor 1"), new($"factor {second + 1}"),
            new Points("test rows", z.Column(0).ToArray(), z.Column(second).ToArray()),
            new Line("columns: loadings, three times as long", Rays(0), Rays(second)));
        return new("factors", plot with { Height = 480 },
            "A point for each test row at the guide's mean of its first two factors, and a ray for each column: a row that lies far out along a ray is high in that column.");
    }

    private Figure Bound()
    {
        double[] epochs = [.. Enumerable.Range(1, results.Amortised.Result.History.Count).Select(epoch => (double)epoch)];
        double best = results.Em.LogLikelihoods[^1];
        double[] Losses(Infer.FitResult result) => [.. result.History.Select(epoch => -epoch.TrainingLoss)];
        double[] local = Losses(results.Local.Result), curved = Losses(results.Curved.Result);
        double[] iterations = [.. epochs.Where(epoch => epoch < results.Em.LogLikelihoods.Count)];
        return new("bound", new Plot("The bound by epoch, and EM by iteration", new("epoch, iteration") { Counts = true },
            new("bound, log likelihood", "nats a row") { Floor = Math.Min(local[local.Length / 3], best - 0.5) },
            new Line("SVI, local guide", epochs, local),
            new Line("SVI, amortised guide", epochs, Losses(results.Amortised.Result)),
            new Line("SVI, non-linear decoder", epochs, curved),
            new Line("EM", iterations, [.. iterations.Select(i => results.Em.LogLikelihoods[(int)i])]),
            new Line("EM, at its end", [1, epochs[^1]], [best, best]) { Dashed = true }),
            "Means over an epoch's steps. The largest log likelihood, at which EM ends, is the ceiling of every bound whose decoder is linear: what lacks there is the divergence of the guide from the posterior, and what W, mu and noise still have to learn.");
    }
}
