using MathNet.Numerics.RootFinding;

namespace Ppl.Examples;

/// <summary>
/// Coordinate ascent on the closed-form bound (<see cref="MeanField.Bound"/>): in turn the best q(mu) for the q(variance) at hand, and the best q(variance)
/// for that q(mu). No step lowers the bound.
/// </summary>
/// <param name="Start">Where it began.</param>
/// <param name="Optimum">Where it ended.</param>
/// <param name="Bounds">The bound at the start and after each sweep, in nats.</param>
internal sealed record CoordinateAscent(MeanField Start, MeanField Optimum, IReadOnlyList<double> Bounds)
{
    private const int MostSweeps = 10_000;
    private const double Tolerance = 1e-11, Width = 3;

    /// <summary>
    /// From two starts, the numbers' mean and the prior's: few numbers and a prior that is sure of something else can have an optimum near each. The one
    /// that ends higher is kept, or, where both end alike, the one that begins higher.
    /// </summary>
    public static CoordinateAscent Of(Numbers x, GaussianPrior prior) => new[] { x.Mean, prior.Mean }
        .Select(mean => From(StartAt(mean, x, prior), x, prior))
        .OrderByDescending(ascent => Math.Round(ascent.Bounds[^1], 6)).ThenByDescending(ascent => ascent.Bounds[0]).First();

    /// <summary>From one start, until a sweep changes nothing.</summary>
    public static CoordinateAscent From(MeanField start, Numbers x, GaussianPrior prior)
    {
        List<double> bounds = [start.Bound(x, prior)];
        MeanField q = start;
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            MeanField before = q;
            q = WithBestVariance(WithBestMu(q, x, prior), x, prior);
            bounds.Add(q.Bound(x, prior));
            if (Distance(before, q) < Tolerance) break;
        }
        return new(start, q, bounds);
    }

    /// <summary>
    /// What data and prior say at a glance, if mu is near this: the mode of log variance and the curvature there; q(mu) from it. Both factors are three
    /// times as wide as they say, so that there is a way to go; but the shape is above 2, where 1 / variance has a variance and draws tell its mean.
    /// </summary>
    private static MeanField StartAt(double mu, Numbers x, GaussianPrior prior)
    {
        double offset = x.Mean - mu, halfSquares = (x.Squares + x.Count * offset * offset) / 2;
        double variance = PositiveRoot(1 / prior.Scale, prior.Shape - 0.5 * (x.Count - 1), halfSquares);
        double shape = 2 + (halfSquares / variance + variance / prior.Scale) / Square(Width);
        MeanField start = WithBestMu(new(mu, prior.Deviation, shape, variance / shape), x, prior);
        return start with { Deviation = Width * start.Deviation };
    }

    /// <summary>q(mu) is normal by itself: its precision is that of the prior and, n times, E[1 / variance]; its mean is weighted by these.</summary>
    private static MeanField WithBestMu(MeanField q, Numbers x, GaussianPrior prior)
    {
        double ofPrior = 1 / (prior.Deviation * prior.Deviation), ofData = x.Count * q.Precision, precision = ofPrior + ofData;
        return q with { Mean = prior.Mean + ofData / precision * (x.Mean - prior.Mean), Deviation = 1 / Math.Sqrt(precision) };
    }

    /// <summary>
    /// The best Gamma(shape a, scale b). With C = E_q[Σ (x - mu)²] / 2 and A = shape of the prior - n/2, the bound is, up to what does not depend on a and b,
    /// (A - a) ψ(a) + log Γ(a) + A log b + a - C / (b (a - 1)) - a b / scale of the prior. For each a its best b is the root of a quadratic
    /// equation; along these b the derivative in a changes its sign once, from plus to minus.
    /// </summary>
    private static MeanField WithBestVariance(MeanField q, Numbers x, GaussianPrior prior)
    {
        double excess = prior.Shape - x.Count / 2.0, c = q.HalfSquares(x);

        double Scale(double above) => PositiveRoot((1 + above) / prior.Scale, excess, c / above);
        double Slope(double logAbove)
        {
            double above = Math.Exp(logAbove), b = Scale(above);
            return (excess - 1 - above) * Trigamma.At(1 + above) + 1 + c / (b * above * above) - b / prior.Scale;
        }

        // Near 1 the slope goes to infinity, as (a - 1)^(-3/2). For large a it is negative once a is above the curvature of log p(log variance) at its mode.
        double low = -10, high = Math.Log(10 * Math.Sqrt(excess * excess + 4 * c / prior.Scale) + 100);
        while (Slope(low) <= 0) low -= 10;
        double root = Math.Exp(Brent.FindRoot(Slope, low, high, accuracy: 1e-14, maxIterations: 200));
        return q with { Shape = 1 + root, Scale = Scale(root) };
    }

    /// <summary>The positive root of p b² - q b - r = 0, p and r positive, without cancellation.</summary>
    private static double PositiveRoot(double p, double q, double r)
    {
        double discriminant = Math.Sqrt(q * q + 4 * p * r);
        return q > 0 ? (q + discriminant) / (2 * p) : 2 * r / (discriminant - q);
    }

    private static double Square(double number) => number * number;

    /// <summary>The largest change, in units that the numbers' own do not matter to.</summary>
    private static double Distance(MeanField p, MeanField q) => new[]
    {
        (p.Mean - q.Mean) / q.Deviation, Math.Log(p.Deviation / q.Deviation), Math.Log(p.Shape / q.Shape), Math.Log(p.Scale / q.Scale),
    }.Max(Math.Abs);
}
