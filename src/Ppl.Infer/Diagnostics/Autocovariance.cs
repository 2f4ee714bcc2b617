using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Ppl.Infer;

/// <summary>Autocovariances at every lag.</summary>
internal static class Autocovariance
{
    /// <summary>(1/n) Σ_i (x_i - x̄)(x_{i+t} - x̄) for t = 0, …, n - 1, divided by n at every lag (Geyer 1992), by way of the power spectrum.</summary>
    public static double[] Of(double[] chain)
    {
        int n = chain.Length;
        double mean = chain.Average();
        // Zeros behind the draws, as many as there are draws at least, keep the ends from being multiplied with one another.
        var spectrum = new Complex[(int)BitOperations.RoundUpToPowerOf2((uint)(2 * n))];
        for (int i = 0; i < n; i++) spectrum[i] = chain[i] - mean;
        Fourier.Forward(spectrum, FourierOptions.AsymmetricScaling);
        for (int i = 0; i < spectrum.Length; i++) spectrum[i] = spectrum[i].Real * spectrum[i].Real + spectrum[i].Imaginary * spectrum[i].Imaginary;
        Fourier.Inverse(spectrum, FourierOptions.AsymmetricScaling);
        return [.. spectrum.Take(n).Select(sum => sum.Real / n)];
    }
}
