using Ppl.Infer;

namespace Ppl.Bench;

/// <summary>A log density and its gradient by hand, without tensors: as cheap as one that is compiled, so that what moves in it is all there is to measure.</summary>
/// <param name="name">What it is.</param>
/// <param name="dimension">How many numbers a position has.</param>
/// <param name="evaluate">The density and its gradient; no state.</param>
internal sealed class Formulas(string name, int dimension, DifferentiableFunction evaluate) : IDensity
{
    private static readonly double[] Effects = [28, 8, -3, 7, -1, 1, 18, 12], Errors = [15, 10, 16, 11, 9, 11, 10, 18];

    public string Name => name;

    public int Dimension => dimension;

    public double Evaluate(ReadOnlySpan<double> position, Span<double> gradient) => evaluate(position, gradient);

    public IDensity Clone() => this;

    /// <summary>Independent numbers of mean 0 and variance 1.</summary>
    public static Formulas Normal(int dimension) => new($"normal in {dimension} numbers", dimension, (x, gradient) =>
    {
        double squares = 0;
        for (int i = 0; i < x.Length; i++)
        {
            gradient[i] = -x[i];
            squares += x[i] * x[i];
        }
        return -squares / 2;
    });

    /// <summary><see cref="EightSchools"/>: the mean, the logarithm of the scale, and what the schools lie apart in units of it.</summary>
    public static Formulas Schools { get; } = new("eight schools", 10, (x, gradient) =>
    {
        double mean = x[0], scale = Math.Exp(x[1]), ratio = scale * scale / 25;
        double log = -(mean * mean / 50) - Math.Log(1 + ratio) + x[1], byMean = -mean / 25, byLogScale = 1 - (2 * ratio / (1 + ratio));
        for (int i = 0; i < Effects.Length; i++)
        {
            double z = x[2 + i], rest = (Effects[i] - mean - (scale * z)) / Errors[i], pull = rest / Errors[i];
            log -= ((z * z) + (rest * rest)) / 2;
            byMean += pull;
            byLogScale += pull * scale * z;
            gradient[2 + i] = (pull * scale) - z;
        }
        (gradient[0], gradient[1]) = (byMean, byLogScale);
        return log;
    });
}
