namespace Ppl.Infer;

/// <summary>The steps of <see cref="RandomWalk"/>.</summary>
internal sealed class RandomWalkSteps(IDensity density) : KernelSteps
{
    private const double BestScale = 2.38;

    private readonly PhasePoint proposal = new(density.Dimension);
    private readonly double[] step = new double[density.Dimension];

    public override Transition Step(PhasePoint state, double stepSize, Metric metric, Rng rng)
    {
        metric.DrawStep(rng, step);
        state.CopyTo(proposal);
        Vectors.Add(stepSize, step, proposal.Position);
        proposal.LogDensity = density.Evaluate(proposal.Position, proposal.Gradient);
        double acceptance = Math.Min(1, Math.Exp(proposal.LogDensity - state.LogDensity));
        if (rng.NextDouble() < acceptance) proposal.CopyTo(state);
        return new Transition(-state.LogDensity, acceptance, IsDivergent: false, 0, 1);
    }

    public override double FirstStepSize(PhasePoint state, double stepSize, Metric metric, Rng rng) => BestScale / Math.Sqrt(step.Length);
}
