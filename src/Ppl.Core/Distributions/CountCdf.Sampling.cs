namespace Ppl.Distributions;

/// <summary>P(X &lt;= value) of counts that is an incomplete gamma or beta function of the parameters: computed on the CPU, with the exact first derivative.</summary>
internal static class CountCdf
{
    /// <summary>Q(k + 1, λ), k = ⌊value⌋; its derivative in λ is less the mass at k.</summary>
    public static Tensor Poisson(Tensor value, TensorLike rate)
    {
        Tensor count = value.floor(), from = count.clamp_min(0), parameter = rate.Beside(count);
        return Managed.Map(count, rate, 0, static (k, rate, _) => k < 0 ? 0 : double.IsPositiveInfinity(k) ? 1 : IncompleteGamma.Upper(k + 1, rate))
            .WithSlope(parameter, () => -Where(count >= 0, CountMass.Poisson(from, parameter).exp()));
    }

    /// <summary>I_q(n - k, k + 1), k = ⌊value⌋; its derivative in p is less n times the mass at k among n - 1 trials.</summary>
    public static Tensor Binomial(Tensor value, TensorLike total, TensorLike p, TensorLike q)
    {
        Tensor count = value.floor(), probability = p.Beside(count), complement = q.Beside(count);
        Tensor left = total - count - 1, trials = total.Beside(left);
        return Tail(left + 1, count + 1, complement).WithSlope(probability, () => -Where((count >= 0) & (left >= 0), trials * LogMass().exp()));

        Tensor LogMass()
        {
            (Tensor successes, Tensor failures) = (count.clamp_min(0), left.clamp_min(0));
            return CountMass.Poisson(successes, trials, new(probability)) + CountMass.Poisson(failures, trials, new(complement)) - CountMass.OfTotal((trials - 1).clamp_min(0));
        }
    }

    /// <summary>I_q(r, k + 1), k = ⌊value⌋; its derivative in p is less (k + r) / q times the mass at k. The one in r has no short form: there the masses are summed.</summary>
    public static Tensor NegativeBinomial(Distribution distribution, Tensor value, TensorLike total, TensorLike p, TensorLike q)
    {
        if (total.Tensor is { requires_grad: true }) return CountSums.Cdf(distribution, value);
        Tensor count = value.floor(), from = count.clamp_min(0), probability = p.Beside(count), complement = q.Beside(count), failures = total.Beside(count);
        return Tail(failures, count + 1, complement).WithSlope(probability, () =>
            -Where(count >= 0, (from + failures) / complement * CountMass.NegativeBinomial(from, failures, new(probability), new(complement)).exp()));
    }

    /// <summary>I_x(a, b); 0 where b is not positive, else 1 where a is not.</summary>
    private static Tensor Tail(Tensor a, Tensor b, Tensor x) =>
        Managed.Map(a, b, x, static (a, b, x) => b <= 0 ? 0 : a <= 0 || double.IsPositiveInfinity(b) ? 1 : IncompleteBeta.Regularized(a, b, x, 1 - x));

    private static Tensor Where(Tensor condition, Tensor slope) => torch.where(condition, slope, torch.zeros_like(slope));
}
