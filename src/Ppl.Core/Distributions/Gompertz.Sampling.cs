namespace Ppl.Distributions;

public sealed partial class Gompertz
{
    /// <summary>The Gompertz distribution of log(1 + E / concentration) / rate, E exponential with mean 1; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: an argument is not positive. PPL101: the shapes do not broadcast.</exception>
    public Gompertz(TensorLike concentration, TensorLike rate)
        : base(Shape.Broadcast(concentration.Shape, rate.Shape))
    {
        Concentration = Check.Positive(nameof(Gompertz), concentration);
        Rate = Check.Positive(nameof(Gompertz), rate);
    }

    /// <summary>The concentration η, also called shape: the hazard at 0 over the rate.</summary>
    public TensorLike Concentration { get; }

    /// <summary>The rate b at which the logarithm of the hazard grows.</summary>
    public TensorLike Rate { get; }

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The quantile of a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Icdf(rng.Rand(DrawShape(sampleShape), Concentration, Rate));

    /// <inheritdoc/>
    public override Distribution Gather(Tensor index) =>
        new Gompertz(Concentration.Gather(index, BatchShape), Rate.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>e^η E₁(η) / b, E₁ the exponential integral: on the CPU, with exact first derivatives.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(First(Concentration.ToTensor()) / Rate);

    /// <summary>The second moment, 2 ∫ t S(t) dt with the survival function S, less the square of the first: on the CPU, with exact first derivatives.</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Tensor concentration = Concentration.ToTensor(), first = First(concentration);
            Tensor half = Managed.Map(concentration, 0, 0, static (eta, _, _) => Moment(eta, age => age));
            Tensor second = 2 * half.WithSlope(concentration, () => half - first / concentration);
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
    public override Tensor Cdf(Tensor value) => -(-Concentration * (Rate * value).expm1()).expm1();

    /// <summary>log(1 - log(1 - p) / η) / b.</summary>
    /// <inheritdoc/>
    public override Tensor Icdf(Tensor p) => ((-p).log1p() / -Concentration).log1p() / Rate;

    /// <summary>b E[X], whose derivative to η is itself less 1 / η.</summary>
    private static Tensor First(Tensor concentration)
    {
        Tensor mean = Managed.Map(concentration, 0, 0, static (eta, _, _) => Moment(eta, _ => 1));
        return mean.WithSlope(concentration, () => mean - 1 / concentration);
    }

    /// <summary>
    /// ∫ w(t) e^(-η (e^t - 1)) dt over t ≥ 0, by the trapezoidal rule in log t: the integrand falls off exponentially on one side and doubly so
    /// on the other, so that the rule converges faster than any power of its step.
    /// </summary>
    private static double Moment(double eta, Func<double, double> weight)
    {
        const double Step = 1.0 / 16, Below = 40, Above = 8;
        double total = 0, centre = -Math.Log(1 + eta);
        for (double logAge = centre - Below; logAge < centre + Above; logAge += Step)
        {
            double age = Math.Exp(logAge);
            total += age * weight(age) * Math.Exp(-eta * Stable.Expm1(age));
        }
        return total * Step;
    }
}
