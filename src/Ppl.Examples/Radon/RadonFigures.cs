using MathNet.Numerics;
using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>The counties of <see cref="Radon"/> in pictures, and the chains.</summary>
internal sealed class RadonFigures(RadonResult result)
{
    private const int AtEachEnd = 12, PitBins = 50;

    public IReadOnlyList<Figure> All() =>
    [
        new("counties", Forest(), $"The level of counties with few houses and with many, by draws of the non-centred model: {AtEachEnd} of each where there are more. The fewer houses, the wider, and the nearer to what "
            + "uranium says."),
        new("uranium", Line(), "The level of each county, mean and standard deviation, by its uranium; the mean of its houses, the first floor's effect taken off; and the line around which the hierarchy holds the levels."),
        new("replicated", Replicated(), "Log radon of the houses, over that of houses like these from the hierarchy's posterior: a model that fits has the data look like one of its own sets."),
        new("loo_pit", Pit(), "P(less radon than was measured | all other houses), for each house: uniform for a model that tells the spread right. A curve above the band on the left and below it on the right would say that "
            + "the model is too narrow, the other way round that it is too wide."),
        .. ChainFigures.Of(result.NonCentred, "uranium", "log_spread"),
        .. ChainFigures.Of(result.Centred, "uranium", "log_spread"),
    ];

    private Plot Replicated()
    {
        Draws sets = result.Models[0].Replicated;
        return CheckPlots.Overlay("Log radon of the houses, measured and replicated", new("log radon"), result.Houses.LogRadon, [.. Enumerable.Range(0, sets.Count).Select(draw => sets[draw].ToArray())]);
    }

    private Plot Pit() => CheckPlots.Uniformity("LOO-PIT: each house among what the others foretell", new("p: probability of less radon"),
        [.. result.Models.Select(model => (model.Name, CheckPlots.CountsOf(model.Loo.Pit(model.Replicated, result.Houses.LogRadon), PitBins)))]);

    private Plot Forest()
    {
        int[] counties = [.. Enumerable.Range(0, result.Houses.Counties).OrderBy(result.Houses.HousesOf)];
        int[] shown = counties.Length <= 2 * AtEachEnd ? counties : [.. counties[..AtEachEnd], .. counties[^AtEachEnd..]];
        return ChainPlots.Forest("Levels of counties", new("level", "log radon"),
            [.. shown.Select(county => (FormattableString.Invariant($"county {county + 1}, houses: {result.Houses.HousesOf(county)}"), result.Level(county).Draws))]);
    }

    private Plot Line()
    {
        RadonHouses houses = result.Houses;
        NutsRun chains = result.NonCentred;
        double floor = chains["floor"].Moments.Mean, intercept = chains["intercept"].Moments.Mean, slope = chains["uranium"].Moments.Mean;
        double[] means = [.. Enumerable.Range(0, houses.Counties).Select(county =>
            Enumerable.Range(0, houses.Count).Where(house => houses.County[house] == county).Average(house => houses.LogRadon[house] - floor * houses.Floor[house]))];
        Moments[] levels = [.. Enumerable.Range(0, houses.Counties).Select(county => result.Level(county).Moments)];
        double[] ends = Generate.LinearSpaced(2, houses.Uranium.Min(), houses.Uranium.Max());
        return new Plot("Counties and their uranium", new("log uranium"), new("level", "log radon"),
            new Points("mean of the houses", houses.Uranium, means) { Series = 3 },
            new Intervals("level", houses.Uranium, [.. levels.Select(level => level.Mean)], [.. levels.Select(level => level.Mean - level.Deviation)], [.. levels.Select(level => level.Mean + level.Deviation)]) { Series = 0 },
            new Line("by uranium alone", ends, [.. ends.Select(x => intercept + slope * x)]) { Series = 2 });
    }
}
