using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples;

/// <summary>
/// Mean-field variational inference of a mixture by coordinate ascent, with conjugate priors (Bishop 2006, section 10.2): q(z) q(weights) Π_j q(mean_j, Λ_j),
/// where q(weights) is a Dirichlet distribution and the others are normal-Wishart. The bound never falls.
/// </summary>
/// <param name="Concentration">Of q(weights).</param>
/// <param name="Components">q(mean_j, Λ_j).</param>
/// <param name="Bounds">After each round, in nats for all points.</param>
internal sealed record MixtureAscent(double[] Concentration, NormalWishart[] Components, IReadOnlyList<double> Bounds)
{
    private const int MostRounds = 2000;
    private const double Tolerance = 1e-8;

    public double Bound => Bounds[^1];

    /// <summary>The posterior means.</summary>
    public Mixture Mixture => new([.. Components.Select((q, j) => new Component(Concentration[j] / Concentration.Sum(), q.Mean, q.MeanCovariance))]);

    /// <summary>The components in the order of their means' first coordinates.</summary>
    public MixtureAscent Sorted()
    {
        IReadOnlyList<int> order = Mixture.Order;
        return this with { Concentration = [.. order.Select(j => Concentration[j])], Components = [.. order.Select(j => Components[j])] };
    }

    /// <summary>Those of the posterior: a Dirichlet's weights, means that have t distributions, variances that have inverse gamma ones.</summary>
    public MixtureDeviations Deviations
    {
        get
        {
            double total = Concentration.Sum();
            return new MixtureDeviations([.. Concentration.Select(a => Math.Sqrt(a * (total - a) / (total + 1)) / total)],
                [.. Components.Select(q => q.MeanDeviations)], [.. Components.Select(q => q.VarianceDeviations)]);
        }
    }

    /// <summary>
    /// weights ~ Dirichlet(1); mean ~ Normal(0, (0.01 Λ)⁻¹); Λ ~ Wishart(10 I, D + 4), under which variances have a mean, 1/30, and a standard deviation,
    /// also those of a component that is left without points.
    /// </summary>
    public static NormalWishart Prior(int dimensions) =>
        new(Vector<double>.Build.Dense(dimensions), 0.01, 0.1 * Matrix<double>.Build.DenseIdentity(dimensions), dimensions + 4);

    /// <summary>From the responsibilities of one start, until a round adds no more than a hundred-millionth of a nat for each point.</summary>
    public static MixtureAscent From(Mixture start, double[][] rows)
    {
        double[][] responsibilities = start.Expect(rows).Responsibilities;
        MixtureAscent ascent = Given(responsibilities, rows, []);
        for (int round = 1; round < MostRounds; round++)
        {
            ascent = Given(ascent.Responsibilities(rows), rows, ascent.Bounds);
            if (ascent.Bounds[^1] - ascent.Bounds[^2] < Tolerance * rows.Length) break;
        }
        return ascent;
    }

    /// <summary>
    /// The best q of weights and components given q(z), and the bound there: with conjugate priors it is the entropy of q(z) and the log evidence of
    /// points that count as often as their responsibilities say.
    /// </summary>
    public static MixtureAscent Given(double[][] responsibilities, double[][] rows, IReadOnlyList<double> before)
    {
        (int components, int dimensions) = (responsibilities[0].Length, rows[0].Length);
        NormalWishart prior = Prior(dimensions);
        double[] concentration = new double[components];
        NormalWishart[] posteriors = new NormalWishart[components];
        double bound = -0.5 * rows.Length * dimensions * Math.Log(2 * Math.PI) - responsibilities.Sum(row => row.Where(r => r > 0).Sum(r => r * Math.Log(r)));
        for (int j = 0; j < components; j++)
        {
            (double count, Vector<double> mean, Matrix<double> covariance) = Mixture.Moments(rows, [.. responsibilities.Select(row => row[j])]);
            concentration[j] = 1 + count;
            posteriors[j] = prior.Given(count, mean, covariance);
            bound += posteriors[j].LogNormalizer - prior.LogNormalizer + SpecialFunctions.GammaLn(concentration[j]);
        }
        bound += SpecialFunctions.GammaLn(components) - SpecialFunctions.GammaLn(concentration.Sum());
        return new MixtureAscent(concentration, posteriors, [.. before, bound]);
    }

    /// <summary>q(z) given the others (Bishop 2006, eq. 10.46 and 10.67): as in EM, with components and weights that are typical of their distributions.</summary>
    private double[][] Responsibilities(double[][] rows)
    {
        double total = SpecialFunctions.DiGamma(Concentration.Sum());
        var typical = new Component[Components.Length];
        for (int j = 0; j < typical.Length; j++)
        {
            NormalWishart q = Components[j];
            double determinant = q.TypicalCovariance.Determinant(), dimensions = q.Mean.Count;
            double log = SpecialFunctions.DiGamma(Concentration[j]) - total + 0.5 * (q.MeanLogDeterminant + Math.Log(determinant)) - 0.5 * dimensions / q.Beta;
            typical[j] = new Component(Math.Exp(log), q.Mean, q.TypicalCovariance);
        }
        return new Mixture(typical).Expect(rows).Responsibilities;
    }
}
