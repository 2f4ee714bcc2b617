namespace Ppl.Infer;

/// <summary>
/// Random-walk Metropolis: a step drawn from N(0, ε² M⁻¹) is taken with probability min(1, p(new) / p(old)) (Metropolis, Rosenbluth, Rosenbluth, Teller and Teller 1953).
/// </summary>
/// <remarks>
/// It needs no gradient, and many draws: for few numbers. The step size is adapted to an acceptance of 0.234, the best in many dimensions, where ε = 2.38 / √n fits a normal target in its own metric (Roberts,
/// Gelman and Gilks 1997).
/// </remarks>
public sealed record RandomWalk : Kernel
{
    internal override double TargetAcceptance => 0.234;

    internal override bool NeedsGradient => false;

    internal override string Description => "random walk";

    internal override KernelSteps In(int dimension) => new RandomWalkSteps(dimension);
}
