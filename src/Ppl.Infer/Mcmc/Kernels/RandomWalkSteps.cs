namespace Ppl.Infer;

/// <summary>The steps of <see cref="RandomWalk"/>.</summary>
internal sealed class RandomWalkSteps(int dimension) : KernelSteps
{
    private const double BestScale = 2.38;

    private readonly PhasePoint proposal = new(dimension, needsGradient: false);
    private readonly double[] step = new double[dimension];

    private PhasePoint state = null!;
    private Rng rng = null!;

    public override PhasePoint Pending => proposal;

    public override double? FirstStepSize => BestScale / Math.Sqrt(step.Length);

    public override void Begin(PhasePoint state, double stepSize, Metric metric, Rng rng)
    {
        (this.state, this.rng) = (state, rng);
        state.CopyTo(proposal);
        metric.DrawStep(rng, step);
        Vectors.Add(stepSize, step, proposal.Position);
    }

    public override bool GoOn()
    {
        double acceptance = Math.Min(1, Math.Exp(proposal.LogDensity - state.LogDensity));
        if (rng.NextDouble() < acceptance) proposal.CopyTo(state);
        Last = new Transition(-state.LogDensity, acceptance, IsDivergent: false, 0, 1);
        return false;
    }
}
