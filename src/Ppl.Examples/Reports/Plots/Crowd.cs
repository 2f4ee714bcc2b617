using System.Numerics;

namespace Ppl.Examples;

/// <summary>Moves places apart that lie too near to one another for the names that stand there.</summary>
internal static class Crowd
{
    private const float Distance = 17;
    private const int Rounds = 200;

    /// <summary>The places, each pushed by those that are too near until none are; they stay within the box.</summary>
    public static Vector2[] Spread(Vector2[] places, Box box)
    {
        Vector2 low = new Vector2(box.Left, box.Top) + new Vector2(Distance / 2), high = new Vector2(box.Right, box.Bottom) - new Vector2(Distance / 2);
        Vector2[] moved = [.. places];
        bool crowded = true;
        for (int round = 0; crowded && round < Rounds; round++)
        {
            crowded = false;
            for (int i = 0; i < moved.Length; i++)
                for (int j = 0; j < i; j++)
                {
                    Vector2 apart = moved[i] - moved[j];
                    if (apart.Length() >= Distance) continue;
                    crowded = true;
                    Vector2 direction = apart.Length() > 0.1f ? Vector2.Normalize(apart) : new(MathF.Cos(i), MathF.Sin(i));
                    Vector2 push = (Distance + 0.5f - apart.Length()) / 2 * direction;
                    moved[i] = Vector2.Clamp(moved[i] + push, low, high);
                    moved[j] = Vector2.Clamp(moved[j] - push, low, high);
                }
        }
        return moved;
    }
}
