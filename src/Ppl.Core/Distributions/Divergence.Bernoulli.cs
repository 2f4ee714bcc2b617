namespace Ppl.Distributions;

public static partial class Divergence
{
    private static Tensor Kl(Bernoulli p, Bernoulli q) => Kl(p.Chance, q.Chance);

    /// <summary>p log(p / λ) + (1 - p) log(1 - p) + λ, by the masses e^-λ and λ e^-λ of 0 and 1.</summary>
    private static Tensor Kl(Bernoulli p, Poisson q) =>
        Part(p.Chance.Probs, p.Chance.Log, q.Rate.Log()) + Part(p.Chance.Complement, p.Chance.LogComplement, 0) + q.Rate;

    /// <summary>p log(p / q) + (1 - p) log((1 - p) / (1 - q)).</summary>
    private static Tensor Kl(Chance p, Chance q) => Part(p.Probs, p.Log, q.Log) + Part(p.Complement, p.LogComplement, q.LogComplement);

    /// <summary>p (log p - log q), 0 where p is 0 whatever q is.</summary>
    private static Tensor Part(TensorLike p, TensorLike logP, TensorLike logQ)
    {
        Tensor probability = p.ToTensor(), part = probability * (logP.ToTensor() - logQ.ToTensor());
        return torch.where(probability > 0, part, torch.zeros_like(part));
    }
}
