namespace Ppl.Distributions;

public sealed partial class Gompertz
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The quantile of a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Icdf(rng.Rand(DrawShape(sampleShape), Concentration, Rate));

    /// <summary>e^η E₁(η) / b, E₁ the exponential integral: on the CPU, with exact first derivatives.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(First(Concentration.ToTensor()) / Rate);

    /// <summary>E[X²] - E[X]²: on the CPU, with exact first derivatives.</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Tensor concentration = Concentration.ToTensor(), first = First(concentration);
            Tensor second = Managed.Map(concentration, 0, 0, static (eta, _, _) => Average(eta, age => age * age));
            second = second.WithSlope(concentration, () => second - 2 * first / concentration);
            return OverBatch((second - first.square()) / Rate.Square());
        }
    }

    /// <summary>1 - log(η b) - b E[X].</summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        Tensor concentration = Concentration.ToTensor();
        return OverBatch(1 - concentration.log() - Rate.Log() - First(concentration));
    }

    /// <summary>1 - e^(-η (e^(b value) - 1)).</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => -(-Concentration * (Rate * value).expm1()).expm1();

    /// <summary>log(1 - log(1 - p) / η) / b.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => ((-p).log1p() / -Concentration).log1p() / Rate;

    /// <summary>b E[X], whose derivative to η is itself less 1 / η.</summary>
    private static Tensor First(Tensor concentration)
    {
        Tensor mean = Managed.Map(concentration, 0, 0, static (eta, _, _) => Average(eta, age => age));
        return mean.WithSlope(concentration, () => mean - 1 / concentration);
    }

    /// <summary>
    /// E[f(log(1 + E / η))], E exponential with mean 1, by the trapezoidal rule in log E: the integrand falls off exponentially on one side and
    /// doubly so on the other, so that the rule converges faster than any power of its step.
    /// </summary>
    private static double Average(double eta, Func<double, double> f)
    {
        const double Step = 1.0 / 8, From = -40, To = 7;
        double total = 0;
        for (double log = From; log < To; log += Step)
        {
            double hazard = Math.Exp(log);
            total += hazard * Math.Exp(-hazard) * f(Stable.Log1p(hazard / eta));
        }
        return total * Step;
    }
}
