namespace Ppl.Infer;

/// <summary>What an objective returns: the number to report and the tensor to differentiate. Lives in the caller's tensor scope.</summary>
/// <param name="Loss">The estimate of the negative bound, in nats.</param>
/// <param name="Surrogate">A scalar whose gradient estimates the gradient of the negative bound.</param>
/// <param name="Runs">The runs behind the estimate.</param>
/// <param name="Learn">
/// Brings what the objective carries from step to step, such as a baseline, up to this estimate. The engine calls it once the optimiser has taken the
/// step; a step that is skipped, or an evaluation, teaches nothing. Null: there is nothing to learn.
/// </param>
public readonly record struct ElboEstimate(double Loss, Tensor Surrogate, IReadOnlyList<GuidedRun> Runs, Action? Learn = null);
