namespace Ppl.Examples.Tests;

/// <summary>Data sets and priors that ask for care: few numbers, many, a far offset, a tiny scale, priors that pile up at 0 or are sure of something else.</summary>
internal static class GaussianCases
{
    public static IEnumerable<TestCaseData> All =>
    [
        Case("one number", Drawn(1, 3, 2), new(0, 10, 2, 3)),
        Case("one number, a prior shape below 1", Drawn(1, 3, 2), new(0, 10, 0.5, 3)),
        Case("two equal numbers", new Numbers([1, 1]), new(0, 10, 2, 3)),
        Case("twenty numbers, a prior shape below 1", Drawn(20, 3, 2), new(0, 10, 0.3, 3)),
        Case("a far offset", Drawn(1000, 1e4, 0.1), new(0, 1e4, 1, 1)),
        Case("a tiny scale", Drawn(50, 0, 1e-5), new(0, 1, 1, 1)),
        Case("a prior that is sure of another mean", Drawn(5, 0, 1), new(20, 1, 2, 1)),
        Case("a prior that is sure of both", Drawn(10, 3, 2), GaussianPrior.Bad),
        Case("many numbers", Drawn(10_000, 3, 2), GaussianPrior.Good),
    ];

    public static Numbers Drawn(int count, double mean, double deviation)
    {
        using var rng = new Rng(seed: 17);
        return new([.. Enumerable.Range(0, count).Select(_ => mean + deviation * rng.NextGaussian())]);
    }

    private static TestCaseData Case(string name, Numbers x, GaussianPrior prior) => new TestCaseData(x, prior).SetArgDisplayNames(name);
}
