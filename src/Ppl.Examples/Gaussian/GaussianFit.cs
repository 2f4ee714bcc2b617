using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary>What a run found; bounds are in nats, for all numbers together.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Numbers">The data.</param>
/// <param name="Exact">The posterior by quadrature.</param>
/// <param name="Ascent">Coordinate ascent.</param>
/// <param name="ClosedForm">Adam on the bound in closed form.</param>
/// <param name="MonteCarlo">Adam on the Monte Carlo bound, by the number of draws; the last has most.</param>
/// <param name="Bounds">The Monte Carlo bounds of their guides.</param>
/// <param name="Variances">Of the Monte Carlo gradient at coordinate ascent's optimum.</param>
/// <param name="Chains">By NUTS; null where it was not asked for.</param>
/// <param name="Graph">The model's.</param>
/// <param name="Duration">Of all this.</param>
internal sealed record GaussianFit(
    GaussianOptions Options, Numbers Numbers, ExactPosterior Exact, CoordinateAscent Ascent, Climb ClosedForm, IReadOnlyList<Climb> MonteCarlo,
    IReadOnlyList<BoundEstimate> Bounds, IReadOnlyList<GradientVariance> Variances, NutsRun? Chains, ModelGraph Graph, TimeSpan Duration);
