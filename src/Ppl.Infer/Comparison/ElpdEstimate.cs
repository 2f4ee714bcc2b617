using System.Collections.Immutable;
using MathNet.Numerics.Statistics;

namespace Ppl.Infer;

/// <summary>
/// An estimate of elpd, the expected log predictive density Σ_i log p(y_i | y_-i) of data that the model has not seen, from draws of its posterior
/// (Vehtari, Gelman and Gabry 2017, "Practical Bayesian model evaluation using leave-one-out cross-validation and WAIC"). In nats; more is better.
/// </summary>
public abstract class ElpdEstimate
{
    /// <param name="logDensity">log (1/S) Σ_s p(y_i | θ_s) of each observation.</param>
    /// <param name="pointwise">elpd of each observation.</param>
    private protected ElpdEstimate(double[] logDensity, double[] pointwise)
    {
        Pointwise = [.. pointwise];
        PointwiseParameters = [.. logDensity.Zip(pointwise, (seen, unseen) => seen - unseen)];
    }

    /// <summary>elpd of each observation.</summary>
    public ImmutableArray<double> Pointwise { get; }

    /// <summary>How much better each observation is predicted when it has been seen: log (1/S) Σ_s p(y_i | θ_s) - elpd_i.</summary>
    public ImmutableArray<double> PointwiseParameters { get; }

    /// <summary>elpd of all.</summary>
    public double Elpd => Pointwise.Sum();

    /// <summary>Its standard error √(n Var elpd_i), over other data of as many observations; NaN for one observation.</summary>
    public double StandardError => ErrorOfSum(Pointwise);

    /// <summary>The effective number of parameters: the sum of <see cref="PointwiseParameters"/>.</summary>
    public double EffectiveParameters => PointwiseParameters.Sum();

    /// <summary>The standard error of <see cref="EffectiveParameters"/>.</summary>
    public double EffectiveParametersError => ErrorOfSum(PointwiseParameters);

    /// <summary>-2 elpd: LOOIC or WAIC, on the scale of the deviance; less is better.</summary>
    public double InformationCriterion => -2 * Elpd;

    /// <summary>Why the estimate may be wrong; empty where nothing is amiss.</summary>
    public abstract ImmutableArray<Finding> Findings { get; }

    private protected abstract string Name { get; }

    /// <summary>The estimate, its error and the findings, a line each.</summary>
    public override string ToString() => string.Join('\n', Findings.Select(finding => finding.ToString()).Prepend(FormattableString.Invariant(
        $"{Name} {Elpd:F1} ± {StandardError:F1}, {EffectiveParameters:F1} effective parameters")));

    /// <summary>√(n Var x), the standard error of Σ x.</summary>
    internal static double ErrorOfSum(IReadOnlyCollection<double> terms) => Math.Sqrt(terms.Count * terms.Variance());
}
