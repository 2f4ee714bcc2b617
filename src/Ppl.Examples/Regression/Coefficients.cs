using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>What a posterior says of each coefficient.</summary>
internal sealed record Coefficients(IReadOnlyList<double> Means, IReadOnlyList<double> Deviations)
{
    /// <summary>Those of weighted draws.</summary>
    public static Coefficients Of(ImportanceSample sample, string site)
    {
        Moments[] moments =
            [.. Enumerable.Range(0, (int)sample.Samples[site].Shape.NumberOfElements).Select(i => Moments.Of(sample.Samples[site].Element(i), sample.Weights))];
        return new([.. moments.Select(one => one.Mean)], [.. moments.Select(one => one.Deviation)]);
    }

    /// <summary>Those of chains, of which the first quantities are the coefficients.</summary>
    public static Coefficients Of(NutsRun chains, int count)
    {
        Moments[] moments = [.. chains.Quantities.Take(count).Select(quantity => quantity.Moments)];
        return new([.. moments.Select(one => one.Mean)], [.. moments.Select(one => one.Deviation)]);
    }

    /// <summary>How far the means are from another's, in its standard deviations: the root of the mean square.</summary>
    public double MeansOff(Coefficients exact) =>
        Math.Sqrt(Means.Zip(exact.Means, exact.Deviations).Average(one => Math.Pow((one.First - one.Second) / one.Third, 2)));

    /// <summary>The standard deviations as shares of another's, on average.</summary>
    public double Width(Coefficients exact) => Deviations.Zip(exact.Deviations, (own, other) => own / other).Average();
}
