namespace Ppl.Infer;

/// <summary>Draws from normal distributions that stand for a density.</summary>
/// <param name="Points">The draws.</param>
/// <param name="LogWeights">log p - log q of each.</param>
internal sealed record WeightedPoints(double[][] Points, double[] LogWeights)
{
    /// <summary>Draws from one.</summary>
    public static WeightedPoints Of(NormalApproximation normal, IDensity density, int count, Rng rng)
    {
        double[][] points = new double[count][];
        double[] logWeights = new double[count], gradient = new double[normal.Dimension];
        for (int i = 0; i < count; i++)
        {
            points[i] = new double[normal.Dimension];
            double logDensity = normal.Draw(rng, points[i]), target = density.Evaluate(points[i], gradient);
            logWeights[i] = double.IsFinite(target) ? target - logDensity : double.NegativeInfinity;
        }
        return new(points, logWeights);
    }

    /// <summary>The mean of log p - log q, an estimate of the evidence lower bound; -∞ where a draw has no density.</summary>
    public double Elbo => LogWeights.Average();
}
