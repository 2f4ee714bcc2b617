namespace Ppl.Infer;

/// <summary>M⁻¹ = diag(variances).</summary>
internal sealed class DiagonalMetric : Metric
{
    private readonly double[] variances, scales;

    public DiagonalMetric(double[] variances) : base(variances.Length)
    {
        foreach (double variance in variances)
            if (!(variance > 0) || !double.IsFinite(variance)) throw new ArgumentException($"A variance is {variance}: positive numbers are needed.", nameof(variances));
        (this.variances, scales) = (variances, [.. variances.Select(Math.Sqrt)]);
    }

    public override double[,] Covariance()
    {
        var matrix = new double[Dimension, Dimension];
        for (int i = 0; i < Dimension; i++) matrix[i, i] = variances[i];
        return matrix;
    }

    internal override double[] Numbers() => [.. variances];

    internal override void DrawMomentum(Rng rng, Span<double> momentum)
    {
        rng.FillGaussian(momentum);
        for (int i = 0; i < scales.Length; i++) momentum[i] /= scales[i];
    }

    internal override void Velocity(ReadOnlySpan<double> momentum, Span<double> velocity)
    {
        for (int i = 0; i < variances.Length; i++) velocity[i] = variances[i] * momentum[i];
    }

    internal override void Kick(double c, ReadOnlySpan<double> gradient, ReadOnlySpan<double> momentum, Span<double> kicked, Span<double> velocity) =>
        Vectors.Add(c, gradient, momentum, kicked, variances, velocity);

    internal override void DrawStep(Rng rng, Span<double> step)
    {
        rng.FillGaussian(step);
        for (int i = 0; i < scales.Length; i++) step[i] *= scales[i];
    }
}
