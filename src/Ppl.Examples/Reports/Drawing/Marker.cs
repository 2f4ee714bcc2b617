using System.Numerics;

namespace Ppl.Examples;

/// <summary>The shape of a point.</summary>
internal enum Marker { Circle, Square, Triangle, Diamond, Cross }

/// <summary>Outlines of markers.</summary>
internal static class MarkerShape
{
    private const int Count = 5;

    /// <summary>The second five of ten series begin elsewhere: of ten digits, 4 and 9, which look alike, then have shapes of their own.</summary>
    public static Marker Of(int series) => (Marker)((series + series / Count * 2) % Count);

    /// <summary>The outline around the origin; a circle is a polygon of 16 corners.</summary>
    public static Vector2[] Outline(Marker marker, float radius) => [.. Unit(marker).Select(corner => corner * radius)];

    private static Vector2[] Unit(Marker marker) => marker switch
    {
        Marker.Square => [new(-0.89f, -0.89f), new(0.89f, -0.89f), new(0.89f, 0.89f), new(-0.89f, 0.89f)],
        Marker.Triangle => [new(0, -1.2f), new(1.15f, 0.8f), new(-1.15f, 0.8f)],
        Marker.Diamond => [new(0, -1.3f), new(1.1f, 0), new(0, 1.3f), new(-1.1f, 0)],
        Marker.Cross =>
        [
            new(-0.4f, -1.2f), new(0.4f, -1.2f), new(0.4f, -0.4f), new(1.2f, -0.4f), new(1.2f, 0.4f), new(0.4f, 0.4f),
            new(0.4f, 1.2f), new(-0.4f, 1.2f), new(-0.4f, 0.4f), new(-1.2f, 0.4f), new(-1.2f, -0.4f), new(-0.4f, -0.4f),
        ],
        _ => [.. Enumerable.Range(0, 16).Select(corner => new Vector2(MathF.Cos(corner * MathF.PI / 8), MathF.Sin(corner * MathF.PI / 8)))],
    };
}
