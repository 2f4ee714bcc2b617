namespace Ppl.Infer;

/// <summary>A score-function term of one site.</summary>
/// <param name="Surrogate">What to add to what is differentiated: a scalar, or one number for each particle.</param>
/// <param name="Learn">As for <see cref="ElboEstimate"/>.</param>
internal readonly record struct ScoreTerm(Tensor Surrogate, Action? Learn);
