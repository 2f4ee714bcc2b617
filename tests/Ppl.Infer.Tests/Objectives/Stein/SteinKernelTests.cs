namespace Ppl.Infer.Tests;

public sealed class SteinKernelTests
{
    private static readonly double[][] Points = [[0.1, 2], [1.3, -0.4], [-0.7, 0.9], [0.6, 0.6], [5, 5]];

    private static readonly double[][] Scores = [[1, -0.5], [0.2, 0.3], [-1.1, 0], [0.4, 2], [-3, 1]];

    [TestCase(true, 0.8)]
    [TestCase(true, null)]
    [TestCase(false, 0.8)]
    [TestCase(false, null)]
    public void The_direction_is_the_sum_written_out(bool isGaussian, double? bandwidth)
    {
        using TensorScope scope = TensorScope.Begin();
        SteinKernel kernel = isGaussian ? SteinKernel.Rbf(bandwidth) : SteinKernel.InverseMultiquadric(bandwidth);
        double[] direction = TensorText.ToDoubles(kernel.Direction(Table(Points), Table(Scores)));
        double h = bandwidth ?? ByMedian(Points);
        for (int i = 0; i < Points.Length; i++)
        {
            double[] expected = [0, 0];
            for (int j = 0; j < Points.Length; j++)
            {
                double s = Squared(Points[i], Points[j]) / h;
                double value = isGaussian ? Math.Exp(-s) : 1 / Math.Sqrt(1 + s), slope = isGaussian ? -value : -0.5 * Math.Pow(1 + s, -1.5);
                for (int d = 0; d < 2; d++) expected[d] += ((value * Scores[j][d]) + (slope * 2 * (Points[j][d] - Points[i][d]) / h)) / Points.Length;
            }
            Assert.That(direction[(2 * i)..((2 * i) + 2)], Is.EqualTo(expected).Within(1e-12));
        }
    }

    [Test]
    public void One_point_goes_where_its_score_points()
    {
        using TensorScope scope = TensorScope.Begin();
        Assert.That(TensorText.ToDoubles(SteinKernel.Rbf().Direction(Table([[3, 4]]), Table([[1, -2]]))), Is.EqualTo(new[] { 1.0, -2 }));
    }

    [Test]
    public void Points_that_coincide_go_together()
    {
        using TensorScope scope = TensorScope.Begin();
        double[] direction = TensorText.ToDoubles(SteinKernel.InverseMultiquadric().Direction(Table([[3, 4], [3, 4], [3, 4]]), Table([[1, -2], [1, -2], [1, -2]])));
        Assert.That(direction, Is.EqualTo(new[] { 1.0, -2, 1, -2, 1, -2 }).Within(1e-12));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(double.PositiveInfinity)]
    public void A_bandwidth_is_positive_and_finite(double bandwidth) => Assert.That(() => SteinKernel.Rbf(bandwidth), Throws.TypeOf<ArgumentOutOfRangeException>());

    /// <summary>Of ten pairs the fifth.</summary>
    private static double ByMedian(double[][] points)
    {
        var squares = new List<double>();
        for (int i = 0; i < points.Length; i++)
            for (int j = 0; j < i; j++) squares.Add(Squared(points[i], points[j]));
        squares.Sort();
        return squares[(squares.Count - 1) / 2] / Math.Log(points.Length + 1);
    }

    private static double Squared(double[] x, double[] y) => x.Zip(y, (a, b) => (a - b) * (a - b)).Sum();

    private static Tensor Table(double[][] rows) => torch.tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]);
}
