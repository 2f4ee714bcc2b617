namespace Ppl.Infer;

/// <summary>Settings of an <see cref="Svi{TData}"/>.</summary>
public sealed record SviOptions
{
    /// <summary>
    /// How many clean steps to run before the checks that read tensors' values (arguments within constraints, values within
    /// supports, NaN in data) are switched off; shapes, names and finite numbers are always checked. Default 10;
    /// <see cref="int.MaxValue"/> never switches them off.
    /// </summary>
    public int CheckedSteps { get; init; } = 10;

    /// <summary>Whether each step checks that every gradient is finite (PPL202). Default true.</summary>
    public bool ChecksGradients { get; init; } = true;

    /// <summary>
    /// The largest norm of a step's gradient, ‖g‖₂ over all its parameters together, unconstrained: a longer one is scaled to it, g · max/‖g‖₂
    /// (Pascanu, Mikolov and Bengio 2013, algorithm 1). Default: no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public double MaxGradientNorm
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(MaxGradientNorm), value, "A positive number is needed.");
    } = double.PositiveInfinity;

    /// <summary>
    /// The largest size of an element of a step's gradient: a larger one is cut to it, with its sign. Elements are cut before <see cref="MaxGradientNorm"/>
    /// is looked at. Default: no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public double MaxGradientValue
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(MaxGradientValue), value, "A positive number is needed.");
    } = double.PositiveInfinity;
}
