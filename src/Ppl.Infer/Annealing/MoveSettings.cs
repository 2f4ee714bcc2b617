namespace Ppl.Infer;

/// <summary>How the moves at each temperature go: found by a run of chains that do not count, then fixed.</summary>
internal sealed class MoveSettings(int temperatures)
{
    private const double Target = 0.7, Longest = 1;

    private readonly double[] steps = new double[temperatures + 1];
    private readonly double[][] scales = new double[temperatures + 1][];
    private double step = 0.5;

    /// <summary>The longest leapfrog step at a temperature, in units of <see cref="Scale"/>.</summary>
    public double Step(int temperature) => steps[temperature];

    /// <summary>The spread of each number of a point.</summary>
    public double[] Scale(int temperature) => scales[temperature];

    /// <summary>Takes the spread of points, [chains, dimension] row by row, and the step that has served so far.</summary>
    public void Begin(int temperature, double[] points, int dimension)
    {
        int chains = points.Length / dimension;
        double[] scale = new double[dimension];
        for (int i = 0; i < dimension; i++)
        {
            double sum = 0, squares = 0;
            for (int chain = 0; chain < chains; chain++)
            {
                double x = points[(chain * dimension) + i];
                sum += x;
                squares += x * x;
            }
            double variance = (squares - (sum * sum / chains)) / (chains - 1);
            scale[i] = double.IsFinite(variance) && variance > 1e-12 ? Math.Sqrt(variance) : 1;
        }
        scales[temperature] = scale;
        steps[temperature] = step;
    }

    /// <summary>Lengthens or shortens the step towards the share of accepted moves that suits Hamiltonian dynamics.</summary>
    public void End(double acceptance) => step = Math.Clamp(step * Math.Exp(acceptance - Target), 1e-4, Longest);
}
