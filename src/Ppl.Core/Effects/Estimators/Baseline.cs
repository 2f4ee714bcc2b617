namespace Ppl;

/// <summary>
/// A guess of what a draw will cost, subtracted from the cost that a score-function term multiplies ∇ log q(z) by: it changes no expectation, for it does not
/// depend on the draw, and takes away variance (docs/gradient-estimators.md). Several of a site add up.
/// </summary>
public sealed class Baseline
{
    private Baseline(Tensor? value, bool isLearnt = false, double? decay = null) => (Value, IsLearnt, Decay) = (value, isLearnt, decay);

    /// <summary>
    /// A running average of the cost in earlier steps, less the site's other baselines: first that of the first step, then
    /// <paramref name="decay"/> · average + (1 - <paramref name="decay"/>) · cost. The objective keeps it, by the site's name.
    /// </summary>
    /// <remarks>
    /// There is an average for each element for which the objective has a cost of its own, but one for all particles and all rows of a subsampled plate,
    /// which are others in the next step. A site whose cost takes another shape starts anew. Particles that run one after another count as steps.
    /// </remarks>
    /// <param name="decay">At least 0 and below 1.</param>
    public static Baseline DecayingAverage(double decay = 0.9) => decay is >= 0 and < 1
        ? new(null, decay: decay)
        : throw new ArgumentOutOfRangeException(nameof(decay), decay, "A decay is at least 0 and below 1.");

    /// <summary>
    /// A function that is learnt: (baseline - cost)², summed over the elements, is added to what the optimiser minimises; its gradient reaches the function's own parameters
    /// alone (Mnih and Gregor 2014, section 2.3).
    /// </summary>
    /// <param name="network">From the input to numbers that broadcast to the site's batch shape; its parameters come from <c>Module</c> or <c>Param</c>. Called once, now.</param>
    /// <param name="input">Whatever the guide has before it draws the site; no gradient goes back through it.</param>
    public static Baseline Network(Func<Tensor, Tensor> network, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(input);
        return new(network(input.detach()) ?? throw new ArgumentException("The network gave null.", nameof(network)), isLearnt: true);
    }

    /// <summary>Numbers that are not learnt.</summary>
    /// <param name="value">Broadcasts to the site's batch shape; made before the site is drawn, or the gradient is biased.</param>
    public static Baseline Given(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(value.detach());
    }

    /// <summary>The guess; null for a running average.</summary>
    internal Tensor? Value { get; }

    /// <summary>Whether the gradient of the guess's error is asked for.</summary>
    internal bool IsLearnt { get; }

    /// <summary>For a running average, the weight of what was.</summary>
    internal double? Decay { get; }
}
