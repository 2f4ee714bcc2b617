namespace Ppl.Distributions;

/// <summary>Bartlett's decomposition (1933): the Wishart distribution with scale I is that of A A'.</summary>
internal static class Bartlett
{
    /// <summary>A lower-triangular A: standard normal below the diagonal, A_ii² ~ χ²(ν - i), i = 0, ..., K - 1.</summary>
    public static Tensor Draw(Rng rng, TensorLike df, TensorLike like, Shape batch, long size)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([like, df]);
        Tensor rows = torch.arange(size, dtype, device);
        Tensor concentration = 0.5 * (df.ToTensor(dtype, device).unsqueeze(-1) - rows);
        Tensor diagonal = (0.5 * (LogGamma.Sample(rng, concentration.expand((batch + [size]).AsSpan())) + Math.Log(2))).exp();
        return rng.Randn(batch + [size, size], diagonal).tril(-1) + diagonal.diag_embed();
    }
}
