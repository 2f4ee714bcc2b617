using Ppl.Distributions;
using Ppl.Handlers;
using static Ppl.Primitives;

namespace Ppl.Examples;

/// <summary>The models of <see cref="Radon"/>.</summary>
[Compiled]
internal static class RadonModels
{
    /// <summary>level ~ Normal(intercept + uranium · log uranium, spread) for each county.</summary>
    public static readonly Program<RadonTensors> Centred = data =>
    {
        Tensor expected = Expected(data), spread = Sample("spread", new HalfNormal(1)), level;
        using (Plate counties = Plate("counties", data.Uranium.shape[0])) level = Sample("level", new Normal(expected, spread));
        Measure(data, level);
    };

    /// <summary>The same with level = expected + spread z, z ~ Normal(0, 1): the handler rewrites the site.</summary>
    public static readonly Program<RadonTensors> NonCentred =
        Centred.Under(new Reparameterize(new Dictionary<string, Reparam> { ["level"] = new LocScaleReparam(centered: 0) }));

    /// <summary>Counties differ by their uranium alone.</summary>
    public static readonly Program<RadonTensors> OneLevel = data => Measure(data, Expected(data));

    /// <summary>No county tells of another, nor does uranium.</summary>
    public static readonly Program<RadonTensors> LevelsApart = data =>
    {
        Tensor level;
        using (Plate counties = Plate("counties", data.Uranium.shape[0])) level = Sample("level", new Normal(0, 5));
        Measure(data, level);
    };

    /// <summary>What a county's uranium says of its level.</summary>
    private static Tensor Expected(RadonTensors data) => Sample("intercept", new Normal(0, 5)) + Sample("uranium", new Normal(0, 2)) * data.Uranium;

    /// <summary>log_radon ~ Normal(level of the county + floor · first floor, noise) for each house.</summary>
    private static void Measure(RadonTensors data, Tensor level)
    {
        Tensor floor = Sample("floor", new Normal(0, 2)), noise = Sample("noise", new HalfNormal(1));
        using Plate houses = Plate("houses", data.LogRadon.shape[0]);
        Sample("log_radon", new Normal(level.index_select(-1, data.County) + floor * data.Floor, noise), obs: data.LogRadon);
    }
}

/// <summary>What the models are given: by house and by county.</summary>
internal readonly record struct RadonTensors(Tensor LogRadon, Tensor Floor, Tensor County, Tensor Uranium)
{
    /// <summary>They live in the caller's tensor scope.</summary>
    public static RadonTensors Of(RadonHouses houses, torch.Device device) => new(
        torch.tensor(houses.LogRadon, device: device), torch.tensor(houses.Floor, device: device), torch.tensor(houses.County, device: device), torch.tensor(houses.Uranium, device: device));
}
