namespace Ppl.Examples;

/// <summary>The fits of <see cref="Regression"/> in pictures: coefficients, how far they are off, the bounds.</summary>
internal sealed class RegressionFigures(RegressionResult result)
{
    private const double FloorBelow = 250;

    private readonly string kind = result.Table.Kind;
    private readonly Coefficients exact = result.Reference.Coefficients;
    private readonly double[] numbers = [.. Enumerable.Range(0, result.Table.Columns).Select(column => (double)column)];

    public IEnumerable<Figure> All() => result.Chains is { } chains ? OfFits().Concat(ChainFigures.Of(chains, result.Table.Names[0], result.Table.Names[1])) : OfFits();

    private IReadOnlyList<Figure> OfFits() =>
    [
        new($"coefficients_{kind}", Truth(), $"Each coefficient by the reference posterior ({result.Reference.Name}), two standard deviations to each side"
            + $"{(result.Table.Truth is null ? "." : ", and the value from which the data were drawn. Number 0 is the intercept.")}"),
        new($"off_{kind}", Off(), "How far the guides are from the reference, in its standard deviations, with their own as intervals: on the reference they would be 0 ± 1, the band. "
            + "AutoNormal is right in its means and too sure of them: inputs that hang together leave sums of coefficients better known than each."),
        new($"bound_{kind}", Bound(), $"The bound after each epoch, the mean over its steps while the parameters moved, from {FloorBelow:F0} nats below the log evidence on."),
    ];

    private Plot Truth()
    {
        var intervals = new Intervals("posterior, ± 2 deviations", numbers, exact.Means,
            [.. exact.Means.Zip(exact.Deviations, (mean, deviation) => mean - 2 * deviation)], [.. exact.Means.Zip(exact.Deviations, (mean, deviation) => mean + 2 * deviation)])
        { Series = 2 };
        IReadOnlyList<Layer> layers = result.Table.Truth is { } truth ? [intervals, new Points("truth", [.. numbers.Select(number => number + 0.3)], truth) { Series = 3 }] : [intervals];
        return new Plot($"Coefficients of the {kind} regression", new("number of the coefficient") { Counts = true }, new("coefficient"), layers);
    }

    private Plot Off() => new($"Guides of the {kind} regression beside the reference", new("number of the coefficient") { Counts = true }, new("off", "standard deviations"),
        [
            new Line("reference, 0 ± 1", numbers, [.. numbers.Select(_ => 0.0)]) { Band = ([.. numbers.Select(_ => -1.0)], [.. numbers.Select(_ => 1.0)]), Series = 2 },
            .. result.Fits.Where(fit => fit.IsByMinibatches && fit.Elbo is not null && !fit.Name.StartsWith("AutoLowRank", StringComparison.Ordinal))
                .Select((fit, i) => Beside(fit, shift: 0.4 * i - 0.2, series: i == 0 ? 3 : 0)),
        ])
    { Height = 380 };

    private Intervals Beside(RegressionFit fit, double shift, int series)
    {
        double[] off = [.. Enumerable.Range(0, numbers.Length).Select(i => (fit.Coefficients.Means[i] - exact.Means[i]) / exact.Deviations[i])];
        double[] width = [.. fit.Coefficients.Deviations.Zip(exact.Deviations, (own, other) => own / other)];
        return new Intervals(fit.Name, [.. numbers.Select(number => number + shift)], off, [.. off.Zip(width, (x, w) => x - w)], [.. off.Zip(width, (x, w) => x + w)]) { Series = series };
    }

    private Plot Bound()
    {
        double evidence = result.Reference.LogEvidence;
        RegressionFit[] fits = [.. result.Fits.Where(fit => fit.IsByMinibatches && fit.Elbo is not null)];
        int epochs = fits.Max(fit => fit.Bounds.Length);
        return new Plot($"The bound of the {kind} regression by epoch", new("epoch") { Counts = true }, new("bound", "nats") { Floor = evidence - FloorBelow },
            [
                .. fits.Select(fit => new Line(fit.Name, [.. Enumerable.Range(1, fit.Bounds.Length).Select(epoch => (double)epoch)], fit.Bounds)),
                new Line("log evidence", [1, epochs], [evidence, evidence]) { Dashed = true, Series = 4 },
            ]);
    }
}
