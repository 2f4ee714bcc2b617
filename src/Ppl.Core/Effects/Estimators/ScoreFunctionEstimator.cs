using Ppl.Distributions;

namespace Ppl;

/// <summary><see cref="GradientEstimator.ScoreFunction"/>.</summary>
internal sealed class ScoreFunctionEstimator : GradientEstimator
{
    public ScoreFunctionEstimator(ReadOnlySpan<Baseline> baselines)
    {
        foreach (Baseline baseline in baselines) ArgumentNullException.ThrowIfNull(baseline, nameof(baselines));
        Baselines = baselines.ToArray();
        if (Baselines.Count(baseline => baseline.Decay is not null) > 1) throw new ArgumentException("One running average is enough: others would average what it leaves, which is nothing.", nameof(baselines));
    }

    internal override bool IsPathwise => false;

    internal override IReadOnlyList<Baseline> Baselines { get; }

    internal override Tensor Draw(Distribution distribution, Rng rng, Shape sampleShape, out bool isRelaxed)
    {
        isRelaxed = false;
        using IDisposable noGradients = torch.no_grad();
        return distribution.Sample(rng, sampleShape);
    }

    public override string ToString() => "score function";
}
