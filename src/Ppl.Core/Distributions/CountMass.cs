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
        Tensor next = count + 1;
        return NearPoisson(count, next, rate) + Stable.LogPowerOverGamma(next);
    }

    /// <summary>The log mass of a Poisson count of rate (scale times share).</summary>
    public static Tensor Poisson(Tensor count, TensorLike scale, Chance.Share share)
    {
        Tensor next = count + 1;
        return NearPoisson(count, next, scale, share) + Stable.LogPowerOverGamma(next);
    }

    /// <summary>Binomial counts are two Poisson counts of rates (n + 1) p and (n + 1) (1 - p), given that their sum is n.</summary>
    public static Tensor Binomial(Tensor count, TensorLike total, Chance chance)
    {
        TensorLike nextTotal = total + 1;
        Tensor others = total - count, next = count + 1, nextOther = others + 1;
        TensorLike near = NearPoisson(count, next, nextTotal, chance.ProbsShare) + NearPoisson(others, nextOther, nextTotal, chance.ComplementShare);
        return (near + (nextTotal.Log() + Stable.LogPowersOverGamma([next, nextOther], [nextTotal]))).Beside(count);
    }

    /// <summary>log of the mass at n of a Poisson count of rate n + 1: what the masses of counts whose sum is n are divided by.</summary>
    public static TensorLike OfTotal(TensorLike total) => (total + 1).LogPowerOverGamma() - (total + 1).Log();

    /// <summary>
    /// log(Γ(x + r) / (x! Γ(r)) qʳ pˣ), q = 1 - p, as a Poisson mass of rate p (x + r) and r (log u + 1 - u) + log(rʳ e^-r / Γ(r))
    /// - log(sˢ e^-s / Γ(s)), u = q s / r, s = x + r.
    /// </summary>
    public static Tensor NegativeBinomial(Tensor count, TensorLike total, Chance.Share p, Chance.Share q)
    {
        Tensor next = count + 1, sum = count + total;
        return (NearNegativeBinomial(count, next, sum, total, p, q) + Stable.LogPowersOverGamma([next, total], [sum])).Beside(count);
    }

    /// <summary>Two negative binomial counts with α and β failures and one probability, given that their sum is n; n / (n + α + β) makes each term small.</summary>
    public static Tensor BetaBinomial(Tensor count, TensorLike total, TensorLike concentration1, TensorLike concentration0)
    {
        TensorLike concentration = concentration1 + concentration0, nextTotal = total + 1, trials = total + concentration;
        Chance.Share p = new(total / trials), q = new(concentration / trials);
        Tensor others = total - count, next = count + 1, nextOther = others + 1, sum = count + concentration1, otherSum = others + concentration0;
        TensorLike near = NearNegativeBinomial(count, next, sum, concentration1, p, q) + NearNegativeBinomial(others, nextOther, otherSum, concentration0, p, q)
            - NearNegativeBinomial(total, nextTotal, trials, concentration, p, q);
        return (near + Stable.LogPowersOverGamma([next, nextOther, concentration1, concentration0, trials], [sum, otherSum, concentration, nextTotal])).Beside(count);
    }

    /// <summary>The log mass of a Poisson count less log((x + 1)ˣ⁺¹ e^-(x + 1) / Γ(x + 1)), <paramref name="next"/> being x + 1.</summary>
    private static TensorLike NearPoisson(TensorLike count, TensorLike next, TensorLike rate)
    {
        TensorLike ratio = rate / next;
        return Stable.XLogY(count, ratio) + next * (1 - ratio) - next.Log();
    }

    private static TensorLike NearPoisson(TensorLike count, TensorLike next, TensorLike scale, Chance.Share share)
    {
        TensorLike near = NearPoisson(count, next, scale * share.Factor);
        return share.Exponent.Equals(0) ? near : near + count * share.Exponent;
    }

    /// <summary>The log mass of a negative binomial count less the terms in Γ, <paramref name="next"/> being x + 1 and <paramref name="sum"/> x + r.</summary>
    private static TensorLike NearNegativeBinomial(TensorLike count, TensorLike next, TensorLike sum, TensorLike total, Chance.Share p, Chance.Share q)
    {
        TensorLike ratio = sum * (q.Factor / total);
        return total * (ratio.Log() + (1 - ratio) + q.Exponent) + NearPoisson(count, next, sum, p);
    }
}
