namespace Ppl.Infer.Tests;

public sealed class LooTests
{
    private static readonly double[] Y = [1.2, -0.3, 0.8, 2.1, 0.1, 1.5, -1.1, 0.4, 0.9, 3.4];

    private static readonly NormalMeans Known = new(Y, sigma: 1, tau: 5);

    [TestCase(1)]
    [TestCase(4)]
    public void The_published_formulas_are_met(int chains)
    {
        Draws table = Known.LogLikelihood(Known.Posterior(2000, seed: 1), chains);
        Loo loo = Loo.Of(table);
        for (int i = 0; i < Y.Length; i++)
        {
            double[] column = table.Element(i);
            double efficiency = chains > 1 ? ReferenceDiagnostics.MeanEss([.. column.Select(Math.Exp).Chunk(column.Length / chains)]) / column.Length : 1;
            (double elpd, double kHat) = ReferenceLoo.Of(column, efficiency);
            Assert.That(loo.Pointwise[i], Is.EqualTo(elpd).Within(1e-8));
            Assert.That(loo.KHats[i], Is.EqualTo(kHat).Within(1e-8));
            Assert.That(loo.PointwiseParameters[i], Is.EqualTo(Math.Log(column.Average(Math.Exp)) - elpd).Within(1e-8));
        }
        double mean = loo.Pointwise.Average();
        Assert.That(loo.Elpd, Is.EqualTo(loo.Pointwise.Sum()).Within(1e-12));
        Assert.That(loo.StandardError, Is.EqualTo(Math.Sqrt(10 * loo.Pointwise.Sum(x => (x - mean) * (x - mean)) / 9)).Within(1e-12));
        Assert.That(loo.InformationCriterion, Is.EqualTo(-2 * loo.Elpd));
    }

    /// <summary>Beside log p(y_i | y_-i) itself. The terms of 40,000 draws stray by less than 0.01.</summary>
    [Test]
    public void Where_the_posterior_is_known_it_is_what_refitting_gives()
    {
        Loo loo = Loo.Of(Known.LogLikelihood(Known.Posterior(40_000, seed: 2)));
        Assert.That(loo.Pointwise, Is.EqualTo(Known.LogPredictive()).Within(0.01));
        Assert.That(loo.EffectiveParameters, Is.EqualTo(1).Within(0.5), "one mean");
        Assert.That(loo.Findings, Is.Empty);
        Assert.That(loo.ToString(), Does.Match("^elpd by PSIS-LOO -[0-9.]+ ± [0-9.]+, [0-9.]+ effective parameters$"));
    }

    [Test]
    public void The_pit_is_that_of_refitting()
    {
        Draws posterior = Known.Posterior(20_000, seed: 3);
        Loo loo = Loo.Of(Known.LogLikelihood(posterior));
        Assert.That(loo.Pit(Known.Predicted(posterior, seed: 4), Y), Is.EqualTo(Known.Pit()).Within(0.02));
    }

    [Test]
    public void Equal_counts_stand_in_the_middle_of_their_step()
    {
        var table = new Draws("y", [1], [-1, -1, -1, -1]);
        Assert.That(Loo.Of(table).Pit(new Draws("y", [1], [0, 2, 2, 3]), [2]), Is.EqualTo(new[] { 0.5 }).Within(1e-12));
    }

    /// <summary>An observation ten deviations out moves the posterior so far that the full one cannot tell what is left without it.</summary>
    [Test]
    public void An_outlier_is_named()
    {
        var outlier = new NormalMeans([.. Y, 14], sigma: 1, tau: 5);
        Loo loo = Loo.Of(outlier.LogLikelihood(outlier.Posterior(2000, seed: 5)));
        Assert.That(loo.KHats[10], Is.GreaterThan(0.7));
        Assert.That(loo.Findings.Single().Text, Does.StartWith("k-hat is above 0.70 for 1 of 11 observations, ").And.EndsWith(" for y[10]"));
        Assert.That(loo.ToString(), Does.Contain("refit without these observations"));
    }

    [Test]
    public void The_limit_falls_with_the_number_of_draws()
    {
        Assert.That(Loo.Of(Known.LogLikelihood(Known.Posterior(100, seed: 6))).KHatLimit, Is.EqualTo(0.5).Within(1e-12));
        Assert.That(Loo.Of(Known.LogLikelihood(Known.Posterior(4000, seed: 6))).KHatLimit, Is.EqualTo(0.7));
    }

    [Test]
    public void Too_few_draws_are_said_to_be_too_few() =>
        Assert.That(Loo.Of(new Draws("y", [], [-1, -2, -3])).Findings.Single().Hint, Is.EqualTo("21 draws at least are needed to tell"));

    [Test]
    public void What_does_not_fit_is_refused()
    {
        Assert.That(() => Loo.Of(new Draws("y", [2], [-1, -2, -1, double.NegativeInfinity])), Throws.ArgumentException.With.Message.Contains("log p(y[1] | draw 1) is"));
        Assert.That(() => Loo.Of(new Draws("y", [1], [-1, -2])).Pit(new Draws("y", [1], [1]), [1]), Throws.ArgumentException);
    }

    /// <summary>By hand: variances 1/2 and 2 over two draws.</summary>
    [Test]
    public void Waic_by_hand()
    {
        var waic = Waic.Of(new Draws("y", [2], [-1, -2, -2, -4]));
        double[] seen = [Math.Log((Math.Exp(-1) + Math.Exp(-2)) / 2), Math.Log((Math.Exp(-2) + Math.Exp(-4)) / 2)];
        Assert.That(waic.Pointwise, Is.EqualTo(new[] { seen[0] - 0.5, seen[1] - 2 }).Within(1e-12));
        Assert.That(waic.EffectiveParameters, Is.EqualTo(2.5).Within(1e-12));
        Assert.That(waic.Findings.Single().Text, Is.EqualTo("2 of 2 observations have more than 0.4 effective parameters, y[1] 2.00"));
    }

    [Test]
    public void Waic_is_near_where_no_observation_matters_much()
    {
        Draws table = Known.LogLikelihood(Known.Posterior(40_000, seed: 7));
        Assert.That(Waic.Of(table).Elpd, Is.EqualTo(Known.LogPredictive().Sum()).Within(0.15));
        Assert.That(() => Waic.Of(new Draws("y", [1], [-1])), Throws.ArgumentException);
    }
}
