namespace Ppl.Infer;

/// <summary>A normal distribution at a mode, and draws of it. Managed numbers alone.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Normal">N(m, H⁻¹) in unconstrained space.</param>
/// <param name="Importance">Draws of it, as the program sees them, with their weights p / q: <see cref="ImportanceSample.KHat"/> says how well it fits, and <see cref="ImportanceSample.Resample"/> corrects it.</param>
public sealed record LaplaceResult(MapResult Mode, NormalApproximation Normal, ImportanceSample Importance)
{
    /// <summary>The draws, unweighted.</summary>
    public Samples Samples => Importance.Samples;

    /// <summary>k̂ of the weights: above 0.7 the posterior is not normal.</summary>
    public double KHat => Importance.KHat;

    /// <summary>The mode, and how well the draws fit.</summary>
    public override string ToString() => $"{Mode}; {Importance}";
}
