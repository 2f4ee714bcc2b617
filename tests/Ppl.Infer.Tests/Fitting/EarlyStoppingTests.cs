namespace Ppl.Infer.Tests;

public sealed class EarlyStoppingTests
{
    /// <summary>Windows of two epochs, tolerance 0.1.</summary>
    [TestCase("", false)]
    [TestCase("9 9 9", false, Description = "not before two windows")]
    [TestCase("10 10 8 8", false, Description = "a fall of a fifth")]
    [TestCase("10 10 9.1 9.1", true, Description = "a fall of less than a tenth")]
    [TestCase("10 10 11 11", true, Description = "a rise")]
    [TestCase("99 10 10 8 8", false, Description = "what comes before two windows does not count")]
    [TestCase("10 8 10 6", false, Description = "means, not single epochs")]
    [TestCase("-10 -10 -12 -12", false, Description = "a negative loss that falls by a fifth")]
    [TestCase("-10 -10 -10.5 -10.5", true)]
    [TestCase("10 10 NaN 8", false, Description = "NaN judges nothing")]
    public void Windows_are_compared(string losses, bool isDue) =>
        Assert.That(new EarlyStopping { Window = 2, Tolerance = 0.1 }.IsDue([.. Histories.Of(losses)]), Is.EqualTo(isDue));

    [Test]
    public void Validation_judges_where_there_is_one()
    {
        FitEpoch[] history = [.. new[] { 4.0, 3, 2, 1 }.Select(training => new FitEpoch(training, 5, 1, 0))];
        Assert.That(new EarlyStopping { Window = 2 }.IsDue(history), Is.True);
    }

    [Test]
    public void Settings_out_of_range_are_refused()
    {
        Assert.That(() => new EarlyStopping { Window = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new EarlyStopping { Tolerance = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new EarlyStopping { Tolerance = double.NaN }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
