namespace Ppl.Examples.Tests;

public sealed class LatentPlaneTests
{
    /// <summary>Points along (0, 3, 4)/5, with a tenth of that spread along (1, 0, 0), about a centre far off.</summary>
    [Test]
    public void More_than_two_dimensions_are_shown_by_their_principal_components()
    {
        double[] along = [-2, -1, 0, 1, 2], across = [0.2, -0.1, -0.2, -0.1, 0.2];
        using Tensor mean = torch.tensor(along.Zip(across).SelectMany(p => new[] { 10 + p.Second, 20 + 0.6 * p.First, 30 + 0.8 * p.First }).ToArray()).reshape(5, 3);
        LatentPlane plane = LatentPlane.Of(mean, mean);
        Assert.Multiple(() =>
        {
            Assert.That(plane.X.Select(x => x * Math.Sign(plane.X[4])), Is.EqualTo(along).Within(1e-12));
            Assert.That(plane.Y.Select(y => y * Math.Sign(plane.Y[4])), Is.EqualTo(across).Within(1e-12));
            Assert.That(plane.XName, Is.EqualTo("first principal component"));
        });
    }

    [Test]
    public void One_dimension_is_shown_against_its_scale_and_two_as_they_are()
    {
        using Tensor mean = torch.tensor([1.0, 2, 3, 4]), scale = torch.tensor([5.0, 6, 7, 8]);
        using Tensor lineMean = mean.reshape(4, 1), lineScale = scale.reshape(4, 1), planeMean = mean.reshape(2, 2), planeScale = scale.reshape(2, 2);
        LatentPlane line = LatentPlane.Of(lineMean, lineScale), plane = LatentPlane.Of(planeMean, planeScale);
        Assert.That((line.X, line.Y), Is.EqualTo((new double[] { 1, 2, 3, 4 }, new double[] { 5, 6, 7, 8 })));
        Assert.That((plane.X, plane.Y), Is.EqualTo((new double[] { 1, 3 }, new double[] { 2, 4 })));
    }
}
