namespace Ppl.Examples;

/// <summary>Houses in which radon was measured, and their counties.</summary>
/// <param name="LogRadon">By house.</param>
/// <param name="Floor">By house: 0 where it was measured in the basement, 1 on the first floor.</param>
/// <param name="County">By house: the place of its county among the counties.</param>
/// <param name="Uranium">By county: the log of the uranium in its soil.</param>
internal sealed record RadonHouses(double[] LogRadon, double[] Floor, long[] County, double[] Uranium)
{
    private const int DrawnCounties = 30;
    private const double MeanHouses = 10, UraniumSpread = 0.4, FirstFloors = 0.3;

    /// <summary>What houses are drawn with, and near the values of Gelman and Hill (2007, chapter 12).</summary>
    public static RadonTruth Planted { get; } = new(Intercept: 1.5, Uranium: 0.7, Floor: -0.7, Spread: 0.3, Noise: 0.75);

    /// <summary>Null where the houses were read.</summary>
    public RadonTruth? Truth { get; init; }

    public int Count => LogRadon.Length;

    public int Counties => Uranium.Length;

    /// <summary>How many houses a county has.</summary>
    public int HousesOf(int county) => County.Count(place => place == county);

    /// <summary>30 counties of few houses and of many: their numbers are exponential, about 10.</summary>
    public static RadonHouses Draw(Rng rng)
    {
        double[] uranium = [.. Enumerable.Range(0, DrawnCounties).Select(_ => UraniumSpread * rng.NextGaussian())];
        double[] level = [.. uranium.Select(log => Planted.Intercept + Planted.Uranium * log + Planted.Spread * rng.NextGaussian())];
        long[] county = [.. Enumerable.Range(0, DrawnCounties).SelectMany(place => Enumerable.Repeat((long)place, 1 + (int)(-MeanHouses * Math.Log(1 - rng.NextDouble()))))];
        double[] floor = [.. county.Select(_ => rng.NextDouble() < FirstFloors ? 1.0 : 0)];
        return new([.. county.Zip(floor, (place, first) => level[place] + Planted.Floor * first + Planted.Noise * rng.NextGaussian())], floor, county, uranium) { Truth = Planted };
    }

    /// <summary>Reads the columns <c>log.radon</c>, <c>basement</c> (1 for a measurement on the first floor), <c>uranium</c> and <c>county</c> of a CSV file.</summary>
    /// <exception cref="PplException">PPL301, PPL307, PPL308: the file has not these columns of numbers. PPL303: there is one county only, or one of two uraniums, or a floor that is neither 0 nor 1.</exception>
    public static RadonHouses Read(string path)
    {
        var table = CsvTable.Read(path);
        (double[] radon, double[] floor, double[] uranium, double[] number) = (table.Numbers("log.radon"), table.Numbers("basement"), table.Numbers("uranium"), table.Numbers("county"));
        double[] counties = [.. number.Distinct().Order()];
        long[] county = [.. number.Select(one => (long)Array.BinarySearch(counties, one))];
        double[] ofCounty = [.. counties.Select(one => uranium[Array.IndexOf(number, one)])];
        if (counties.Length < 2) throw Error.WrongFormat(path, "there is a single county, and a hierarchy is of several", "write a row for each house of several counties.");
        for (int row = 0; row < radon.Length; row++)
        {
            if (floor[row] is not (0 or 1))
                throw Error.WrongFormat(path, FormattableString.Invariant($"row {row + 1}, column \"basement\": {floor[row]} is neither 0 nor 1"), "write 0 for the basement, 1 for the first floor.");
            if (!uranium[row].Equals(ofCounty[county[row]]))
                throw Error.WrongFormat(path, FormattableString.Invariant($"row {row + 1}, column \"uranium\": county {number[row]} has {uranium[row]} here and {ofCounty[county[row]]} above"), "write one number for all houses of a county.");
        }
        return new(radon, floor, county, ofCounty);
    }
}

/// <summary>What houses are drawn with: of a county, intercept + uranium · its uranium, give or take spread; of a house, floor where it is the first, give or take noise.</summary>
internal sealed record RadonTruth(double Intercept, double Uranium, double Floor, double Spread, double Noise)
{
    /// <summary>By the model's names.</summary>
    public IReadOnlyList<(string Name, double Value)> All => [("intercept", Intercept), ("uranium", Uranium), ("floor", Floor), ("spread", Spread), ("noise", Noise)];
}
