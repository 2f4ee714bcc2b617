namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>log(p / q) + (1 - p) / p log((1 - p) / (1 - q)).</summary>
    private static Tensor Kl(Geometric p, Geometric q) =>
        (p.Chance.Log - q.Chance.Log + p.Chance.OddsAgainst * (p.Chance.LogComplement - q.Chance.LogComplement)).ToTensor();
}
