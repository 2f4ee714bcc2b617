namespace Ppl.Infer;

/// <summary>
/// E-BFMI, the energy Bayesian fraction of missing information of a Hamiltonian chain (Betancourt 2016, "Diagnosing suboptimal cotangent disintegrations"):
/// below 0.3 the momenta are too small a step for the energies that the posterior has, and its tails are hardly reached.
/// </summary>
public static class EnergyFraction
{
    /// <summary>Σ (E_i - E_{i-1})² / Σ (E_i - Ē)² of one chain; NaN for fewer than two draws, a non-finite energy, or energies that are all equal.</summary>
    /// <param name="energies">The total energy of each draw, without warm-up.</param>
    public static double Of(ReadOnlySpan<double> energies)
    {
        double mean = 0, steps = 0, deviations = 0;
        foreach (double energy in energies) mean += energy / energies.Length;
        for (int i = 0; i < energies.Length; i++)
        {
            deviations += (energies[i] - mean) * (energies[i] - mean);
            if (i > 0) steps += (energies[i] - energies[i - 1]) * (energies[i] - energies[i - 1]);
        }
        return deviations > 0 && steps > 0 && double.IsFinite(deviations) ? steps / deviations : double.NaN;
    }
}
