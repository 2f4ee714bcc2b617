using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Ppl.Infer.Tests;

/// <summary>Holds draws to moments that are known: each mean to a false alarm of 1e-4 over all numbers of the model, each standard deviation to 5 %.</summary>
internal static class KnownPosterior
{
    public static void Check(McmcResult result, params (string Site, int Index, double Mean, double Deviation)[] expected)
    {
        double allowed = -Normal.InvCDF(0, 1, 1e-4 / (2 * expected.Length));
        Assert.Multiple(() =>
        {
            foreach ((string site, int index, double mean, double deviation) in expected)
            {
                double[][] chains = result.Samples[site].ByChain(index);
                double[] all = [.. chains.SelectMany(chain => chain)];
                string name = $"{site}[{index}], worth {EffectiveSampleSize.Mean(chains):F0} draws";
                Assert.That(Math.Abs(all.Average() - mean) / MonteCarloError.Mean(chains), Is.LessThan(allowed), $"mean {all.Average():G5} for {mean:G5} of {name}");
                Assert.That(all.StandardDeviation(), Is.EqualTo(deviation).Within(5).Percent, $"deviation of {name}");
                Assert.That(RHat.Of(chains), Is.LessThan(1.01), $"R-hat of {name}");
            }
        });
    }

    public static (string Site, int Index, double Mean, double Deviation)[] Position(params (double Mean, double Deviation)[] moments) =>
        [.. moments.Select((moment, i) => ("position", i, moment.Mean, moment.Deviation))];
}
