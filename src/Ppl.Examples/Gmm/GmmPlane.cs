using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples;

/// <summary>Pictures of a mixture in the plane of its first two coordinates: ellipses, responsibilities, the climbs.</summary>
internal sealed class GmmPlane(GmmFit fit)
{
    private const int Places = 120, Columns = 120, Rows = 80;

    private readonly double[] x = [.. fit.Data.Original.Select(row => row[0])], y = [.. fit.Data.Original.Select(row => row[1])];

    private Axis X => fit.Data.Axis(0);

    private Axis Y => fit.Data.Axis(1);

    public IReadOnlyList<Figure> All =>
    [
        new("ellipses", Ellipses(), "The points, and the components that the methods found for them: an ellipse lies two standard deviations from its mean and holds 86 % of its points."),
        .. fit.Data.Dimensions == 2
            ? [new Figure("responsibilities", Responsibilities(), "How probable it is that a point comes from the last component, by SVI. In the narrow band between the colours it may be of another.")]
            : Array.Empty<Figure>(),
        .. GmmClimbs.Of(fit),
    ];

    private Plot Ellipses() => new($"Components of {X.Name} and {Y.Name}", X, Y,
        [new Points("points", x, y), .. fit.Estimates.SelectMany((estimate, i) =>
            estimate.Mixture.Components.Select((component, j) => Ellipse(j == 0 ? estimate.Method : "", component) with { Series = i + 1, Dashed = i > 0 }))])
    { Height = 420 };

    /// <summary>Mean ± 2 standard deviations in each direction of the plane.</summary>
    private static Line Ellipse(string name, Component component)
    {
        Matrix<double> factor = component.Covariance.SubMatrix(0, 2, 0, 2).Cholesky().Factor;
        double[] angles = [.. Enumerable.Range(0, Places + 1).Select(i => 2 * Math.PI * i / Places)];
        return new Line(name,
            [.. angles.Select(angle => component.Mean[0] + 2 * factor[0, 0] * Math.Cos(angle))],
            [.. angles.Select(angle => component.Mean[1] + 2 * (factor[1, 0] * Math.Cos(angle) + factor[1, 1] * Math.Sin(angle)))]);
    }

    private Plot Responsibilities()
    {
        Mixture mixture = fit.Of(Gmm.Summed).Mixture;
        (double low, double high) across = Scale.Range(x, margin: 0.05), up = Scale.Range(y, margin: 0.05);
        double[,] values = new double[Rows, Columns];
        for (int row = 0; row < Rows; row++)
            for (int column = 0; column < Columns; column++)
            {
                double[] at = [Place(across, column, Columns), Place(up, row, Rows)];
                values[row, column] = mixture.Responsibilities(at)[^1];
            }
        return new Plot("Who answers for a point", X, Y,
            new Cells(values, across, up, new($"p(component {mixture.Components.Count} | point)")), new Points("points", x, y))
        { Height = 420 };

        static double Place((double Low, double High) range, int cell, int cells) => range.Low + (cell + 0.5) / cells * (range.High - range.Low);
    }
}
