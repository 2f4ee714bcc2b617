using System.Numerics;

namespace Ppl.Examples;

/// <summary>
/// Draws digits that look handwritten: the strokes of a template with shaking points, by a random pen at a random slant and place.
/// </summary>
/// <remarks>
/// Height, thickness, and the centre of mass in the middle follow MNIST. Each image has random numbers of its own: a seed gives
/// the same images whatever the number of threads.
/// </remarks>
internal static class Digits
{
    private const int StepsPerSpan = 6;

    /// <summary>Data of MNIST's size or of a part of it: a training file, from which the validation images are split, and a test file.</summary>
    public static ImageData Generate(Rng rng, int trainingFile = 60_000, int testFile = 10_000, CancellationToken cancel = default) =>
        ImageData.Split(Draw(rng, 0, trainingFile, cancel), Draw(rng, trainingFile, testFile, cancel), ImageData.Digits);

    private static LabelledImages Draw(Rng rng, int first, int count, CancellationToken cancel)
    {
        var images = new LabelledImages(ImageShape.Digit, new byte[count * ImageShape.DigitSize], new byte[count]);
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancel }, i =>
        {
            using Rng own = rng.Fork((ulong)(first + i));
            int digit = (int)own.NextInt64(10);
            images.Labels[i] = (byte)digit;
            Draw(digit, own, images.Pixels.AsSpan(i * ImageShape.DigitSize, ImageShape.DigitSize));
        });
        return images;
    }

    private static void Draw(int digit, Rng rng, Span<byte> pixels)
    {
        IReadOnlyList<IReadOnlyList<Stroke>> variants = DigitTemplates.All[digit];
        Hand hand = Hand.Draw(rng);
        Vector2[][] lines = [.. variants[(int)rng.NextInt64(variants.Count)].Select(stroke => hand.Write(stroke, rng))];

        Place(lines, hand);
        Span<float> ink = stackalloc float[ImageShape.DigitSize];
        foreach (Vector2[] line in lines) Strokes.Draw(ink, ImageShape.DigitSide, line, hand.Thickness);
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)MathF.Round(255 * ink[i]);
    }

    /// <summary>Moves the lines to where the hand wants their centre of mass, or as near as all ink stays within the image; shrinks what is too large.</summary>
    private static void Place(Vector2[][] lines, Hand hand)
    {
        Vector2 centre = Centre(lines);
        Vector2 low = lines.SelectMany(line => line).Aggregate(Vector2.Min) - centre, high = lines.SelectMany(line => line).Aggregate(Vector2.Max) - centre;
        float room = ImageShape.DigitSide - hand.Thickness;
        float shrink = Math.Min(1, room / Math.Max(high.X - low.X, high.Y - low.Y));
        Vector2 corner = new(hand.Thickness / 2);
        Vector2 to = Vector2.Clamp(hand.Place, corner - shrink * low, corner + new Vector2(room) - shrink * high);
        foreach (Vector2[] line in lines)
            foreach (ref Vector2 point in line.AsSpan()) point = to + shrink * (point - centre);
    }

    /// <summary>The centre of mass of lines of even thickness.</summary>
    private static Vector2 Centre(Vector2[][] lines)
    {
        Vector2 moment = default;
        float length = 0;
        foreach (Vector2[] line in lines)
            for (int i = 0; i + 1 < line.Length; i++)
            {
                float piece = Vector2.Distance(line[i], line[i + 1]);
                moment += piece * (line[i] + line[i + 1]) / 2;
                length += piece;
            }
        return moment / length;
    }

    /// <summary>How one person holds the pen for one digit.</summary>
    /// <param name="Shape">From the template's box to pixels: size, proportions, slant, rotation.</param>
    /// <param name="Place">Where the centre of mass comes to lie.</param>
    /// <param name="Thickness">Of the pen, in pixels.</param>
    /// <param name="Wobble">Standard deviation of a template's points, in heights of the digit.</param>
    private readonly record struct Hand(Matrix3x2 Shape, Vector2 Place, float Thickness, float Wobble)
    {
        public static Hand Draw(Rng rng)
        {
            float height = 19 + 1.1f * Gaussian(rng);
            float proportion = MathF.Exp(0.13f * Gaussian(rng));
            float slant = 0.14f + 0.18f * Gaussian(rng);
            float rotation = 0.06f * Gaussian(rng);
            return new Hand(
                Matrix3x2.CreateSkew(-MathF.Atan(slant), 0) * Matrix3x2.CreateRotation(rotation)
                    * Matrix3x2.CreateScale(height * proportion, height),
                new Vector2(14) + 0.5f * new Vector2(Gaussian(rng), Gaussian(rng)),
                Math.Clamp(2.4f * MathF.Exp(0.24f * Gaussian(rng)), 1.3f, 4.2f),
                0.028f);
        }

        public Vector2[] Write(Stroke stroke, Rng rng)
        {
            Span<Vector2> points = stackalloc Vector2[stroke.Points.Length];
            for (int i = 0; i < points.Length; i++)
                points[i] = Vector2.Transform(stroke.Points[i] + Wobble * new Vector2(Gaussian(rng), Gaussian(rng)), Shape);
            return Strokes.Smooth(points, StepsPerSpan);
        }
    }

    private static float Gaussian(Rng rng) => (float)rng.NextGaussian();
}
