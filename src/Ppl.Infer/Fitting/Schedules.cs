namespace Ppl.Infer;

/// <summary>Learning-rate schedules: factors between 0 and 1, which multiply. A schedule of your own is a lambda.</summary>
public static class Schedules
{
    /// <summary>γᵗ, t in epochs: falls a little at each step, and by γ in each epoch.</summary>
    /// <param name="decay">γ, above 0 and at most 1.</param>
    public static Schedule Exponential(double decay)
    {
        RequireFraction(decay > 0 && decay <= 1, decay, nameof(decay));
        return position => Math.Pow(decay, position.Epoch);
    }

    /// <summary>
    /// ηmin + (1 - ηmin)(1 + cos(πk/n))/2, n the number of steps: from 1 down to ηmin along half a cosine, without restarts
    /// (Loshchilov and Hutter 2017, eq. 5, with ηmax = 1).
    /// </summary>
    /// <param name="minimum">ηmin, at least 0 and below 1: what is reached at the end.</param>
    public static Schedule Cosine(double minimum = 0)
    {
        RequireFraction(minimum >= 0 && minimum < 1, minimum, nameof(minimum));
        return position => minimum + ((1 - minimum) * (1 + Math.Cos(Math.PI * position.Fraction)) / 2);
    }

    /// <summary>
    /// As <see cref="Cosine"/>, begun anew after Tᵢ epochs, with T₀ = first and Tᵢ₊₁ = growth · Tᵢ (Loshchilov and Hutter 2017, eq. 5, with ηmax = 1).
    /// </summary>
    /// <param name="first">T₀ in epochs, positive.</param>
    /// <param name="growth">At least 1.</param>
    /// <param name="minimum">ηmin, at least 0 and below 1.</param>
    public static Schedule CosineWithRestarts(int first, int growth = 1, double minimum = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(first);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(growth);
        RequireFraction(minimum >= 0 && minimum < 1, minimum, nameof(minimum));
        return position =>
        {
            double epoch = position.Epoch, length = first;
            while (epoch >= length)
            {
                epoch -= length;
                length *= growth;
            }
            return minimum + ((1 - minimum) * (1 + Math.Cos(Math.PI * epoch / length)) / 2);
        };
    }

    /// <summary>γ^⌊t/s⌋, t in epochs: falls by γ every s epochs.</summary>
    /// <param name="epochs">s, positive.</param>
    /// <param name="decay">γ, above 0 and at most 1.</param>
    public static Schedule Steps(int epochs, double decay = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
        RequireFraction(decay > 0 && decay <= 1, decay, nameof(decay));
        return position => Math.Pow(decay, Math.Floor(position.Epoch / epochs));
    }

    /// <summary>γᵐ, m the number of milestones that have been reached: falls by γ at each of them.</summary>
    /// <param name="decay">γ, above 0 and at most 1.</param>
    /// <param name="epochs">How many epochs come before each milestone.</param>
    public static Schedule Milestones(double decay, params IReadOnlyList<int> epochs)
    {
        RequireFraction(decay > 0 && decay <= 1, decay, nameof(decay));
        ArgumentNullException.ThrowIfNull(epochs);
        int[] milestones = [.. epochs];
        return position => Math.Pow(decay, milestones.Count(milestone => position.Epoch >= milestone));
    }

    /// <summary>ηmin + (1 - ηmin)(1 - k/n)ᵖ, n the number of steps: from 1 down to ηmin, along a straight line when p is 1.</summary>
    /// <param name="power">p, positive.</param>
    /// <param name="minimum">ηmin, at least 0 and below 1.</param>
    public static Schedule Polynomial(double power = 1, double minimum = 0)
    {
        RequirePositive(power, nameof(power));
        RequireFraction(minimum >= 0 && minimum < 1, minimum, nameof(minimum));
        return position => minimum + ((1 - minimum) * Math.Pow(1 - position.Fraction, power));
    }

    /// <summary>
    /// (1 + k/τ)^-κ, k the number of steps before. With κ above ½ and at most 1 the rates sum to infinity and their squares do not: stochastic
    /// gradient descent then converges (Robbins and Monro 1951; Hoffman, Blei, Wang and Paisley 2013, eq. 26, with α τ^κ for the first rate).
    /// </summary>
    /// <param name="delay">τ in steps, positive: how long the rate stays large.</param>
    /// <param name="forgetting">κ, above ½ and at most 1.</param>
    public static Schedule RobbinsMonro(double delay, double forgetting = 1)
    {
        RequirePositive(delay, nameof(delay));
        RequireFraction(forgetting > 0.5 && forgetting <= 1, forgetting, nameof(forgetting));
        return position => Math.Pow(1 + (position.Step / delay), -forgetting);
    }

    /// <summary>min(1, (k + 1)/n), k the number of steps before: rises evenly over the first n steps, then stays 1 (gradual warm-up; Goyal et al. 2017, section 2.2).</summary>
    /// <param name="steps">n, positive.</param>
    public static Schedule WarmUp(long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        return position => Math.Min(1, (position.Step + 1.0) / steps);
    }

    /// <summary>
    /// Multiplied by a factor whenever so many epochs in a row brought no loss below the best one, best - threshold · |best|. It judges by the
    /// validation loss, or by that of training where there is none.
    /// </summary>
    /// <param name="factor">Above 0 and below 1.</param>
    /// <param name="patience">How many such epochs, positive; they are counted anew after each cut.</param>
    /// <param name="threshold">The least relative change that counts, at least 0.</param>
    public static Schedule Plateau(double factor = 0.1, int patience = 10, double threshold = 1e-4)
    {
        RequireFraction(factor > 0 && factor < 1, factor, nameof(factor));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        return position => Math.Pow(factor, Cuts(position.History, patience, threshold));
    }

    extension(Schedule first)
    {
        /// <summary>This schedule for so many steps, then another that begins there: its steps and epochs count from 0, and it has what is left of the fit.</summary>
        /// <param name="steps">At least 0.</param>
        /// <param name="next">What follows.</param>
        public Schedule Then(long steps, Schedule next)
        {
            ArgumentNullException.ThrowIfNull(first);
            ArgumentNullException.ThrowIfNull(next);
            ArgumentOutOfRangeException.ThrowIfNegative(steps);
            return position => position.Step < steps ? first(position) : next(position.After(steps));
        }
    }

    private static int Cuts(IReadOnlyList<FitEpoch> history, int patience, double threshold)
    {
        double best = double.PositiveInfinity;
        int cuts = 0, waited = 0;
        foreach (FitEpoch epoch in history)
        {
            bool improves = double.IsInfinity(best) ? double.IsFinite(epoch.JudgedLoss) : epoch.JudgedLoss < best - (threshold * Math.Abs(best));
            if (improves) (best, waited) = (epoch.JudgedLoss, 0);
            else if (++waited == patience) (cuts, waited) = (cuts + 1, 0);
        }
        return cuts;
    }

    private static void RequireFraction(bool holds, double value, string name)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, "A number between 0 and 1 is needed.");
    }

    private static void RequirePositive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value))) throw new ArgumentOutOfRangeException(name, value, "A positive, finite number is needed.");
    }
}
