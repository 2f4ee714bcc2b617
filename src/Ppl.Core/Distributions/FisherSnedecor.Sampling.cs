namespace Ppl.Distributions;

public sealed partial class FisherSnedecor
{
    /// <summary>True: gradients are those of the quantile, -(dF/dd₁) / p and -(dF/dd₂) / p, to a relative error of 1e-6 for degrees of freedom from 2e-3 to 2e6; 0 where a draw is moved.</summary>
    public override bool IsReparameterized => true;

    /// <summary>(G / a) / (H / b), G ~ Gamma(a, 1), H ~ Gamma(b, 1), from their logs; kept off 0 and infinity.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor draw = LogitBeta.Draw(rng, DrawShape(sampleShape), Df1 / 2, Df2 / 2).exp();
        using (torch.no_grad()) draw = Df2 / Df1 * draw;
        return draw.WithSlopes(Df1, Df2, QuantileSlopes).ClampPositive();
    }

    /// <summary>d₂ / (d₂ - 2); infinite for d₂ ≤ 2.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => Stable.InfiniteUnless(OverBatch(Df2) > 2, OverBatch(Df2 / (Df2 - 2)));

    /// <summary>2 d₂² (d₁ + d₂ - 2) / (d₁ (d₂ - 2)² (d₂ - 4)); infinite for d₂ ≤ 4.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => Stable.InfiniteUnless(
        OverBatch(Df2) > 4, OverBatch(2 * (Df2 / (Df2 - 2)).Square() * (Df1 + Df2 - 2) / (Df1 * (Df2 - 4))));

    /// <summary>The regularised incomplete beta function I_w(a, b), w = d₁ x / (d₁ x + d₂), computed on the CPU.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => Managed
        .Map(value, Df1, Df2, static (x, d1, d2) => IncompleteBeta.Regularized(d1 / 2, d2 / 2, d1 * x / (d1 * x + d2), d2 / (d1 * x + d2)))
        .WithSlope(value, () => LogDensity(value).exp())
        .WithSlopesOfQuantile(value, () => LogDensity(value).exp(), Df1, Df2, QuantileSlopes);

    /// <summary>The inverse of the cdf by Newton's method, computed on the CPU; no gradient to the parameters.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p)
    {
        Tensor x = Managed.Map(p, Df1, Df2, static (q, d1, d2) => d2 / d1 * Math.Exp(IncompleteBeta.QuantileLogit(d1 / 2, d2 / 2, q, 1 - q)));
        return x.WithSlope(p, () => (-LogDensity(x)).exp());
    }

    /// <summary>The derivatives at a fixed probability, at a quantile x: log(d₁ x / d₂) is the logit of a variable of Beta(d₁/2, d₂/2).</summary>
    internal static (double ToDf1, double ToDf2) QuantileSlopes(double x, double df1, double df2)
    {
        (double toA, double toB) = IncompleteBeta.LogitSlopes(df1 / 2, df2 / 2, Math.Log(x) + Math.Log(df1 / df2));
        return (x * (0.5 * toA - 1 / df1), x * (0.5 * toB + 1 / df2));
    }
}
