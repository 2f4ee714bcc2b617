namespace Ppl.Infer;

/// <summary>
/// Lets a fit end by itself, at the optimum of its bound: it goes on in stages, each twice as long as the one before at 1/√2 of its rate, and takes the
/// mean of a stage's parameters for the start of the next. It ends when a stage no longer raised the bound (docs/fitting.md).
/// </summary>
/// <remarks>
/// Means of iterates: Polyak and Juditsky 1992. Stages at falling rates, each from the mean of the last: Dhaka et al. 2020, Welandawe et al. 2022. The
/// first stage is at the optimiser's own learning rate; later on, each element has a rate of its own, by how far it went.
/// </remarks>
public sealed record Convergence
{
    /// <summary>How many nats the last stage, half of all steps, may have raised the bound by, its standard error added. Default 0.05.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive, or not finite.</exception>
    public double Tolerance { get; init => field = Optimizer.RequirePositive(value, nameof(Tolerance)); } = 0.05;

    /// <summary>How many steps there are at most, the skipped ones included. Default 100,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public long MaxSteps
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(MaxSteps), value, "A positive number is needed.");
    } = 100_000;
}
