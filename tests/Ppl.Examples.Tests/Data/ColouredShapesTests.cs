using Ppl.Testing;

namespace Ppl.Examples.Tests;

public sealed class ColouredShapesTests
{
    private static ImageData Generate(ulong seed, int trainingFile, int testFile)
    {
        using var rng = new Rng(seed);
        return ColouredShapes.Generate(rng, trainingFile, testFile);
    }

    [Test]
    public void A_seed_gives_the_same_images_each_time_and_another_seed_others()
    {
        ImageData first = Generate(1, 24, 6), again = Generate(1, 24, 6), other = Generate(2, 24, 6);
        Assert.That(again.Training.Pixels, Is.EqualTo(first.Training.Pixels));
        Assert.That(again.Test.Labels, Is.EqualTo(first.Test.Labels));
        Assert.That(other.Training.Pixels, Is.Not.EqualTo(first.Training.Pixels));
    }

    /// <summary>Colours are uniform: mean 127.5, and no channel like another.</summary>
    [Test]
    public void All_shapes_come_in_all_colours()
    {
        LabelledImages images = Generate(1, 1200, 1).Training;
        Assert.Multiple(() =>
        {
            Assert.That(images.Labels.Distinct().Order(), Is.EqualTo(new byte[] { 0, 1, 2, 3, 4 }));
            for (int channel = 0; channel < 3; channel++)
            {
                double[] brightness = [.. Enumerable.Range(0, images.Count).Select(i => images[i].Slice(channel * 1024, 1024).ToArray().Average(x => (double)x))];
                StatisticalAssert.Mean(brightness, 127.5, falseAlarm: 1e-6);
            }
        });
    }
}
