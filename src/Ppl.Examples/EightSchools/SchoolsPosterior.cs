using MathNet.Numerics;

namespace Ppl.Examples;

/// <summary>
/// The posterior of <see cref="EightSchools"/> without a guide. Given tau all else is normal, so what is left is an integral over one number,
/// t = log tau: p(t | y) ∝ p(t) p(y | tau), p(y | tau) with mu and every theta integrated out (Gelman and others 2013, section 5.4).
/// </summary>
/// <remarks>
/// The trapezium rule over t, from far below to far above all scales of the data: p(t | y) falls as e^t on the one side and faster on the other, and for a
/// smooth density that dies away on both sides the rule converges faster than any power of the step.
/// </remarks>
internal sealed class SchoolsPosterior
{
    private const double Below = 40, Above = 20, Step = 0.01, Tail = 1e-3;

    private readonly Schools schools;
    private readonly double[] logTau;
    private readonly double[] weights;

    public SchoolsPosterior(Schools schools)
    {
        this.schools = schools;
        double smallest = Math.Min(SchoolsModels.PriorScale, schools.Errors.Min());
        double largest = Math.Max(SchoolsModels.PriorScale, schools.Errors.Concat(schools.Effects.Select(Math.Abs)).Max());
        double low = Math.Log(smallest) - Below, high = Math.Log(largest) + Above;
        logTau = Generate.LinearSpaced((int)Math.Ceiling((high - low) / Step), low, high);
        double[] logJoint = [.. logTau.Select(LogJoint)];
        double peak = logJoint.Max(), mass = logJoint.Sum(value => Math.Exp(value - peak));
        weights = [.. logJoint.Select(value => Math.Exp(value - peak) / mass)];
        LogEvidence = peak + Math.Log(mass * (logTau[1] - logTau[0]));
        Answer = new(
            MomentsOf(MuGiven), MomentsOf(tau => (tau, 0)), [.. Enumerable.Range(0, schools.Count).Select(school => MomentsOf(tau => ThetaGiven(school, tau)))]);
    }

    /// <summary>log p(y), in nats.</summary>
    public double LogEvidence { get; }

    /// <summary>Means and standard deviations.</summary>
    public SchoolsAnswer Answer { get; }

    /// <summary>Where t = log tau lies: a thousandth of the probability is below, as much above.</summary>
    public (double Low, double High) RangeOfLogTau => (Quantile(Tail), Quantile(1 - Tail));

    /// <summary>p(t | y) at t = log tau.</summary>
    public double Density(double t) => Math.Exp(LogJoint(t) - LogEvidence);

    /// <summary>p(theta | tau, y) of one school, which is normal.</summary>
    public (double Mean, double Variance) ThetaGiven(int school, double tau)
    {
        (double mean, double variance) = MuGiven(tau);
        double y = schools.Effects[school], noise = Square(schools.Errors[school]);
        double toMu = noise / (noise + Square(tau)), toData = 1 - toMu;
        return (toData * y + toMu * mean, toData * noise + Square(toMu) * variance);
    }

    private double Quantile(double level)
    {
        int place = -1;
        for (double below = 0; below < level; below += weights[place]) place++;
        return logTau[place];
    }

    /// <summary>p(mu | tau, y), which is normal.</summary>
    private (double Mean, double Variance) MuGiven(double tau)
    {
        double precision = 1 / Square(SchoolsModels.PriorScale), sum = 0;
        for (int j = 0; j < schools.Count; j++)
        {
            double variance = Square(schools.Errors[j]) + Square(tau);
            precision += 1 / variance;
            sum += schools.Effects[j] / variance;
        }
        return (sum / precision, 1 / precision);
    }

    /// <summary>log p(t) + log p(y | tau): with each theta integrated out y ~ Normal(mu, sqrt(error² + tau²)), and that times p(mu) is a normal density of mu.</summary>
    private double LogJoint(double t)
    {
        double tau = Math.Exp(t), scale = SchoolsModels.PriorScale;
        (double mean, double variance) = MuGiven(tau);
        double sum = Math.Log(2 / Math.PI) + t - Math.Log(scale) - double.LogP1(Square(tau / scale));
        sum += 0.5 * (Square(mean) / variance + Math.Log(variance / Square(scale)));
        for (int j = 0; j < schools.Count; j++)
        {
            double total = Square(schools.Errors[j]) + Square(tau);
            sum -= 0.5 * (Math.Log(2 * Math.PI * total) + Square(schools.Effects[j]) / total);
        }
        return sum;
    }

    /// <summary>The moments of a quantity whose mean and variance given tau are known.</summary>
    private Moments MomentsOf(Func<double, (double Mean, double Variance)> given)
    {
        (double Mean, double Variance)[] parts = [.. logTau.Select(t => given(Math.Exp(t)))];
        double mean = weights.Zip(parts, (weight, part) => weight * part.Mean).Sum();
        return new(mean, Math.Sqrt(weights.Zip(parts, (weight, part) => weight * (part.Variance + Square(part.Mean - mean))).Sum()));
    }

    private static double Square(double x) => x * x;
}
