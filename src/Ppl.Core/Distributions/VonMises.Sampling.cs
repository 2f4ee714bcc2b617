using MathNet.Numerics.Integration;

namespace Ppl.Distributions;

public sealed partial class VonMises
{
    /// <summary>Below it the angle is drawn with this concentration: from the uniform distribution both differ by 1e-6.</summary>
    private const double LeastConcentration = 1e-6;

    /// <summary>True: gradients are those of the quantile of the angle from loc, -(dF/dκ) / p, to a relative error of 1e-9, and 1 to loc.</summary>
    public override bool IsReparameterized => true;

    /// <summary>μ plus an angle by rejection from a wrapped Cauchy distribution (Best and Fisher, 1979), in [-π, π].</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([Loc, Concentration]);
        Tensor concentration = Concentration.ToTensor(dtype, device).expand(DrawShape(sampleShape).AsSpan());
        Tensor angle;
        using (torch.no_grad()) angle = Angle(rng, concentration.to(torch.ScalarType.Float64).clamp_min(LeastConcentration)).to(dtype);
        Tensor turned = Loc + angle.WithSlopes(concentration, 0, static (theta, kappa, _) => (QuantileSlope(theta, kappa), 0));
        return (turned - 2 * Math.PI * (turned.detach() / (2 * Math.PI)).round()).clamp(-Math.PI, Math.PI);
    }

    /// <summary>The mean direction μ.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Loc);

    /// <summary>The circular variance 1 - I₁(κ) / I₀(κ) = E[1 - cos(X - μ)], between 0 and 1.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(CircularVariance(Concentration.ToTensor()));

    /// <summary>The probability between -π and the value, an integral by Gauss and Legendre's rule: within 1e-14.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        Tensor angle = TensorLike.Real(value, Loc, Concentration).clamp(-Math.PI, Math.PI);
        return (FromMode(angle.to(torch.ScalarType.Float64) - Loc) - Below).clamp(0, 1).to((angle - Loc).dtype);
    }

    /// <summary>The inverse of the cdf by Newton's method, which climbs from the mode.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p)
    {
        Tensor probability = p.to(torch.ScalarType.Float64) + Below, angle;
        using (torch.no_grad()) angle = FromModeAt(probability);
        // One step more from there is 0, and has the gradient of the quantile to all arguments.
        Tensor step = (probability - FromMode(angle)) / DensityAt(angle).detach();
        return Truncation.AtEnds(p, (Loc + (angle + step)).clamp(-Math.PI, Math.PI).to((p + Loc).dtype), -Math.PI, Math.PI);
    }

    /// <summary>The probability between the mode and the ends of [-π, π], turned around the circle to lie below it; negative.</summary>
    private Tensor Below => FromMode((-Math.PI - Loc).ToTensor().to(torch.ScalarType.Float64));

    private Tensor Kappa => Concentration.ToTensor().to(torch.ScalarType.Float64);

    /// <summary>The density at so much from the mode; positive.</summary>
    private Tensor DensityAt(Tensor angle)
    {
        Tensor kappa = Kappa;
        return ((-2 * kappa * (angle / 2).sin().square()).exp() / (2 * Math.PI * torch.special.i0e(kappa))).clamp_min(1e-300);
    }

    /// <summary>The probability between the mode and so much from it; each turn around the circle counts 1.</summary>
    private Tensor FromMode(Tensor angle)
    {
        const double Least = 40;    // e^-40 of the largest density is left out
        var rule = new GaussLegendreRule(0, 1, 64);
        Tensor kappa = Kappa, turns = (angle.detach() / (2 * Math.PI)).round(), rest = angle - 2 * Math.PI * turns;
        Tensor reach = 2 * (0.5 * Least / kappa.detach()).clamp_max(1).sqrt().asin();
        Tensor end = torch.where(rest.abs() <= reach, rest, rest.sign() * reach), half = (0.5 * end).unsqueeze(-1) * ((TensorLike)rule.Abscissas).Like(kappa);
        Tensor mean = ((-2 * kappa.unsqueeze(-1) * half.sin().square()).exp() * ((TensorLike)rule.Weights).Like(kappa)).sum(dim: -1);
        return turns + end * mean / (2 * Math.PI * torch.special.i0e(kappa));
    }

    /// <summary>The angle from the mode at which <see cref="FromMode"/> is so much. On either side of the mode it is concave in the angle's size: Newton's method nears it from the mode.</summary>
    private Tensor FromModeAt(Tensor probability)
    {
        Tensor turns = probability.round(), rest = probability - turns, angle = torch.zeros_like(rest + Kappa), before;
        int left = 100;
        do
        {
            before = angle;
            angle = (before + (rest - FromMode(before)) / DensityAt(before)).clamp(-Math.PI, Math.PI);
        }
        while (--left > 0 && !TensorLike.HoldsEverywhere((angle - before).abs() <= 1e-14 * angle.abs()));
        return angle + 2 * Math.PI * turns;
    }

    /// <summary>An angle around 0. With s = r - 1 of their paper and 1 - f in place of r and f no digits are lost at a large κ.</summary>
    private static Tensor Angle(Rng rng, Tensor concentration)
    {
        Shape shape = Shape.Of(concentration);
        Tensor root = (1 + 4 * concentration.square()).sqrt();
        Tensor complement = ((2 * (1 + root)).sqrt() - 1 - 1 / (root + 2 * concentration)) / (2 * concentration);
        Tensor s = complement.square() / (2 * (1 - complement));

        Tensor angle = torch.zeros_like(concentration), isOpen = torch.ones_like(concentration) > 0;
        while (!(~isOpen).all().item<bool>())
        {
            Tensor lessThanOne = 2 * (rng.Rand(shape, concentration) * (Math.PI / 2)).sin().square();
            Tensor versine = s * lessThanOne / (s + 2 - lessThanOne), c = concentration * (s + versine);
            Tensor isTaken = isOpen & (c.log() + 1 - c >= rng.Rand(shape, concentration).log());
            Tensor half = (0.5 * versine).sqrt().asin(), isLeft = rng.Rand(shape, concentration) < 0.5;
            angle = torch.where(isTaken, torch.where(isLeft, -2 * half, 2 * half), angle);
            isOpen &= ~isTaken;
        }
        return angle;
    }

    /// <summary>
    /// The derivative of an angle θ to κ at a fixed probability. The density's is the density times cos t - I₁/I₀, which changes its sign once between 0
    /// and π: so it is -∫ e^(κ (cos t - cos θ)) (cos t - I₁/I₀) dt from 0 to θ, or beyond that change the same without the minus from θ to π, and loses no digits.
    /// </summary>
    internal static double QuantileSlope(double theta, double kappa)
    {
        double versine = Versine(theta), toEnd = End(versine) - Math.Abs(theta);
        (double moment, double mass) = TailIntegral.Over(End(0), t => (Versine(t) * Math.Exp(-kappa * Versine(t)), Math.Exp(-kappa * Versine(t))));
        double mean = moment / mass;
        return versine < mean
            ? -TailIntegral.Over(theta, t => (Integrand(t), 0)).First
            : Math.Sign(theta) * TailIntegral.Over(toEnd, u => (Integrand(Math.Abs(theta) + u), 0)).First;

        double Integrand(double t) => (mean - Versine(t)) * Math.Exp(kappa * (versine - Versine(t)));

        // The angle, at most π, beyond which the density is lost in rounding against that at an angle of this versine.
        double End(double versine) => 2 * Math.Asin(Math.Sqrt(Math.Min(1, 0.5 * (versine + TailIntegral.Depth / kappa))));

        static double Versine(double t) => 2 * Math.Pow(Math.Sin(t / 2), 2);
    }
}
