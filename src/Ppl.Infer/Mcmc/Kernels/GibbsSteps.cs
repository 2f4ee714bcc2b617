namespace Ppl.Infer;

/// <summary>Draws the discrete latents that are held, each given all else, and then lets another kernel move the position given them.</summary>
internal sealed class GibbsSteps(TensorDensity density, KernelSteps others) : KernelSteps
{
    private PhasePoint state = null!;
    private Metric metric = null!;
    private Rng rng = null!;
    private double stepSize;
    private bool isMoving;

    public override PhasePoint Pending => isMoving ? others.Pending : state;

    public override double? FirstStepSize => others.FirstStepSize;

    public override void Begin(PhasePoint state, double stepSize, Metric metric, Rng rng)
    {
        (this.state, this.stepSize, this.metric, this.rng, isMoving) = (state, stepSize, metric, rng, false);
        density.Draw(state.Position, rng);
    }

    public override bool GoOn()
    {
        if (!isMoving)
        {
            isMoving = true;
            others.Begin(state, stepSize, metric, rng);
            return true;
        }
        bool isWanted = others.GoOn();
        Last = others.Last;
        return isWanted;
    }
}
