namespace Ppl.Examples;

/// <summary>What a posterior says of mu and of the variance, each by itself.</summary>
internal sealed record Marginals(
    double MuMean, double MuDeviation, Func<double, double> MuDensity, double VarianceMean, double VarianceDeviation, Func<double, double> VarianceDensity);
