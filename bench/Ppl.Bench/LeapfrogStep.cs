using Ppl.Infer;

namespace Ppl.Bench;

/// <summary>A leapfrog step of <see cref="EightSchools"/> beside the gradient that it takes, by the same tensor operations in plain C#.</summary>
internal sealed class LeapfrogStep : StepComparison
{
    private const double HalfLogTwoPi = 0.91893853320467274, StepSize = 0.2;

    private readonly Tensor data = EightSchools.Data(torch.ScalarType.Float64);
    private readonly Tensor errors = EightSchools.ErrorsTensor();
    private readonly TensorDensity density;
    private readonly Metric metric;
    private readonly PhasePoint point;
    private readonly Tensor leaf;
    private readonly double[] position, gradient;
    private bool isForward;

    public LeapfrogStep() : base(warmUp: 2500, repetitions: 400)
    {
        density = EightSchools.Density(data);
        (metric, point) = (Metric.Unit(density.Dimension), new PhasePoint(density.Dimension));
        (position, gradient) = (new double[density.Dimension], new double[density.Dimension]);
        Array.Fill(position, 0.1);
        position.CopyTo(point.Position, 0);
        using var rng = new Rng(seed: 1);
        point.Locate(density);
        point.Refresh(metric, rng);
        leaf = torch.zeros([density.Dimension], torch.ScalarType.Float64, requires_grad: true);
    }

    public override string Name => "leapfrog step, eight schools, to the gradient by hand";

    public override double? Target => 1.15;

    /// <summary>Forward and back again, so that it stays where it is.</summary>
    public override void A()
    {
        double stepSize = (isForward = !isForward) ? StepSize : -StepSize;
        point.Leap(metric, stepSize);
        point.Locate(density);
        point.Land(metric, stepSize);
    }

    public override void B()
    {
        using TensorScope step = TensorScope.Begin();
        TensorDensity.Write(position, leaf);
        Tensor mean = leaf[0], logScale = leaf[1], scale = logScale.exp(), z = leaf.narrow(0, 2, 8);
        Tensor prior = LogNormal(mean / 5) - Math.Log(5) + Math.Log(2 / (5 * Math.PI)) - (scale / 5).square().log1p() + logScale;
        Tensor log = prior + LogNormal(z).sum() + (LogNormal((data - (mean + scale * z)) / errors) - errors.log()).sum();
        _ = (double)log;
        TensorDensity.Differentiate(log, leaf, gradient);
    }

    public override void Dispose()
    {
        leaf.Dispose();
        density.Dispose();
        data.Dispose();
        errors.Dispose();
    }

    private static Tensor LogNormal(Tensor x) => x.square() * -0.5 - HalfLogTwoPi;
}
