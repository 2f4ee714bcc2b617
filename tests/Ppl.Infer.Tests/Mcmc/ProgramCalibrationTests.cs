using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Simulation-based calibration of NUTS on programs: their prior draws the data, their density is traced, transformed and differentiated. A false alarm in 10,000.</summary>
public sealed class ProgramCalibrationTests
{
    private static readonly double[] Errors = [0.5, 1, 2];

    /// <summary>μ ~ N(0, 1), y_i ~ N(μ, 1), five of them.</summary>
    private static readonly Program<Tensor> Mean = y =>
    {
        Tensor mu = Sample("mu", new Normal(0, 1));
        using Plate rows = Plate("rows", y.shape[0]);
        Sample("y", new Normal(mu, 1), obs: y);
    };

    /// <summary>μ ~ N(0, 1), τ ~ LogNormal(0, 1/2), three groups θ_j ~ N(μ, τ), y_j ~ N(θ_j, error_j).</summary>
    private static readonly Program<Tensor> Groups = y =>
    {
        Tensor mu = Sample("mu", new Normal(0, 1)), tau = Sample("tau", new LogNormal(0, 0.5));
        using Plate rows = Plate("rows", y.shape[0]);
        Tensor theta = Sample("theta", new Normal(mu, tau));
        Sample("y", new Normal(theta, torch.tensor(Errors)), obs: y);
    };

    private static readonly Program<Tensor> Uncentred = Groups.Under(new Reparameterize(new Dictionary<string, Reparam> { ["theta"] = new LocScaleReparam(0) }));

    [Test]
    public void Chains_find_the_mean_that_normal_numbers_were_drawn_with() => Check(Mean, size: 5, warmup: 60, ranked: 19);

    /// <summary>The assertion sees data that are stretched to three times what the program draws.</summary>
    [Test]
    public void Data_that_are_not_the_models_are_found() =>
        Assert.That(Assert.Catch(() => Isolated(() => Check(Mean, size: 5, warmup: 60, ranked: 19, stretched: 3)))!.Message, Does.StartWith("mu: ranks ["));

    [Test]
    public void Chains_find_what_groups_were_drawn_with() => Check(Uncentred, size: 3, warmup: 60, ranked: 9, replications: 50, bins: 10);

    /// <summary>As they are written, too: with so narrow a prior of their spread, chains find the groups none the less.</summary>
    [Test, Category("Slow")]
    public void Chains_find_what_groups_were_drawn_with_by_200_posteriors([Values(false, true)] bool centred) => Check(centred ? Groups : Uncentred, size: 3, warmup: 150, ranked: 19);

    private static void Check(Program<Tensor> model, int size, int warmup, int ranked, int replications = 200, int bins = 20, double stretched = 1)
    {
        using Tensor inputs = torch.zeros([size], torch.float64);
        Calibration.Check(model, inputs, prior => stretched * torch.tensor(prior["y"].Values.ToArray()),
            (y, rng) => new Mcmc(new McmcOptions { Chains = 1, Warmup = warmup, Draws = 4 * ranked, Seed = (ulong)rng.NextInt64(long.MaxValue) }).Run(model, y).Samples,
            new CalibrationOptions { Draws = ranked, Replications = replications, Bins = bins });
    }

    private static void Isolated(Action assertion)
    {
        using (new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext()) assertion();
    }
}
