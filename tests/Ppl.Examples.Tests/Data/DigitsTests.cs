namespace Ppl.Examples.Tests;

public sealed class DigitsTests
{
    private static ImageData Generate(ulong seed, int trainingFile, int testFile)
    {
        using var rng = new Rng(seed);
        return Digits.Generate(rng, trainingFile, testFile);
    }

    [Test]
    public void A_seed_gives_the_same_images_each_time_and_another_seed_others()
    {
        ImageData first = Generate(1, 240, 60), again = Generate(1, 240, 60), other = Generate(2, 240, 60);
        Assert.Multiple(() =>
        {
            Assert.That(again.Training.Pixels, Is.EqualTo(first.Training.Pixels));
            Assert.That(again.Test.Labels, Is.EqualTo(first.Test.Labels));
            Assert.That(other.Training.Pixels, Is.Not.EqualTo(first.Training.Pixels));
        });
    }

    [Test]
    public void An_image_does_not_depend_on_how_many_are_drawn() =>
        Assert.That(Generate(1, 1200, 0).Training.First(200).Pixels, Is.EqualTo(Generate(1, 240, 0).Training.First(200).Pixels));

    [Test]
    public void Parts_have_the_sizes_of_MNIST()
    {
        ImageData data = Generate(1, 60_000, 10_000);
        Assert.That((data.Training.Count, data.Validation.Count, data.Test.Count), Is.EqualTo((55_000, 5_000, 10_000)));
    }

    [Test]
    public void Each_image_has_as_much_ink_as_a_written_digit()
    {
        LabelledImages images = Generate(3, 2400, 0).Training;
        for (int i = 0; i < images.Count; i++)
        {
            double ink = images[i].ToArray().Average(pixel => pixel / 255.0);
            Assert.That(ink, Is.InRange(0.02, 0.45), $"image {i}, a {images.Labels[i]}");
        }
    }

    /// <summary>Counts of 6,000 fair draws: chi-square with 9 degrees of freedom exceeds 47.3 once in three million seeds.</summary>
    [Test]
    public void All_digits_are_equally_frequent()
    {
        byte[] labels = Generate(4, 24, 6000).Test.Labels;
        double chiSquare = Enumerable.Range(0, 10).Sum(digit => Math.Pow(labels.Count(label => label == digit) - 600, 2) / 600);
        Assert.That(chiSquare, Is.LessThan(47.3));
    }

    /// <summary>By the nearest mean image: chance tells 10 %, 77 % of MNIST's are told so from as many, 95 % of these. Digits that do not vary: 100 %.</summary>
    [Test]
    public void Digits_can_be_told_apart_and_vary()
    {
        ImageData data = Generate(5, 6000, 1000);
        double[][] means = [.. Enumerable.Range(0, 10).Select(digit => Mean(data.Training, digit))];
        double share = Enumerable.Range(0, data.Test.Count)
            .Average(i => Nearest(means, data.Test[i]) == data.Test.Labels[i] ? 1.0 : 0.0);
        Assert.That(share, Is.InRange(0.85, 0.98));
    }

    private static double[] Mean(LabelledImages images, int digit)
    {
        int[] chosen = [.. Enumerable.Range(0, images.Count).Where(i => images.Labels[i] == digit)];
        return [.. Enumerable.Range(0, ImageShape.DigitSize).Select(pixel => chosen.Average(i => (double)images[i][pixel]))];
    }

    private static int Nearest(double[][] means, ReadOnlySpan<byte> image)
    {
        double[] distances = new double[means.Length];
        for (int digit = 0; digit < means.Length; digit++)
            for (int pixel = 0; pixel < image.Length; pixel++)
                distances[digit] += Math.Pow(means[digit][pixel] - image[pixel], 2);
        return Array.IndexOf(distances, distances.Min());
    }
}
