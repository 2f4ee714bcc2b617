namespace Ppl.Infer;

/// <summary>What a site's baselines guess its draw to cost.</summary>
/// <param name="Value">The sum of all but the running average, held fixed; null where there are no others.</param>
/// <param name="Learnt">The sum of those that are learnt, with a gradient to their parameters.</param>
/// <param name="Decay">For a running average, the weight of what was.</param>
internal readonly record struct CostGuess(Tensor? Value, Tensor? Learnt, double? Decay);
