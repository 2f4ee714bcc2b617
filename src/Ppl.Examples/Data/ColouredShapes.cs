using System.Numerics;

namespace Ppl.Examples;

/// <summary>Draws images of CIFAR-10's size: a shape of one colour, at any place and of any size, before a background that fades from one colour to another.</summary>
/// <remarks>Each image has random numbers of its own: a seed gives the same images whatever the number of threads.</remarks>
internal static class ColouredShapes
{
    private static readonly ImageShape Shape = Cifar.Shape;

    /// <summary>The shapes by name; a function is negative inside its shape, of radius about 1, and grows by 1 a unit of length.</summary>
    private static readonly (string Name, Func<Vector2, float> Distance)[] Shapes =
    [
        ("disc", p => p.Length() - 1),
        ("ring", p => MathF.Abs(p.Length() - 0.8f) - 0.25f),
        ("square", p => MathF.Max(MathF.Abs(p.X), MathF.Abs(p.Y)) - 0.85f),
        ("triangle", p => MathF.Max(p.Y, MathF.Abs(p.X) * 0.87f - p.Y * 0.5f) - 0.55f),
        ("cross", p => MathF.Max(MathF.Min(MathF.Abs(p.X), MathF.Abs(p.Y)) - 0.3f, MathF.Max(MathF.Abs(p.X), MathF.Abs(p.Y)) - 1)),
    ];

    /// <summary>A training file, from which the validation images are split, and a test file.</summary>
    public static ImageData Generate(Rng rng, int trainingFile = 12_000, int testFile = 2_000, CancellationToken cancel = default) =>
        ImageData.Split(Draw(rng, 0, trainingFile, cancel), Draw(rng, trainingFile, testFile, cancel), [.. Shapes.Select(shape => shape.Name)]);

    private static LabelledImages Draw(Rng rng, int first, int count, CancellationToken cancel)
    {
        var images = new LabelledImages(Shape, new byte[count * Shape.Size], new byte[count]);
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancel }, i =>
        {
            using Rng own = rng.Fork((ulong)(first + i));
            int kind = (int)own.NextInt64(Shapes.Length);
            images.Labels[i] = (byte)kind;
            Draw(Shapes[kind].Distance, own, images.Pixels.AsSpan(i * Shape.Size, Shape.Size));
        });
        return images;
    }

    private static void Draw(Func<Vector2, float> distance, Rng rng, Span<byte> pixels)
    {
        float radius = Shape.Side * (0.18f + 0.14f * (float)rng.NextDouble()), room = radius + 1;
        Vector2 centre = new(Between(rng, room, Shape.Side - room), Between(rng, room, Shape.Side - room));
        Matrix3x2 turn = Matrix3x2.CreateRotation(0.35f * (float)rng.NextGaussian());
        Vector3 paint = Colour(rng), above = Colour(rng), below = Colour(rng);
        for (int row = 0; row < Shape.Side; row++)
            for (int column = 0; column < Shape.Side; column++)
            {
                Vector2 place = Vector2.Transform((new Vector2(column + 0.5f, row + 0.5f) - centre) / radius, turn);
                float inside = Math.Clamp(0.5f - radius * distance(place), 0, 1);
                Vector3 colour = Vector3.Lerp(Vector3.Lerp(above, below, (row + 0.5f) / Shape.Side), paint, inside);
                for (int channel = 0; channel < Shape.Channels; channel++)
                    pixels[channel * Shape.Area + row * Shape.Side + column] = (byte)MathF.Round(255 * colour[channel]);
            }
    }

    private static Vector3 Colour(Rng rng) => new((float)rng.NextDouble(), (float)rng.NextDouble(), (float)rng.NextDouble());

    private static float Between(Rng rng, float low, float high) => low + (high - low) * (float)rng.NextDouble();
}
