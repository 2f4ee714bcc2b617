using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>A run leaves no tensor and no native memory behind, whatever thread its chains were on.</summary>
[NonParallelizable]
public sealed class McmcLeakTests
{
    private readonly McmcOptions options = new() { Chains = 2, Threads = 1, Warmup = 3, Draws = 3, Kernel = new Nuts { MaxTreeDepth = 2 } };

    [LeakTest(Steps = 40, WarmUp = 10)]
    public void A_run_leaves_nothing_behind() => new Mcmc(options).Run(Model, 0);

    [LeakTest(Steps = 40, WarmUp = 10)]
    public void A_run_on_threads_leaves_nothing_behind() => new Mcmc(options with { Threads = 2 }).Run(Model, 0);

    [LeakTest(Steps = 40, WarmUp = 10)]
    public void Gibbs_steps_leave_nothing_behind() => new Mcmc(options with { Gibbs = ["z"] }).Run(Model, 0);

    [LeakTest(Steps = 40, WarmUp = 10)]
    public void Chains_in_lockstep_leave_nothing_behind() => new Mcmc(options with { Vectorize = true }).Run(Model, 0);

    [LeakTest(Steps = 40, WarmUp = 10)]
    public void Blocks_leave_nothing_behind() => new Mcmc(options with { Blocks = [new(new RandomWalk(), "mu")] }).Run(Two, 0);

    [LeakTest(Steps = 40, WarmUp = 10)]
    public void Gibbs_steps_element_by_element_leave_nothing_behind() => new Mcmc(options with { Gibbs = ["z"] }).Run(Dependent, 0);

    [LeakTest(Steps = 10, WarmUp = 5)]
    public void Checkpoints_leave_nothing_behind()
    {
        string path = Path.Combine(Path.GetTempPath(), $"ppl-mcmc-{Guid.NewGuid():N}.safetensors");
        try
        {
            McmcOptions saving = options with { Gibbs = ["z"], Checkpoint = path, CheckpointSteps = 4, Chains = 1 };
            new Mcmc(saving).Run(Model, 0);
            new Mcmc(saving with { Resume = true, Draws = 5 }).Run(Model, 0);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Two(int _)
    {
        Sample("scale", new LogNormal(0, 1));
        Model(0);
    }

    private static void Dependent(int _)
    {
        Tensor mu = Sample("mu", new Normal(0, 2)), z;
        using (Plate rows = Plate("rows", 3)) z = Sample("z", new Bernoulli(0.3));
        Sample("y", new Normal(mu + z.sum(), 1), obs: torch.tensor(1.0));
    }

    private static void Model(int _)
    {
        Tensor mu = Sample("mu", new Normal(0, 2));
        Tensor z = Sample("z", new Bernoulli(0.3));
        Deterministic("square", mu * mu);
        Sample("y", new Normal(mu + z, 1), obs: torch.tensor(1.0));
    }
}
