using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Copies, 100,000 if not told, of z ~ N(0, 1), y ~ N(z, 1) in a plate, each with a guide of its own that is the same: as many gradients in one estimate.</summary>
internal sealed class ManyNormals(int count = 100_000)
{
    private const double Y = 1.2;

    /// <summary>log p(y) of one copy.</summary>
    public static double LogEvidence => Weights.LogNormal(Y, 0, Math.Sqrt(2));

    /// <summary>The mean bound of a copy.</summary>
    public double Bound(Elbo elbo)
    {
        using var estimates = new Estimates(elbo, Model, Guide, plateDepth: 1);
        return -estimates.Next() / count;
    }

    public (double[] M, double[] S) Gradients(Elbo elbo)
    {
        using var estimates = new Estimates(elbo, Model, Guide, plateDepth: 1);
        estimates.Next();
        return (estimates.Gradient("m"), estimates.Gradient("s"));
    }

    private void Model()
    {
        using Plate copies = Plate("copies", count);
        Sample("y", new Normal(Sample("z", new Normal(0, 1)), 1), obs: torch.full([count], Y, torch.float64));
    }

    private void Guide()
    {
        using Plate copies = Plate("copies", count);
        Sample("z", new Normal(Param("m", () => torch.full([count], 0.4, torch.float64)), Param("s", () => torch.full([count], 0.7, torch.float64), Constraints.Positive)));
    }
}
