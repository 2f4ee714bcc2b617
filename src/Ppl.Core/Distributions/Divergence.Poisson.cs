namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>λ_p log(λ_p / λ_q) - λ_p + λ_q.</summary>
    private static Tensor Kl(Poisson p, Poisson q) => Part(p.Rate, p.Rate.Log(), q.Rate.Log()) - p.Rate + q.Rate;

    /// <summary>∞: a Poisson count exceeds 1, unless its rate is 0.</summary>
    private static Tensor Kl(Poisson p, Bernoulli q) => OfUnbounded(p, q.Chance.LogComplement);

    /// <summary>∞: a Poisson count exceeds every n, unless its rate is 0.</summary>
    private static Tensor Kl(Poisson p, Binomial q) => OfUnbounded(p, q.TotalCount * q.Chance.LogComplement);

    private static Tensor OfUnbounded(Poisson p, TensorLike logMassOfZero)
    {
        Tensor rate = p.Rate.ToTensor(), none = -logMassOfZero.ToTensor();
        return torch.where(rate > 0, none + double.PositiveInfinity, none);
    }
}
