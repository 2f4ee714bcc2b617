namespace Ppl.Distributions;

public sealed partial class StudentT
{
    /// <summary>True: gradients are those of the quantile, -(dF/dν) / p, to a relative error of 1e-6 for ν from 2e-3 to 2e6, and exact to loc and scale; 0 to ν where a draw is moved.</summary>
    public override bool IsReparameterized => true;

    /// <summary>μ + σ √ν ε / √(2 G), ε ~ N(0, 1), G ~ Gamma(ν/2, 1), from the log of G; kept where the square of the quotient is finite.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([Df, Loc, Scale]);
        Tensor draw, root;
        using (torch.no_grad())
        {
            root = Df.Sqrt().ToTensor(dtype, device);
            Tensor half = (Df / 2).ToTensor(dtype, device).expand(DrawShape(sampleShape).AsSpan());
            Tensor normal = rng.Randn(DrawShape(sampleShape), half), inverse = (-0.5 * (LogGamma.Sample(rng, half) + Math.Log(2))).exp();
            draw = root * (normal * inverse.ClampPositive());
        }
        Tensor sloped = draw.WithSlopes(Df, 0, static (t, df, _) => (QuantileSlope(t, df), 0));
        return Loc + Scale * (root * (sloped / root).ClampSquare());
    }

    /// <summary>μ; NaN for ν ≤ 1, where there is none.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => Above(1, OverBatch(Loc), double.NaN);

    /// <summary>σ² ν / (ν - 2); infinite for ν ≤ 2, NaN for ν ≤ 1.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => Above(1, Above(2, OverBatch(Scale.Square() * Df / (Df - 2)), double.PositiveInfinity), double.NaN);

    /// <summary>By the regularised incomplete beta function, I_w(ν/2, 1/2) / 2 in the lower tail with w = ν / (ν + t²), computed on the CPU.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        Tensor t = (value - Loc) / Scale;
        return Managed.Map(t, Df, 0, static (t, df, _) => Cdf(t, df)).WithSlope(t, Density)
            .WithSlopesOfQuantile(t, Density, Df, 0, static (t, df, _) => (QuantileSlope(t, df), 0));

        Tensor Density() => (LogDensity(value) + Scale.Log()).exp();
    }

    /// <summary>The inverse of the cdf by Newton's method, computed on the CPU; no gradient to df.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p)
    {
        Tensor t = Managed.Map(p, Df, 0, static (q, df, _) => q < 0.5 ? -UpperQuantile(df, q) : UpperQuantile(df, 1 - q));
        return Loc + Scale * t.WithSlope(p, () => (-(LogDensity(Loc + Scale * t) + Scale.Log())).exp());
    }

    private static double Cdf(double t, double df)
    {
        double square = t * t, tail = IncompleteBeta.Regularized(df / 2, 0.5, df / (df + square), 1 / (1 + df / square)) / 2;
        return t < 0 ? tail : 1 - tail;
    }

    /// <summary>The t above which the probability is so much, at most a half.</summary>
    private static double UpperQuantile(double df, double tail) =>
        Math.Sqrt(df) * Math.Exp(-0.5 * IncompleteBeta.QuantileLogit(df / 2, 0.5, 2 * tail, 1 - 2 * tail));

    /// <summary>The derivative to ν at a fixed probability, at a quantile t: log(t² / ν) is the logit of a variable of Beta(1/2, ν/2).</summary>
    internal static double QuantileSlope(double t, double df) =>
        t * (0.5 / df + 0.25 * IncompleteBeta.LogitSlopes(0.5, df / 2, 2 * Math.Log(Math.Abs(t)) - Math.Log(df)).ToB);

    private Tensor Above(double least, Tensor moment, double otherwise) =>
        torch.where(OverBatch(Df) > least, moment, torch.full_like(moment, otherwise));
}
