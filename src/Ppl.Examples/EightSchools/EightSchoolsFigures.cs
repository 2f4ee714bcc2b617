namespace Ppl.Examples;

/// <summary>The guides of <see cref="EightSchools"/> in pictures: the funnel, the spread, the schools, the bounds.</summary>
internal sealed class EightSchoolsFigures(SchoolsFits fits)
{
    private const double Outer = 0.95, Inner = 0.5, FloorBelow = 5;
    private const int Window = 50, Shown = 1000;

    public IReadOnlyList<Figure> All() =>
    [
        .. fits.Fits.GroupBy(fit => fit.Guide).Select(Funnel),
        new("log_tau", Spread(), "What is known of how much the schools differ. The long tail to the left is the neck of the funnel, which no centred guide reaches; a guide's log tau is "
            + "normal, and so ends too early there even when it is not centred."),
        new("schools", Effects(), $"Each school's estimate with its standard error, and the effect, mean and standard deviation, by the exact posterior and by the guide with the lowest k-hat "
            + $"({fits.Best.Name}). The posterior draws the estimates together: the schools tell of one another."),
        new("bound", Bounds(), $"The bound of each guide, the mean over {Window} steps, from {FloorBelow:F0} nats below the exact log evidence on. What is missing in the end is the divergence of the guide from the posterior."),
        .. fits.Chains.SelectMany(chains => ChainFigures.Of(chains, "theta_1", "log_tau", Contours())),
        .. fits.Calibrations.Select(calibration => calibration.Figure("mu", "tau", "theta_1")),
    ];

    private Figure Funnel(IGrouping<string, SchoolsFit> guide)
    {
        IReadOnlyList<Layer> layers =
        [
            .. guide.Select(fit => new Points($"{fit.Way}, k-hat {fit.KHat:F2}", [.. fit.FirstTheta.Take(Shown)], [.. fit.LogTau.Take(Shown)]) { Series = SeriesOf(fit) }),
            .. Contours(),
        ];
        return new($"funnel_{guide.Key}", new Plot($"The funnel, and draws of {guide.Key}", new("theta of the first school", "points"), new("log tau"), layers) { Height = 430 },
            "Below, where the schools hardly differ, an effect has little room. Draws of the centred guide stay in the wide part; those of the non-centred one go down the neck.");
    }

    private Layer[] Contours()
    {
        var contour = new FunnelContour(fits.Exact, school: 0);
        return [contour.Around("exact, 95 % within", Outer) with { Series = 2 }, contour.Around("exact, 50 % within", Inner) with { Series = 2, Dashed = true }];
    }

    private static int SeriesOf(SchoolsFit fit) => fit.Way == EightSchools.Centred ? 3 : 0;

    private Plot Spread()
    {
        (double low, double high) = fits.Exact.RangeOfLogTau;
        return new Plot("Posterior of log tau", new("log tau"), new("density", "per unit of log tau"),
            [
                Line.Of("exact", fits.Exact.Density, low, high) with { Filled = true, Series = 2 },
                .. fits.Fits.Where(fit => fit.Guide == fits.Best.Guide).Select(fit => KernelDensity.Of(fit.Name, fit.LogTau) with { Series = SeriesOf(fit), Dashed = true }),
            ]);
    }

    private Plot Effects()
    {
        Schools schools = fits.Schools;
        return new Plot("Effects by school", new("school") { Counts = true }, new("effect", "points"),
            Around("estimate", 4, -0.2, [.. schools.Effects.Zip(schools.Errors, (effect, error) => new Moments(effect, error))]),
            Around("exact posterior", 2, 0, fits.Exact.Answer.Theta),
            Around("guide", SeriesOf(fits.Best), 0.2, fits.Best.Answer.Theta));

        static Intervals Around(string name, int series, double shift, IReadOnlyList<Moments> theta) => new(name,
            [.. theta.Select((_, school) => school + 1 + shift)], [.. theta.Select(moments => moments.Mean)],
            [.. theta.Select(moments => moments.Mean - moments.Deviation)], [.. theta.Select(moments => moments.Mean + moments.Deviation)])
        { Series = series };
    }

    private Plot Bounds()
    {
        double evidence = fits.Exact.LogEvidence;
        int steps = fits.Options.Steps;
        return new Plot("The bound by step", new("step") { Counts = true }, new("bound", "nats") { Floor = evidence - FloorBelow },
            [
                .. fits.Fits.Select((fit, i) => new Line(fit.Name, Steps(fit.Bounds.Length), Smooth(fit.Bounds)) { Dashed = fit.Way == EightSchools.Centred, Series = i / 2 }),
                new Line("log evidence, exact", [1, steps], [evidence, evidence]) { Series = 4 },
            ]);
    }

    private static double[] Steps(int count) => [.. Enumerable.Range(1, count).Select(step => (double)step)];

    private static double[] Smooth(double[] bounds) =>
        [.. bounds.Select((_, step) => bounds.Take((Math.Max(0, step - Window + 1))..(step + 1)).Average())];
}
