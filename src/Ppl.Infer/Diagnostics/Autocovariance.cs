using System.Numerics;

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
        Transform(spectrum);
        for (int i = 0; i < spectrum.Length; i++) spectrum[i] = (spectrum[i].Real * spectrum[i].Real) + (spectrum[i].Imaginary * spectrum[i].Imaginary);
        Transform(spectrum);    // of a real and even spectrum this is the way back, up to the length
        double scale = (double)n * spectrum.Length;
        return [.. spectrum.Take(n).Select(sum => sum.Real / scale)];
    }

    /// <summary>
    /// Σ_j x_j exp(-2πi jk / N) in place (Cooley and Tukey 1965), N a power of two. That of MathNet spreads each transform over threads, which at the lengths of chains costs more than
    /// the transform.
    /// </summary>
    private static void Transform(Complex[] x)
    {
        Complex[] roots = [.. Enumerable.Range(0, x.Length / 2).Select(k => Complex.FromPolarCoordinates(1, -2 * Math.PI * k / x.Length))];
        for (int i = 1, reversed = 0; i < x.Length; i++)
        {
            int bit = x.Length >> 1;
            for (; (reversed & bit) != 0; bit >>= 1) reversed ^= bit;
            reversed ^= bit;
            if (i < reversed) (x[i], x[reversed]) = (x[reversed], x[i]);
        }
        for (int length = 2; length <= x.Length; length <<= 1)
            for (int start = 0; start < x.Length; start += length)
                for (int k = 0; k < length / 2; k++)
                {
                    Complex even = x[start + k], odd = x[start + k + (length / 2)] * roots[k * (x.Length / length)];
                    (x[start + k], x[start + k + (length / 2)]) = (even + odd, even - odd);
                }
    }
}
