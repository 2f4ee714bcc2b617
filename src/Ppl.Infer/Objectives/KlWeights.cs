namespace Ppl.Infer;

/// <summary>Weights of the divergences. One of your own is a lambda.</summary>
public static class KlWeights
{
    /// <summary>β at every step (Higgins et al. 2017).</summary>
    /// <param name="beta">At least 0.</param>
    public static KlWeight Constant(double beta)
    {
        RequireWeight(beta, nameof(beta));
        return _ => beta;
    }

    /// <summary>min(1, k/n), k the number of steps before: rises from 0 along a straight line, then stays 1 (Bowman et al. 2016; Sønderby et al. 2016).</summary>
    /// <param name="steps">n, positive.</param>
    /// <param name="first">Where to begin in place of 0: at least 0 and at most 1.</param>
    public static KlWeight LinearWarmUp(long steps, double first = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        RequireFraction(first >= 0 && first <= 1, first, nameof(first));
        return taken => first + ((1 - first) * Math.Min(1, (double)taken / steps));
    }

    /// <summary>
    /// Cycles of n steps, each of which rises from 0 to 1 along a straight line in its first R n steps and stays there: min(1, τ/R), τ = (k mod n)/n, k the number of
    /// steps before (Fu et al. 2019).
    /// </summary>
    /// <param name="period">n, positive.</param>
    /// <param name="rise">R, above 0 and at most 1.</param>
    /// <param name="cycles">After so many cycles the weight stays 1; null: they go on.</param>
    public static KlWeight Cyclical(long period, double rise = 0.5, int? cycles = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        RequireFraction(rise > 0 && rise <= 1, rise, nameof(rise));
        if (cycles is { } count) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count, nameof(cycles));
        return taken => taken / period >= cycles ? 1 : Math.Min(1, taken % period / (rise * period));
    }

    private static void RequireWeight(double weight, string name)
    {
        if (!double.IsFinite(weight) || weight < 0) throw new ArgumentOutOfRangeException(name, weight, "A weight is a finite number, at least 0.");
    }

    private static void RequireFraction(bool holds, double value, string name)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, "A fraction is needed.");
    }
}
