using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Examples;

/// <summary>The model of <see cref="Gmm"/>.</summary>
[Compiled]
internal static class MixtureModel
{
    /// <summary>The mixture of all points.</summary>
    public static void OfAll(MixtureRows data) => Points(data.X, data.Components, data.X.shape[0]);

    /// <summary>weights ~ Dirichlet(1); mean ~ Normal(0, 10), variance ~ LogNormal(0, 2) in each direction, their correlations ~ LKJ(1); x ~ the normal distribution of its component.</summary>
    public static void Points(Tensor x, int count, long rows)
    {
        long dimensions = x.shape[1];
        Tensor weights = Sample("weights", new Dirichlet(Enumerable.Repeat(1.0, count).ToArray()));
        Distribution normals;
        using (Plate components = Plate("components", count))
        {
            Tensor means = Sample("means", new Normal(0, 10).Expand([dimensions]).ToEvent(1));
            Tensor variances = Sample("variances", new LogNormal(0, 2).Expand([dimensions]).ToEvent(1));
            normals = Normals(means, variances, dimensions == 1 ? null : Sample("correlations", new LKJCholesky((int)dimensions, 1)));
        }
        using Plate points = Plate("points", rows, subsample: x.shape[0]);
        Tensor component = Sample("component", new Categorical(weights));
        Sample("x", normals.Gather(component), obs: x);
    }

    /// <summary>The distributions of the components, [components]; of one number, or with the Cholesky factors of the correlations of several.</summary>
    public static Distribution Normals(Tensor means, Tensor variances, Tensor? correlations) => correlations is null
        ? new Normal(means, variances.sqrt()).ToEvent(1)
        : MultivariateNormal.FromCholesky(means, variances.sqrt().unsqueeze(-1) * correlations);
}

/// <summary>What the mixture of all points is given.</summary>
/// <param name="X">The points, [points, dimensions].</param>
/// <param name="Components">How many distributions they come from.</param>
internal sealed record MixtureRows(Tensor X, int Components);
