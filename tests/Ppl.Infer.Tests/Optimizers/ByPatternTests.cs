using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>Plain gradient descent tells by the length of a step which optimiser took it.</summary>
public sealed class ByPatternTests
{
    [TestCase("encoder.*", new[] { 0.5, 0.5, 0, 0 })]
    [TestCase("*.bias", new[] { 0, 0.5, 0.5, 0 })]
    [TestCase("*", new[] { 0.5, 0.5, 0.5, 0.5 })]
    [TestCase("scale", new[] { 0, 0, 0, 0.5 })]
    [TestCase("?cale", new[] { 0, 0, 0, 0.5 })]
    [TestCase("encoder.?ias", new[] { 0, 0.5, 0, 0 })]
    public void A_pattern_takes_the_names_that_it_matches(string pattern, double[] expected) =>
        Assert.That(Moves((pattern, 0.5)), Is.EqualTo(expected.Select(move => move == 0 ? 1 : move)));

    [Test]
    public void The_first_that_matches_has_it() =>
        Assert.That(Moves(("*.bias", 0.25), ("encoder.*", 0.5)), Is.EqualTo(new[] { 0.5, 0.25, 0.25, 1 }));

    [TestCase("Encoder.*", TestName = "A_pattern_that_matches_nothing_is_refused: case")]
    [TestCase("encodr.*", TestName = "A_pattern_that_matches_nothing_is_refused: a letter")]
    public void A_pattern_that_matches_nothing_is_refused(string pattern)
    {
        PplException refused = Assert.Throws<PplException>(() => Moves(("scale", 0.5), (pattern, 0.5)))!;
        Assert.That(refused.Code, Is.EqualTo("PPL024"));
        Assert.That(refused.Message, Does.StartWith($"PPL024 an optimiser by pattern: there is no \"{pattern}\"\n  there are   encoder."));
    }

    [TestCase("encoder.bias", "encoder.*")]
    [TestCase("encoder.*", "encoder.*")]
    public void A_pattern_behind_a_wider_one_is_refused(string behind, string wider) =>
        Assert.That(() => Moves((wider, 0.5), (behind, 0.5)), Raises.Code("PPL314").With.Message.Contains($"\"{behind}\" matches an earlier"));

    [Test]
    public void What_is_refused_changes_nothing_and_leaves_no_gradient()
    {
        using var optimizer = new ByPattern(new Sgd(1), ("q", new Sgd(1)));
        using StoredParam parameter = Leaf.Of(1);
        parameter.SetGradient(1);
        Assert.That(() => optimizer.Step([parameter]), Raises.Code("PPL024"));
        Assert.That(parameter.Values(), Is.EqualTo(new[] { 1.0 }));
        Assert.That(parameter.Unconstrained.grad, Is.Null);
    }

    [Test]
    public void After_its_first_step_a_pattern_may_rest_and_a_resumed_one_too()
    {
        using ByPattern optimizer = new(new Sgd(1), ("p", new Sgd(1))), resumed = new(new Sgd(1), ("p", new Sgd(1)));
        using StoredParam parameter = Leaf.Named("p", 1), other = Leaf.Named("q", 1);
        optimizer.Step([parameter, other]);
        Assert.That(() => optimizer.Step([other]), Throws.Nothing);
        var state = new SavedState();
        optimizer.Save(state);
        resumed.Restore(state)();
        Assert.That(() => resumed.Step([other]), Throws.Nothing);
    }

    [Test]
    public void The_factor_is_that_of_all()
    {
        using var optimizer = new ByPattern(new Sgd(1), ("p", new Sgd(0.5))) { LearningRateFactor = 0.5 };
        using StoredParam parameter = Leaf.Named("p", 1), other = Leaf.Named("q", 1);
        parameter.SetGradient(1);
        other.SetGradient(1);
        optimizer.Step([parameter, other]);
        Assert.That((parameter.Values()[0], other.Values()[0]), Is.EqualTo((0.75, 0.5)));
    }

    [Test]
    public void Each_pattern_takes_an_optimiser_of_its_own()
    {
        using var adam = new Adam();
        Assert.That(() => new ByPattern(adam, ("p", adam)), Throws.ArgumentException);
        Assert.That(() => new ByPattern(new Adam(), (null!, adam)), Throws.ArgumentException);
    }

    /// <summary>How far each parameter moves along a gradient of 1, when all others move by 1.</summary>
    private static double[] Moves(params (string Pattern, double Rate)[] rates)
    {
        using var optimizer = new ByPattern(new Sgd(1), [.. rates.Select(rate => (rate.Pattern, (Optimizer)new Sgd(rate.Rate)))]);
        StoredParam[] parameters = [.. new[] { "encoder.weight", "encoder.bias", "decoder.bias", "scale" }.Select(name => Leaf.Named(name, 2))];
        foreach (StoredParam parameter in parameters) parameter.SetGradient(1);
        optimizer.Step(parameters);
        double[] moves = [.. parameters.Select(parameter => 2 - parameter.Values()[0])];
        foreach (StoredParam parameter in parameters) parameter.Dispose();
        return moves;
    }
}
