using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>A guide of <see cref="Radon"/> after its fit.</summary>
/// <param name="Name">Way and class.</param>
/// <param name="Quantities">What it says.</param>
/// <param name="Elbo">In nats.</param>
/// <param name="KHat">Of its importance weights.</param>
/// <param name="Duration">Of the fit.</param>
internal sealed record RadonFit(string Name, IReadOnlyList<Quantity> Quantities, double Elbo, double KHat, TimeSpan Duration);

/// <summary>A model of <see cref="Radon"/>, by what it predicts.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Loo">Of houses left out, one at a time.</param>
/// <param name="Replicated">Houses like those that it has seen, a set of them for each draw.</param>
internal sealed record RadonModel(string Name, Loo Loo, Draws Replicated);

/// <summary>What a run found.</summary>
internal sealed record RadonResult(
    RadonOptions Options, RadonHouses Houses, NutsRun NonCentred, NutsRun Centred, IReadOnlyList<RadonFit> Fits, IReadOnlyList<RadonModel> Models, TimeSpan Duration)
{
    /// <summary>The models by what they predict of houses left out.</summary>
    public ModelComparison Comparison { get; } = ModelComparison.Of([.. Models.Select(model => (model.Name, (ElpdEstimate)model.Loo))]);

    /// <summary>The number of a county's level among the draws' quantities.</summary>
    public Quantity Level(int county) => NonCentred[FormattableString.Invariant($"level_{county + 1}")];
}
