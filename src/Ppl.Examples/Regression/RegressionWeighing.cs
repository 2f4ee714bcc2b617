using Ppl.Infer;
using Normal = MathNet.Numerics.Distributions.Normal;

namespace Ppl.Examples;

/// <summary>Judges fitted guides on all rows: their bound, k-hat and coefficients.</summary>
internal sealed class RegressionWeighing(Program<(Tensor X, Tensor Y)> model, (Tensor X, Tensor Y) data, RegressionTable table, Rng rng)
{
    /// <summary>So many log densities of a row are in memory at once.</summary>
    private const int AtOnce = 1_000_000;

    private const string Site = "weights";
    private const ulong Stream = 0x3E16;

    /// <summary>Draws from a guide, with their weights.</summary>
    public ImportanceSample Draw(AutoGuide<(Tensor X, Tensor Y)> guide, ParamStore parameters, int draws)
    {
        using Rng own = rng.Fork(Stream);
        return Importance.Draw(model, guide, parameters, data, draws, own, new DrawOptions { AtOnce = Math.Clamp(AtOnce / table.Rows, 1, draws) });
    }

    /// <summary>A guide after its fit. Its coefficients are normal: median and quantile are mean and standard deviation.</summary>
    public RegressionFit Describe(string name, AutoGuide<(Tensor X, Tensor Y)> guide, ParamStore parameters, double[] bounds, TimeSpan duration)
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor quantiles = guide.Quantiles(parameters, data, 0.5, Normal.CDF(0, 1, 1))[Site];
        var coefficients = new Coefficients(quantiles[0].Elements<double>(), (quantiles[1] - quantiles[0]).Elements<double>());
        if (guide is AutoDelta<(Tensor X, Tensor Y)>) return new RegressionFit(name, coefficients, null, null, bounds, duration);
        ImportanceSample sample = Draw(guide, parameters, Regression.Draws);
        return new RegressionFit(name, coefficients, sample.Bound(1).Mean, sample.KHat, bounds, duration);
    }
}

/// <summary>A fitted guide.</summary>
/// <param name="Name">Its class, and what it has seen in a step.</param>
/// <param name="Coefficients">What it says of them.</param>
/// <param name="Elbo">In nats for all rows; null for a point, which has none.</param>
/// <param name="KHat">Likewise.</param>
/// <param name="Bounds">By epoch, of all rows; empty where there were none.</param>
/// <param name="Duration">Of the fit.</param>
internal sealed record RegressionFit(string Name, Coefficients Coefficients, double? Elbo, double? KHat, double[] Bounds, TimeSpan Duration)
{
    public bool IsByMinibatches => Name.EndsWith("minibatches", StringComparison.Ordinal);
}

/// <summary>What the fits are compared with.</summary>
/// <param name="Name">How it was found.</param>
/// <param name="Coefficients">Means and standard deviations.</param>
/// <param name="LogEvidence">In nats.</param>
/// <param name="Error">Standard error of the log evidence; 0 where it is exact.</param>
/// <param name="KHat">Of the weights; null where there were none.</param>
internal sealed record RegressionReference(string Name, Coefficients Coefficients, double LogEvidence, double Error, double? KHat)
{
    public static RegressionReference Of(NormalInverseGamma exact) => new("exact", exact.Coefficients, exact.LogEvidence, 0, null);

    public static RegressionReference Of(ImportanceSample sample) =>
        new("draws of AutoLaplace, weighted", Coefficients.Of(sample, "weights"), sample.LogEvidence, sample.LogEvidenceError, sample.KHat);
}

/// <summary>All fits to one table, and the chains, if there are any.</summary>
internal sealed record RegressionResult(RegressionTable Table, RegressionReference Reference, IReadOnlyList<RegressionFit> Fits, NutsRun? Chains)
{
    /// <summary>The guide with the highest bound.</summary>
    public RegressionFit Best => Fits.MaxBy(fit => fit.Elbo ?? double.NegativeInfinity)!;
}

/// <summary>What a run found.</summary>
internal sealed record RegressionResults(RegressionOptions Options, IReadOnlyList<RegressionResult> Results, TimeSpan Duration);
