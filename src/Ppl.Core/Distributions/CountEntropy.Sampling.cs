namespace Ppl.Distributions;

/// <summary>Entropies of counts without a largest one, whose sums may be too long.</summary>
internal static class CountEntropy
{
    /// <summary>The integrand has its next pole at an angle of π / 2: the trapezoidal rule is wrong by e^(-π² / step).</summary>
    private const double Step = 0.25;

    /// <summary>
    /// The entropy of a negative binomial count of r failures (<paramref name="total"/>) and odds p / q, q = 1 - p, with mean m = r p / q:
    /// -r log q - m log p - E[log(Γ(X + r) / (X! Γ(r)))]. By Malmstén's integrals of log Γ the last term is the integral of
    /// (e^-s - e^-rs) / (1 - e^-s) (1 - G(s)) ds / s over all s from 0, G(s) = E[e^-sX] = (1 + (1 - e^-s) p / q)^-r, here with log s for a variable.
    /// Within a few 1e-16 of the largest term.
    /// </summary>
    public static Tensor NegativeBinomial(Tensor total, Tensor odds)
    {
        (Tensor r, Tensor ratio) = (total.to(torch.ScalarType.Float64), odds.to(torch.ScalarType.Float64));
        Tensor mean = r * ratio;
        double low = -40 - Math.Log(1 + (double)((1 + r) * (1 + mean)).max()), high = 4 - Math.Log(Math.Min(1, (double)r.min()));
        Tensor s = torch.arange(low, high, Step, torch.ScalarType.Float64, r.device).exp();

        (r, ratio) = (r.unsqueeze(-1), ratio.unsqueeze(-1));
        Tensor fall = -(-s).expm1(), isMany = r >= 1, zero = torch.zeros_like(r);
        Tensor many = torch.where(isMany, r - 1, zero), few = torch.where(isMany, zero, r - 1);    // one of both is 0: no exponential overflows
        Tensor weight = ((few * s).expm1() * (-r * s).exp() - (-many * s).expm1() * (-s).exp()) / fall;
        Tensor integral = (weight * -(-r * (ratio * fall).log1p()).expm1()).sum(dim: -1) * Step;
        return (r.squeeze(-1) * ratio.squeeze(-1).log1p() + mean * (1 / ratio.squeeze(-1)).log1p() - integral).to(total.dtype);
    }
}
