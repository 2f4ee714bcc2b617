using MathNet.Numerics;

namespace Ppl.Distributions;

public sealed partial class Beta
{
    /// <summary>True: gradients are those of the quantile, -(dF/dα) / p and -(dF/dβ) / p, to a relative error of 1e-9 for concentrations from 1e-3 to 1e6; 0 where a draw is moved.</summary>
    public override bool IsReparameterized => true;

    /// <summary>G / (G + H) with G ~ Gamma(α, 1), H ~ Gamma(β, 1), from their logs; kept off 0 and 1.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => LogitBeta.Draw(rng, DrawShape(sampleShape), Concentration1, Concentration0)
        .sigmoid().WithSlopes(Concentration1, Concentration0, QuantileSlopes).ClampUnit();

    /// <summary>α / (α + β).</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Mean1);

    /// <summary>α β / ((α + β)² (α + β + 1)).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Mean1 * Mean0 / (Sum + 1));

    /// <summary>The regularised incomplete beta function I_value(α, β), computed on the CPU.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => Managed
        .Map(value, Concentration1, Concentration0, static (x, a, b) => IncompleteBeta.Regularized(a, b, x, 1 - x))
        .WithSlope(value, () => LogDensity(value).exp())
        .WithSlopesOfQuantile(value, () => LogDensity(value).exp(), Concentration1, Concentration0, QuantileSlopes);

    /// <summary>The inverse of the cdf by Newton's method, computed on the CPU; no gradient to the parameters.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p)
    {
        Tensor x = Managed.Map(p, Concentration1, Concentration0, static (q, a, b) => SpecialFunctions.Logistic(IncompleteBeta.QuantileLogit(a, b, q, 1 - q)));
        return x.WithSlope(p, () => (-LogDensity(x)).exp());
    }

    /// <summary>The derivatives at a fixed probability, at a quantile x: those of the logit times x (1 - x).</summary>
    internal static (double ToA, double ToB) QuantileSlopes(double x, double a, double b)
    {
        (double toA, double toB) = IncompleteBeta.LogitSlopes(a, b, Math.Log(x / (1 - x)));
        return (x * (1 - x) * toA, x * (1 - x) * toB);
    }
}
