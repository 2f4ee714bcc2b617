using MathNet.Numerics.LinearAlgebra;
using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary>What <see cref="Gmm"/> found: by every method, on the same points.</summary>
internal sealed record GmmFit(GmmOptions Options, GmmData Data, IReadOnlyList<GmmEstimate> Estimates, NutsRun? Chains, ModelGraph Graph, TimeSpan Duration)
{
    public GmmEstimate Of(string method) => Estimates.Single(estimate => estimate.Method == method);
}

/// <summary>What a method found, its components in the order of their means; in the units of the data.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Mixture">The estimate: of a posterior, its centre.</param>
/// <param name="LogLikelihood">Of all points under the estimate, in nats.</param>
/// <param name="Bound">On the log evidence under the method's own prior; null where there is none.</param>
/// <param name="Courses">What the method climbs, by epoch or by round: its bound or log-likelihood in nats. From the start that was best; of EM, from each start.</param>
/// <param name="Starts">From how many places it began.</param>
/// <param name="Seconds">What it took.</param>
internal sealed record GmmEstimate(
    string Method, Mixture Mixture, double LogLikelihood, double? Bound, IReadOnlyList<IReadOnlyList<double>> Courses, int Starts, double Seconds)
{
    /// <summary>How sure the method is; null where it does not say.</summary>
    public MixtureDeviations? Deviations { get; init; }

    /// <summary>What was found for rows, said of the data.</summary>
    public GmmEstimate InUnitsOf(GmmData data) => this with
    {
        Mixture = Mixture.Shifted(data.Centre, data.Scale),
        LogLikelihood = LogLikelihood + data.LogUnit,
        Bound = Bound + data.LogUnit,
        Courses = [.. Courses.Select(course => course.Select(nats => nats + data.LogUnit).ToArray())],
        Deviations = Deviations?.Times(Vector<double>.Build.Dense(data.Scale)),
    };
}

/// <summary>Standard deviations of a posterior, by component.</summary>
internal sealed record MixtureDeviations(double[] Weights, Vector<double>[] Means, Vector<double>[] Variances)
{
    /// <summary>The same in units that are so many times smaller.</summary>
    public MixtureDeviations Times(Vector<double> scale) => this with
    {
        Means = [.. Means.Select(mean => mean.PointwiseMultiply(scale))],
        Variances = [.. Variances.Select(variance => variance.PointwiseMultiply(scale).PointwiseMultiply(scale))],
    };
}
