namespace Ppl.Distributions;

/// <summary>
/// Log masses of counts, with all digits at large counts, too. Each is a sum of terms w log u + w (1 - u), in which u is near 1 around the
/// mode: what a sum of log-factorials would cancel is small before it is multiplied (Loader, Fast and accurate computation of binomial
/// probabilities, 2000).
/// </summary>
internal static class CountMass
{
    /// <summary>
    /// log(λˣ e^-λ / x!) = x log u + (x + 1) (1 - u) - log(x + 1) + log((x + 1)ˣ⁺¹ e^-(x + 1) / Γ(x + 1)), u = λ / (x + 1).
    /// </summary>
    public static Tensor Poisson(Tensor count, TensorLike rate)
    {
        Tensor next = count + 1, ratio = rate / next;
        return Stable.XLogY(count, ratio) + next * (1 - ratio) - next.log() + Stable.LogPowerOverGamma(next);
    }

    /// <summary>Binomial counts are two Poisson counts of rates (n + 1) p and (n + 1) (1 - p), given that their sum is n.</summary>
    public static Tensor Binomial(Tensor count, TensorLike total, Chance chance)
    {
        TensorLike scale = total + 1;
        return Poisson(count, scale, chance.ProbsShare) + Poisson(total - count, scale, chance.ComplementShare) - OfTotal(total);
    }

    /// <summary>log of the mass at n of a Poisson count of rate n + 1: what the masses of counts whose sum is n are divided by.</summary>
    public static TensorLike OfTotal(TensorLike total) => (total + 1).LogPowerOverGamma() - (total + 1).Log();

    /// <summary>
    /// log(Γ(x + r) / (x! Γ(r)) qʳ pˣ), q = 1 - p, as a Poisson mass of rate p (x + r) and r (log u + 1 - u) + log(rʳ e^-r / Γ(r))
    /// - log(sˢ e^-s / Γ(s)), u = q s / r, s = x + r.
    /// </summary>
    public static Tensor NegativeBinomial(Tensor count, TensorLike total, Chance.Share p, Chance.Share q)
    {
        Tensor sum = count + total, ratio = sum * (q.Factor / total);
        return total * (ratio.log() + (1 - ratio) + q.Exponent) + Poisson(count, sum, p) + total.LogPowerOverGamma() - Stable.LogPowerOverGamma(sum);
    }

    /// <summary>The log mass of a Poisson count of rate (scale times share).</summary>
    public static Tensor Poisson(Tensor count, TensorLike scale, Chance.Share share)
    {
        Tensor near = Poisson(count, scale * share.Factor);
        return share.Exponent.Equals(0) ? near : near + count * share.Exponent;
    }
}
