using System.Globalization;

namespace Ppl.Infer.Tests;

public sealed class ScheduleTests
{
    /// <summary>Four steps an epoch, ten epochs; values by hand, cosines to 15 digits.</summary>
    private static IEnumerable<TestCaseData> Table()
    {
        TestCaseData Row(string name, Schedule schedule, params (long Step, double Factor)[] values) => new TestCaseData(schedule, values).SetArgDisplayNames(name);
        yield return Row("Exponential(0.5)", Schedules.Exponential(0.5), (0, 1), (4, 0.5), (8, 0.25), (2, 0.707106781186548), (40, 1.0 / 1024));
        yield return Row("Exponential(1)", Schedules.Exponential(1), (0, 1), (40, 1));
        yield return Row("Cosine()", Schedules.Cosine(), (0, 1), (10, 0.853553390593274), (20, 0.5), (30, 0.146446609406726), (40, 0), (44, 0));
        yield return Row("Cosine(0.2)", Schedules.Cosine(minimum: 0.2), (0, 1), (20, 0.6), (40, 0.2));
        yield return Row("WarmUp(4)", Schedules.WarmUp(steps: 4), (0, 0.25), (1, 0.5), (3, 1), (4, 1), (40, 1));
        yield return Row("WarmUp(1)", Schedules.WarmUp(steps: 1), (0, 1));
        yield return Row("CosineWithRestarts(2)", Schedules.CosineWithRestarts(2), (0, 1), (4, 0.5), (7, 0.0380602337443566), (8, 1), (12, 0.5), (39, 0.0380602337443566));
        yield return Row("CosineWithRestarts(1, 2)", Schedules.CosineWithRestarts(1, growth: 2, minimum: 0.2), (0, 1), (2, 0.6), (4, 1), (8, 0.6), (12, 1), (20, 0.6), (28, 1));
        yield return Row("Steps(3, 0.5)", Schedules.Steps(3, 0.5), (0, 1), (11, 1), (12, 0.5), (23, 0.5), (24, 0.25), (40, 0.125));
        yield return Row("Milestones(0.5, 2, 5)", Schedules.Milestones(0.5, 2, 5), (0, 1), (7, 1), (8, 0.5), (19, 0.5), (20, 0.25), (40, 0.25));
        yield return Row("Polynomial()", Schedules.Polynomial(), (0, 1), (10, 0.75), (40, 0), (44, 0));
        yield return Row("Polynomial(2, 0.2)", Schedules.Polynomial(2, 0.2), (0, 1), (20, 0.4), (40, 0.2));
        yield return Row("RobbinsMonro(5)", Schedules.RobbinsMonro(5), (0, 1), (5, 0.5), (20, 0.2));
        yield return Row("RobbinsMonro(1, 0.75)", Schedules.RobbinsMonro(1, 0.75), (0, 1), (15, 0.125));
        yield return Row("WarmUp(8).Then(8, Cosine())", Schedules.WarmUp(8).Then(8, Schedules.Cosine()), (0, 0.125), (7, 1), (8, 1), (24, 0.5), (40, 0));
        yield return Row("WarmUp(2).Then(2, Exponential(0.5))", Schedules.WarmUp(2).Then(2, Schedules.Exponential(0.5)), (0, 0.5), (2, 1), (6, 0.5), (10, 0.25));
        yield return Row("Then(4, Then(8, ...))", Schedules.Exponential(1).Then(4, Schedules.Steps(1, 0.5).Then(8, Schedules.Polynomial())),
            (3, 1), (4, 1), (8, 0.5), (11, 0.5), (12, 1), (26, 0.5), (40, 0));
    }

    [TestCaseSource(nameof(Table))]
    public void A_factor_depends_on_the_step(Schedule schedule, (long Step, double Factor)[] values)
    {
        foreach ((long step, double factor) in values)
            Assert.That(schedule(new FitPosition(step, StepsPerEpoch: 4, Epochs: 10, [])), Is.EqualTo(factor).Within(1e-14), $"step {step}");
    }

    /// <summary>Patience 2, factor 0.1, threshold 0.01: each text is a history of losses and how many cuts it has.</summary>
    [TestCase("", 0)]
    [TestCase("5", 0)]
    [TestCase("5 4 3 2 1", 0, Description = "it falls")]
    [TestCase("5 5 5", 1, Description = "two epochs without a new best")]
    [TestCase("5 5 5 5", 1, Description = "counted anew after the cut")]
    [TestCase("5 5 5 5 5", 2)]
    [TestCase("5 6 4 6 6", 1, Description = "a new best starts the count again")]
    [TestCase("5 4.96 4.96", 1, Description = "less than a hundredth is no new best")]
    [TestCase("5 4.94 4.94", 0)]
    [TestCase("-5 -5.04 -5.04", 1, Description = "a negative loss")]
    [TestCase("-5 -5.06 -5.06", 0)]
    [TestCase("NaN 5 NaN NaN", 1, Description = "NaN is no best")]
    public void A_plateau_cuts_the_rate(string losses, int cuts)
    {
        FitEpoch[] history = [.. Histories.Of(losses)];
        double factor = Schedules.Plateau(factor: 0.1, patience: 2, threshold: 0.01)(new FitPosition(0, 4, 10, history));
        Assert.That(factor, Is.EqualTo(Math.Pow(0.1, cuts)));
    }

    /// <summary>Four steps an epoch: an epoch counts when it began at the start or later.</summary>
    [TestCase(0, 2)]
    [TestCase(1, 1)]
    [TestCase(4, 1)]
    [TestCase(8, 1)]
    [TestCase(9, 0)]
    public void A_plateau_that_follows_looks_at_the_epochs_since_it_began(int start, int cuts)
    {
        Schedule constant = _ => 1;
        FitEpoch[] history = [.. Histories.Of("5 5 5 5 5")];
        Assert.That(constant.Then(start, Schedules.Plateau(0.5, patience: 2))(new FitPosition(20, 4, 10, history)), Is.EqualTo(Math.Pow(0.5, cuts)));
    }

    [Test]
    public void A_plateau_judges_by_validation_where_there_is_one()
    {
        FitEpoch[] history = [.. new[] { 3.0, 2, 1 }.Select(training => new FitEpoch(training, 5, 1, 0))];
        Assert.That(Schedules.Plateau(patience: 2)(new FitPosition(0, 4, 10, history)), Is.EqualTo(0.1));
    }

    [Test]
    public void Arguments_out_of_range_are_refused()
    {
        Assert.That(() => Schedules.Exponential(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.Exponential(1.1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.Cosine(1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.Cosine(double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.WarmUp(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.CosineWithRestarts(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.CosineWithRestarts(1, growth: 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.CosineWithRestarts(1, minimum: 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.Steps(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.Steps(1, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.Milestones(1.1, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.Polynomial(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.Polynomial(1, -0.1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.RobbinsMonro(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.RobbinsMonro(1, 0.5), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.WarmUp(1).Then(-1, Schedules.Cosine()), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.Plateau(factor: 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.Plateau(patience: 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Schedules.Plateau(threshold: -1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}

/// <summary>Made-up histories.</summary>
internal static class Histories
{
    /// <summary>One epoch for each number of a text.</summary>
    public static IEnumerable<FitEpoch> Of(string losses) =>
        losses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(loss => new FitEpoch(double.Parse(loss, CultureInfo.InvariantCulture), null, 1, 0));
}
