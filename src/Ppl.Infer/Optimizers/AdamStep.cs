namespace Ppl.Infer;

/// <summary>The numbers of one step of <see cref="AdamMoments"/> for one parameter, with the corrections for the bias of young moments in them.</summary>
/// <param name="Beta1">β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Epsilon">ε√(1-β₂ᵗ).</param>
/// <param name="LearningRate">α√(1-β₂ᵗ)/(1-β₁ᵗ).</param>
/// <param name="Clip">The largest size of an element of the gradient.</param>
internal readonly record struct AdamStep(double Beta1, double Beta2, double Epsilon, double LearningRate, double Clip);
