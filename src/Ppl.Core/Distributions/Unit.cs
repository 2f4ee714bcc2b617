namespace Ppl.Distributions;

/// <summary>
/// The distribution of a value without content (an empty vector) with a given log density w (<see cref="LogFactor"/>), log p(x) = w: a factor of the joint
/// density where a distribution is wanted.
/// </summary>
public sealed partial class Unit : Distribution
{
    /// <summary>The distribution of the empty vector with log density <paramref name="logFactor"/>.</summary>
    /// <exception cref="PplException">PPL018: the log factor is not finite.</exception>
    public Unit(TensorLike logFactor)
        : base(Arguments.Of(logFactor), [0]) => LogFactor = Check.Real(nameof(Unit), logFactor);

    /// <summary>The log density of the one value there is.</summary>
    public TensorLike LogFactor { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real.ToEvent(1);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new Unit(LogFactor.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => LogFactor.Beside(value);
}
