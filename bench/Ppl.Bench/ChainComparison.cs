using System.Diagnostics;
using Ppl.Infer;

namespace Ppl.Bench;

/// <summary>NUTS in <see cref="EightSchools"/>, one way beside another, its density traced; processor time of all threads.</summary>
/// <param name="name">A, to B.</param>
/// <param name="target">What the ratio is to stay below.</param>
/// <param name="a">A's settings.</param>
/// <param name="b">B's.</param>
internal sealed class ChainComparison(string name, double target, McmcOptions a, McmcOptions b) : Comparison
{
    private static readonly McmcOptions Short = new() { Warmup = 200, Draws = 100, Seed = 1, Engine = Engine.Traced };

    private readonly Tensor data = EightSchools.Data(torch.ScalarType.Float64);

    public override string Name => name;

    public override double? Target => target;

    public static IEnumerable<Func<Comparison>> All()
    {
        yield return () => new ChainComparison("NUTS, eight schools, 4 chains on 4 threads, to one after another", 1.15,
            Short with { Chains = 4, Threads = 4 }, Short with { Chains = 4, Threads = 1 });
        yield return () => new ChainComparison("NUTS, eight schools, 64 chains in lockstep, to 1", 6,
            Short with { Chains = 64, Vectorize = true }, Short with { Chains = 1 });
    }

    public override PairedRatio Measure()
    {
        Run(a);
        Run(b);
        return PairedRatio.Measure(() => Run(a), () => Run(b));
    }

    public override void Dispose() => data.Dispose();

    private double Run(McmcOptions options)
    {
        TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
        _ = new Mcmc(options).Run(EightSchools.Program, data);
        return (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds;
    }
}
