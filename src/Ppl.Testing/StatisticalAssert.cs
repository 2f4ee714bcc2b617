using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using NUnit.Framework;

namespace Ppl.Testing;

/// <summary>
/// Assertions about random draws. Each states how often it fails although all is well (<c>falseAlarm</c>), and takes its tolerance from
/// that and from the spread of the draws; with a fixed seed it then fails always or never.
/// </summary>
/// <remarks>Draws are taken to be independent. A test that makes many such assertions raises as many chances of a false alarm.</remarks>
public static class StatisticalAssert
{
    /// <summary>The draws come from a distribution of this mean. The mean of many draws is nearly normal, with standard error s / √n.</summary>
    public static void Mean(double[] draws, double expected, double falseAlarm = 1e-6)
    {
        double standardError = Math.Sqrt(draws.Variance() / draws.Length);
        Within("mean", draws.Mean(), expected, standardError, falseAlarm);
    }

    /// <summary>The draws come from a distribution of this variance. Its estimate has standard error √((m₄ - s⁴) / n), m₄ the fourth central moment.</summary>
    public static void Variance(double[] draws, double expected, double falseAlarm = 1e-6)
    {
        double mean = draws.Mean(), variance = draws.Variance();
        double fourthMoment = draws.Average(draw => Math.Pow(draw - mean, 4));
        Within("variance", variance, expected, Math.Sqrt((fourthMoment - (variance * variance)) / draws.Length), falseAlarm);
    }

    /// <summary>
    /// The draws come from the distribution with this cdf, a continuous one: the largest distance between it and the share of draws below a point
    /// exceeds ε with a probability of at most 2 e^(-2nε²) (Massart, The tight constant in the Dvoretzky-Kiefer-Wolfowitz inequality, 1990).
    /// </summary>
    public static void Distribution(double[] draws, Func<double, double> cdf, double falseAlarm = 1e-6)
    {
        double[] sorted = [.. draws.Order()];
        double distance = 0, at = double.NaN;
        for (int i = 0; i < sorted.Length; i++)
        {
            double probability = cdf(sorted[i]);
            double here = Math.Max(probability - ((double)i / sorted.Length), ((i + 1.0) / sorted.Length) - probability);
            if (double.IsNaN(here)) Assert.Fail($"the cdf at draw {sorted[i]:G6} is not a number");
            if (here > distance) (distance, at) = (here, sorted[i]);
        }
        double allowed = Math.Sqrt(Math.Log(2 / falseAlarm) / (2 * sorted.Length));
        Assert.That(distance, Is.LessThanOrEqualTo(allowed),
            $"{sorted.Length} draws do not follow the cdf: they part by {distance:G4} at {at:G6}; {allowed:G4} is allowed at false alarm {falseAlarm:G2}");
    }

    /// <summary>The counts come from independent draws with these probabilities: Pearson's chi-square test.</summary>
    /// <exception cref="ArgumentException">A category is expected less than five times: then chi-square is no good approximation; merge categories.</exception>
    public static void Frequencies(long[] counts, double[] probabilities, double falseAlarm = 1e-6)
    {
        if (counts.Length != probabilities.Length) throw new ArgumentException("as many counts as probabilities are needed", nameof(counts));
        double total = counts.Sum(), statistic = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            double expected = total * probabilities[i];
            if (expected < 5) throw new ArgumentException($"category {i} is expected {expected:G3} times; merge it with another", nameof(probabilities));
            statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        double allowed = ChiSquared.InvCDF(counts.Length - 1, 1 - falseAlarm);
        Assert.That(statistic, Is.LessThanOrEqualTo(allowed),
            $"counts [{string.Join(", ", counts)}] do not follow [{string.Join(", ", probabilities.Select(p => p.ToString("G4")))}]: chi-square {statistic:G4}; {allowed:G4} is allowed at false alarm {falseAlarm:G2}");
    }

    private static void Within(string what, double actual, double expected, double standardError, double falseAlarm)
    {
        if (!double.IsFinite(actual)) Assert.Fail($"{what} {actual}: a draw is not finite");
        double allowed = -Normal.InvCDF(0, 1, falseAlarm / 2) * standardError;
        Assert.That(actual, Is.EqualTo(expected).Within(allowed),
            $"{what} {actual:G6}, expected {expected:G6}: {Math.Abs(actual - expected) / standardError:F1} standard errors apart; {allowed:G4} is allowed at false alarm {falseAlarm:G2}");
    }
}
