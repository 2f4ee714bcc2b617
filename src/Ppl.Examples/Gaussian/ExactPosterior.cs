using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace Ppl.Examples;

/// <summary>
/// The posterior of mu ~ Normal, variance ~ Gamma given numbers of Normal(mu, √variance), by quadrature. Given the variance, mu is normal and integrated
/// out by hand; what is left is an integral over u = log variance.
/// </summary>
/// <remarks>
/// By the trapezium rule, from where the integrand has fallen to e⁻⁶⁰ of its peak on the one side to the same on the other. For a smooth function that dies
/// away on both sides the rule converges faster than any power of the step: the error is that of rounding.
/// </remarks>
/// <param name="Marginals">Means, standard deviations and densities.</param>
/// <param name="LogEvidence">log p(x), in nats.</param>
internal sealed record ExactPosterior(Marginals Marginals, double LogEvidence)
{
    private const double Drop = 60;
    private const int ScanPlaces = 1 << 14, MostPlaces = 1 << 18;

    /// <summary>For numbers of finite evidence (<see cref="GaussianPrior.RequireEvidence"/>).</summary>
    public static ExactPosterior Of(Numbers x, GaussianPrior prior)
    {
        int n = x.Count;
        double offset = x.Mean - prior.Mean, priorVariance = prior.Deviation * prior.Deviation;

        // log p(x, u): the numbers' squares, their mean with mu integrated out, and the prior with the Jacobian of u.
        double LogJoint(double u)
        {
            double variance = Math.Exp(u), ofMean = priorVariance + variance / n;
            double squares = x.Squares == 0 ? 0 : x.Squares / (2 * variance);
            return -0.5 * (n - 1) * (Math.Log(2 * Math.PI) + u) - squares - 0.5 * Math.Log(n)
                - 0.5 * Math.Log(2 * Math.PI * ofMean) - offset * offset / (2 * ofMean)
                + prior.Shape * (u - Math.Log(prior.Scale)) - variance / prior.Scale - SpecialFunctions.GammaLn(prior.Shape);
        }
        (double low, double high, double peak) = Range(LogJoint, Modes(x, prior));

        int places = 1 << 6;
        double Integral(Func<double, double> weight) =>
            NewtonCotesTrapeziumRule.IntegrateComposite(u => weight(u) * Math.Exp(LogJoint(u) - peak), low, high, places);
        double mass = Integral(_ => 1), before;
        do
        {
            places *= 2;
            (before, mass) = (mass, Integral(_ => 1));
        }
        while (Math.Abs(mass - before) > 1e-13 * mass && places < MostPlaces);
        double Mean(Func<double, double> value) => Integral(value) / mass;

        // Of mu given the variance.
        double Weight(double u) => priorVariance / (priorVariance + Math.Exp(u) / n);
        double MuVariance(double u) => Weight(u) * Math.Exp(u) / n;

        double weight = Mean(Weight), muMean = prior.Mean + weight * offset, varianceMean = Mean(Math.Exp);
        double muVariance = Mean(u => MuVariance(u) + Square((Weight(u) - weight) * offset)), varianceVariance = Mean(u => Square(Math.Exp(u) - varianceMean));
        var marginals = new Marginals(
            muMean, Math.Sqrt(muVariance), mu => Mean(u => Normal.PDF(prior.Mean + Weight(u) * offset, Math.Sqrt(MuVariance(u)), mu)),
            varianceMean, Math.Sqrt(varianceVariance), variance => variance > 0 ? Math.Exp(LogJoint(Math.Log(variance)) - peak) / (mass * variance) : 0);
        return new ExactPosterior(marginals, peak + Math.Log(mass));
    }

    /// <summary>
    /// An interval of u that holds every mode. With k = shape - (n - 1)/2, S the numbers' squares, d the prior's distance from their mean, s and b the
    /// prior's deviation and scale, the slope of log p(x, u) is k - v/b + S/(2v) at variance v, plus a part of mu that lies between -v/(2ns²) and nd²/(2v).
    /// </summary>
    private static (double Low, double High) Modes(Numbers x, GaussianPrior prior)
    {
        int n = x.Count;
        double k = prior.Shape - 0.5 * (n - 1);
        return (LogRoot(1 / prior.Scale + 1 / (2 * n * Square(prior.Deviation)), k, x.Squares / 2),
            LogRoot(1 / prior.Scale, k, (x.Squares + n * Square(x.Mean - prior.Mean)) / 2));
    }

    /// <summary>From the interval of the modes outwards until the integrand has fallen, then inwards to where it counts.</summary>
    private static (double Low, double High, double Peak) Range(Func<double, double> logJoint, (double Low, double High) modes)
    {
        (double low, double high) = modes;
        double peak = Math.Max(logJoint(low), logJoint(high));
        for (double step = 1e-3; logJoint(low) > peak - Drop; step *= 2) low -= step;
        for (double step = 1e-3; logJoint(high) > peak - Drop; step *= 2) high += step;
        for (double width = double.PositiveInfinity; high - low < 0.5 * width;)
        {
            width = high - low;
            double[] places = Generate.LinearSpaced(ScanPlaces, low, high), heights = [.. places.Select(logJoint)];
            peak = heights.Max();
            int first = Array.FindIndex(heights, height => height > peak - Drop), last = Array.FindLastIndex(heights, height => height > peak - Drop);
            (low, high) = (places[Math.Max(first - 1, 0)], places[Math.Min(last + 1, ScanPlaces - 1)]);
        }
        return (low, high, peak);
    }

    /// <summary>log v of the positive root of p v² - q v - r = 0, p positive and r not negative; for r = 0 q is positive.</summary>
    private static double LogRoot(double p, double q, double r)
    {
        double discriminant = Math.Sqrt(q * q + 4 * p * r);
        return Math.Log(q > 0 ? (q + discriminant) / (2 * p) : 2 * r / (discriminant - q));
    }

    private static double Square(double number) => number * number;
}
