using Ppl.Infer;

namespace Ppl.Bench;

/// <summary>NUTS over all of it, warmed up: processor time for each leapfrog, and effective draws of the worst number for each second.</summary>
internal static class WholeRuns
{
    /// <summary>Measures compiled and traced runs, and writes them as a Markdown table.</summary>
    public static void Write(TextWriter output, TextWriter progress)
    {
        output.WriteLine("| NUTS, one chain | density | gradient, µs | leapfrog, µs | effective draws per second |");
        output.WriteLine("| --- | --- | ---: | ---: | ---: |");
        using TensorScope scope = TensorScope.Begin();
        using var rng = new Rng(1, torch.ScalarType.Float64);
        Tensor effects = EightSchools.Data(torch.ScalarType.Float64);
        var rows = new Rows(rng.Randn([1000, 20]), (rng.Randn([1000]) > 0).to(torch.ScalarType.Float64));
        Of("eight schools, not centred", engine => ProgramDensity.Of(EightSchools.Program, effects, engine), compiledDraws: 100_000);
        Of("logistic, 1,000 x 20", engine => ProgramDensity.Of(SmallModels.Logistic, rows, engine), compiledDraws: 20_000);

        void Of(string name, Func<Engine, ProgramDensity> density, int compiledDraws)
        {
            foreach ((Engine engine, int draws) in new[] { (Engine.Compiled, compiledDraws), (Engine.Traced, 500) })
            {
                progress.WriteLine($"measuring: NUTS, {name}, {engine}");
                using ProgramDensity own = density(engine);
                output.WriteLine($"| {name} | {(engine == Engine.Compiled ? "compiled" : "traced")} | {Row(own, draws)} |");
            }
        }
    }

    private static string Row(ProgramDensity density, int draws)
    {
        McmcOptions options = new() { Chains = 1, Warmup = 500, Draws = draws, Seed = 1 };
        McmcResult warm = new Mcmc(options).Run(density);    // as long as what is measured: by then the run-time compiler has made its best of the loops
        double start = ThreadClock.Seconds();
        McmcResult result = new Mcmc(options).Continue(warm, density);
        double seconds = ThreadClock.Seconds() - start;
        // What is continued holds the draws before it too.
        int leapfrogs = result.Statistics.Leapfrogs[0][draws..].Sum();
        double effective = result.Samples.SelectMany(site => Enumerable.Range(0, (int)site.Shape.NumberOfElements).Select(element => EffectiveSampleSize.Bulk([site.Element(element)[draws..]]))).Min();
        return $"{1e6 * Gradient(density, 1 + leapfrogs / 10):N3} | {1e6 * seconds / leapfrogs:N3} | {effective / seconds:N0}";
    }

    private static double Gradient(ProgramDensity density, int repetitions)
    {
        double[] position = new double[density.Dimension], gradient = new double[density.Dimension];
        return PairedRatio.Time(() => density.Evaluate(position, gradient), repetitions);
    }
}
