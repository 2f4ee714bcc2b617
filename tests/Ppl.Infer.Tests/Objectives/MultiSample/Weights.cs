using MathNet.Numerics;

namespace Ppl.Infer.Tests;

/// <summary>Importance weights by hand.</summary>
internal static class Weights
{
    /// <summary>log (1/K) Σ e^l.</summary>
    public static double LogMean(IEnumerable<double> logWeights)
    {
        double[] all = [.. logWeights];
        return Math.Log(all.Average(weight => Math.Exp(weight)));
    }

    /// <summary>e^l / Σ e^l.</summary>
    public static double[] Shares(IEnumerable<double> logWeights)
    {
        double[] weights = [.. logWeights.Select(Math.Exp)];
        return [.. weights.Select(weight => weight / weights.Sum())];
    }

    /// <summary>Every site's values of a name, run after run, particle after particle.</summary>
    public static double[] Draws(ElboEstimate estimate, string name) =>
        [.. estimate.Runs.SelectMany(run => TensorText.ToDoubles((run.Drawn ?? run.Guide)[name].Value!))];

    /// <summary>log N(x; mean, sd).</summary>
    public static double LogNormal(double x, double mean, double sd) => -(Constants.LnPi / 2) - (Constants.Ln2 / 2) - Math.Log(sd) - ((x - mean) * (x - mean) / (2 * sd * sd));
}
