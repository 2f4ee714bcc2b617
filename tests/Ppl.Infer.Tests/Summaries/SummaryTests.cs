using Ppl.Testing;

namespace Ppl.Infer.Tests;

public sealed class SummaryTests
{
    private static readonly Samples OneToTwentyOne = new(
        new Draws("mu", [], [.. Enumerable.Range(1, 21).Select(i => (double)i)]),
        new Draws("effect", [2, 1], [.. Enumerable.Range(1, 21).SelectMany(i => new[] { -i / 1000.0, 1e6 * i })]));

    [Test]
    public void Each_element_has_a_row()
    {
        var summary = Summary.Of(OneToTwentyOne);
        Assert.That(summary.Select(row => row.Name), Is.EqualTo(new[] { "mu", "effect[0, 0]", "effect[1, 0]" }));
        Assert.That(summary["mu"], Is.EqualTo(new SummaryRow("mu", [], 11, Math.Sqrt(38.5), 2, 11, 20)));
        Assert.That(summary["effect[1, 0]"].High, Is.EqualTo(2e7).Within(1e-3));
    }

    [Test]
    public void Quantiles_lie_on_straight_lines_between_the_draws()
    {
        SummaryRow row = Summary.Of(new Samples(new Draws("x", [], [4, 1, 2])))[0];
        Assert.That((row.Low, row.Median, row.High), Is.EqualTo((1.1, 2.0, 3.8)));
    }

    [Test]
    public void As_text_it_is_a_table() => Golden.Check(Summary.Of(OneToTwentyOne).ToString());

    [Test]
    public void A_row_that_is_not_there_is_refused() => Assert.That(() => Summary.Of(OneToTwentyOne)["effect"], Raises.Code("PPL024"));

    [Test]
    public void One_draw_has_no_standard_deviation() =>
        Assert.That(Summary.Of(new Samples(new Draws("x", [], [3])))[0].StandardDeviation, Is.NaN);
}
