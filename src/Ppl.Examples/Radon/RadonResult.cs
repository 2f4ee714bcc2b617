using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>What the model of <see cref="Radon"/> is given: by house and by county.</summary>
internal readonly record struct RadonTensors(Tensor LogRadon, Tensor Floor, Tensor County, Tensor Uranium)
{
    /// <summary>They live in the caller's tensor scope.</summary>
    public static RadonTensors Of(RadonHouses houses, torch.Device device) => new(
        torch.tensor(houses.LogRadon, device: device), torch.tensor(houses.Floor, device: device), torch.tensor(houses.County, device: device), torch.tensor(houses.Uranium, device: device));
}

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
