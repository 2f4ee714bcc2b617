using MathNet.Numerics.Distributions;

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
                ChainAverages found = ChainAverages.Of(result.Samples[site].ByChain(index));
                string name = $"{site}[{index}], worth {found.EffectiveDraws:F0} draws";
                Assert.That(Math.Abs(found.Mean - mean) / found.Error, Is.LessThan(allowed), $"mean {found.Mean:G5} for {mean:G5} of {name}");
                Assert.That(found.StandardDeviation, Is.EqualTo(deviation).Within(5).Percent, $"deviation of {name}");
                Assert.That(found.RHat, Is.LessThan(1.01), $"R-hat of {name}");
            }
        });
    }

    public static (string Site, int Index, double Mean, double Deviation)[] Position(params (double Mean, double Deviation)[] moments) =>
        [.. moments.Select((moment, i) => ("position", i, moment.Mean, moment.Deviation))];
}
