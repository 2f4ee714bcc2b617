using System.Diagnostics;
using Ppl.Infer;

namespace Ppl.Bench;

/// <summary>What NUTS costs per leapfrog in a density that costs next to nothing: whole runs, or steps alone, beside the leapfrogs in a bare loop.</summary>
internal sealed class LeapfrogLoop : Comparison
{
    private const int Steps = 4000;

    /// <summary>Until the compiler has made its best of loops so short.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    private readonly Formulas density;
    private readonly bool isWhole;
    private readonly double stepSize;
    private readonly Metric metric;
    private readonly PhasePoint state, point;
    private readonly KernelSteps steps;
    private readonly Rng rng = new(seed: 1);
    private readonly McmcResult warm;

    /// <param name="density">Where.</param>
    /// <param name="isWhole">A run with all that surrounds its steps, the draws as samples included, or steps alone?</param>
    private LeapfrogLoop(Formulas density, bool isWhole)
    {
        (this.density, this.isWhole) = (density, isWhole);
        warm = new Mcmc(Options with { Draws = 1 }).Run(density);
        (stepSize, metric) = (warm.Tuning[0].StepSize, warm.Tuning[0].Metric);
        (state, point, steps) = (new PhasePoint(density.Dimension), new PhasePoint(density.Dimension), new Nuts().In(density.Dimension));
        foreach (PhasePoint start in (PhasePoint[])[state, point])
        {
            start.Locate(density);
            start.Refresh(metric, rng);
        }
    }

    public override string Name => $"{(isWhole ? "run" : "steps")} of NUTS by the leapfrog, {density.Name} by formula, to leapfrogs alone";

    public override double? Target => 6;

    public static IEnumerable<Func<Comparison>> All() =>
        from density in new[] { Formulas.Normal(10), Formulas.Schools, Formulas.Normal(100) }
        from isWhole in new[] { false, true }
        select (Func<Comparison>)(() => new LeapfrogLoop(density, isWhole));

    public override PairedRatio Measure()
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < WarmUp;) (_, _) = (Sampler(), Leapfrogs());
        return PairedRatio.Measure(Sampler, Leapfrogs);
    }

    public override void Dispose() => rng.Dispose();

    private static McmcOptions Options => new() { Chains = 1, Warmup = 500, Draws = Steps, Seed = 1 };

    private double Sampler() => isWhole ? Run() : Kernel();

    private double Run()
    {
        double start = ThreadClock.Seconds();
        McmcResult longer = new Mcmc(Options).Continue(warm, density);
        return (ThreadClock.Seconds() - start) / longer.Statistics.Leapfrogs[0].Skip(1).Sum();
    }

    private double Kernel()
    {
        double start = ThreadClock.Seconds();
        long leapfrogs = 0;
        for (int i = 0; i < Steps; i++) leapfrogs += steps.Step(density, state, stepSize, metric, rng).Leapfrogs;
        return (ThreadClock.Seconds() - start) / leapfrogs;
    }

    private double Leapfrogs()
    {
        double start = ThreadClock.Seconds();
        for (int i = 0; i < Steps; i++)
        {
            double signed = i % 2 == 0 ? stepSize : -stepSize;
            for (int j = 0; j < 4; j++)
            {
                point.Leap(metric, signed);
                point.Locate(density);
                point.Land(metric, signed);
            }
        }
        return (ThreadClock.Seconds() - start) / (4 * Steps);
    }
}
