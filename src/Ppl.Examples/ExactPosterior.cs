using MathNet.Numerics.Distributions;
using MathNet.Numerics.Interpolation;

namespace Ppl.Examples;

/// <summary>
/// The posterior of mu ~ Normal(0, 10), sigma ~ LogNormal(0, 1) given numbers of Normal(mu, sigma), by the trapezium rule over mu and log sigma.
/// </summary>
/// <remarks>
/// The grid goes ten standard deviations to each side of the mode in steps of a twentieth. For a smooth density that dies away on
/// both sides the rule converges faster than any power of the step: the error is that of rounding.
/// </remarks>
/// <param name="Marginals">Means, standard deviations and densities.</param>
/// <param name="LogEvidence">log p(y), in nats.</param>
internal sealed record ExactPosterior(Marginals Marginals, double LogEvidence)
{
    private const int Half = 200;
    private const double Width = 10;

    public static ExactPosterior Of(double[] numbers)
    {
        int n = numbers.Length;
        double mean = numbers.Average(), squares = numbers.Sum(y => (y - mean) * (y - mean)), scale = Math.Sqrt(squares / n);
        double[] mu = Grid(mean, scale / Math.Sqrt(n)), logSigma = Grid(Math.Log(scale), 1 / Math.Sqrt(2.0 * n));

        double[,] logJoint = new double[mu.Length, logSigma.Length];
        for (int i = 0; i < mu.Length; i++)
            for (int j = 0; j < logSigma.Length; j++)
            {
                double variance = Math.Exp(2 * logSigma[j]), offset = mean - mu[i];
                logJoint[i, j] = Normal.PDFLn(0, 10, mu[i]) + Normal.PDFLn(0, 1, logSigma[j])
                    - n * (0.5 * Math.Log(2 * Math.PI) + logSigma[j]) - 0.5 * (squares + n * offset * offset) / variance;
            }
        double peak = logJoint.Cast<double>().Max();
        double muStep = mu[1] - mu[0], logStep = logSigma[1] - logSigma[0];
        double mass = muStep * logStep * logJoint.Cast<double>().Sum(value => Math.Exp(value - peak));

        double Joint(int i, int j) => Math.Exp(logJoint[i, j] - peak) / mass;
        double[] muDensity = [.. mu.Select((_, i) => logStep * logSigma.Select((_, j) => Joint(i, j)).Sum())];
        double[] logDensity = [.. logSigma.Select((_, j) => muStep * mu.Select((_, i) => Joint(i, j)).Sum())];
        double[] sigma = [.. logSigma.Select(Math.Exp)];

        (double muMean, double muDeviation) = Moments(mu, muDensity, muStep);
        (double sigmaMean, double sigmaDeviation) = Moments(sigma, logDensity, logStep);
        CubicSpline ofMu = CubicSpline.InterpolateNatural(mu, muDensity);
        CubicSpline ofLogSigma = CubicSpline.InterpolateNatural(logSigma, logDensity);
        var marginals = new Marginals(muMean, muDeviation, ofMu.Interpolate, sigmaMean, sigmaDeviation, x => ofLogSigma.Interpolate(Math.Log(x)) / x);
        return new ExactPosterior(marginals, peak + Math.Log(mass));
    }

    private static double[] Grid(double centre, double deviation) =>
        [.. Enumerable.Range(-Half, 2 * Half + 1).Select(i => centre + Width * deviation * i / Half)];

    /// <summary>Mean and standard deviation of values whose weights are density times step.</summary>
    private static (double Mean, double Deviation) Moments(double[] values, double[] density, double step)
    {
        double mean = step * values.Zip(density, (value, weight) => value * weight).Sum();
        return (mean, Math.Sqrt(step * values.Zip(density, (value, weight) => (value - mean) * (value - mean) * weight).Sum()));
    }
}
