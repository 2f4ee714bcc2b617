namespace Ppl.Infer;

/// <summary>Draws from a normal distribution that stands for a density.</summary>
/// <param name="Points">The draws.</param>
/// <param name="LogDensities">log p of each; -∞ where it has none.</param>
/// <param name="Normal">q.</param>
internal sealed record NormalDraws(double[][] Points, double[] LogDensities, NormalApproximation Normal)
{
    public static NormalDraws Of(NormalApproximation normal, IDensity density, int count, Rng rng)
    {
        double[][] points = new double[count][];
        double[] logDensities = new double[count], gradient = new double[normal.Dimension];
        for (int i = 0; i < count; i++)
        {
            points[i] = new double[normal.Dimension];
            normal.Draw(rng, points[i]);
            double logDensity = density.Evaluate(points[i], gradient);
            logDensities[i] = double.IsFinite(logDensity) ? logDensity : double.NegativeInfinity;
        }
        return new(points, logDensities, normal);
    }

    /// <summary>The evidence lower bound, estimated as the mean of log p - log q; -∞ where a draw has no density.</summary>
    public double Elbo => LogWeights([this]).Average();

    /// <summary>log p - log q for the draws of several, one after another, q the mixture of all their distributions in equal shares.</summary>
    /// <param name="all">As many draws of each.</param>
    public static double[] LogWeights(IReadOnlyList<NormalDraws> all)
    {
        double[] logProposals = new double[all.Count];
        return [.. all.SelectMany(draws => draws.Points.Zip(draws.LogDensities, (point, logDensity) =>
        {
            for (int i = 0; i < logProposals.Length; i++) logProposals[i] = all[i].Normal.LogDensity(point);
            return logDensity - Infer.LogWeights.LogMean(logProposals);
        }))];
    }
}
