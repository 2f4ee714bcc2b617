using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Ppl.Examples;

/// <summary>The approximate posterior of mu and of the variance, each by itself: q(mu) = Normal(Mean, Deviation), q(variance) = Gamma(Shape, Scale).</summary>
internal sealed record MeanField(double Mean, double Deviation, double Shape, double Scale)
{
    /// <summary>E[1 / variance], finite where the shape is above 1.</summary>
    public double Precision => 1 / (Scale * (Shape - 1));

    public Marginals Marginals
    {
        get
        {
            var mu = new Normal(Mean, Deviation);
            var variance = new Gamma(Shape, 1 / Scale);
            return new(mu.Mean, mu.StdDev, mu.Density, variance.Mean, variance.StdDev, variance.Density);
        }
    }

    /// <summary>E_q[Σ (x - mu)²] / 2: all that the likelihood knows of q(mu).</summary>
    public double HalfSquares(Numbers x) => (x.Squares + x.Count * (Square(x.Mean - Mean) + Square(Deviation))) / 2;

    /// <summary>
    /// The bound on log p(x), in nats, in closed form: E_q[log p(x | mu, variance)] - KL(q(mu) ‖ p(mu)) - KL(q(variance) ‖ p(variance)).
    /// </summary>
    public double Bound(Numbers x, GaussianPrior prior)
    {
        double logVariance = SpecialFunctions.DiGamma(Shape) + Math.Log(Scale);
        double likelihood = -0.5 * x.Count * (Math.Log(2 * Math.PI) + logVariance) - Precision * HalfSquares(x);
        double ofMu = Math.Log(prior.Deviation / Deviation) + (Square(Deviation / prior.Deviation) + Square((Mean - prior.Mean) / prior.Deviation) - 1) / 2;
        double ofVariance = SpecialFunctions.GammaLn(prior.Shape) - SpecialFunctions.GammaLn(Shape) + prior.Shape * Math.Log(prior.Scale / Scale)
            + (Shape - prior.Shape) * SpecialFunctions.DiGamma(Shape) + Shape * (Scale / prior.Scale - 1);
        return likelihood - ofMu - ofVariance;
    }

    private static double Square(double number) => number * number;
}
