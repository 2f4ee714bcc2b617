namespace Ppl.Infer;

/// <summary>One of several models that are compared.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Estimate">How well it predicts.</param>
/// <param name="Difference">Its elpd less that of the best: 0 for the best, negative for the others.</param>
/// <param name="DifferenceError">The standard error of the difference √(n Var (elpd_i - elpd_i of the best)): observations that are hard for both do not enter.</param>
/// <param name="StackingWeight">Its share in the mixture of predictions that predicts best (Yao, Vehtari, Simpson and Gelman 2018, section 2.2).</param>
/// <param name="PseudoBmaWeight">Its share by pseudo-BMA+, the Bayesian bootstrap of exp(elpd) (section 3.4 there).</param>
public sealed record ComparedModel(string Name, ElpdEstimate Estimate, double Difference, double DifferenceError, double StackingWeight, double PseudoBmaWeight);
