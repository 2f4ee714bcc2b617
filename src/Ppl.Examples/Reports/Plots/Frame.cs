using System.Numerics;

namespace Ppl.Examples;

/// <summary>The part of a plot that its axes enclose, and where numbers lie in it.</summary>
internal sealed record Frame(Box Box, Scale X, Scale Y)
{
    public Vector2 At(double x, double y) => new(Box.Left + (float)(X.Place(x) * Box.Width), Box.Bottom - (float)(Y.Place(y) * Box.Height));

    /// <summary>The place of a point, moved to the frame's edge if it lies outside.</summary>
    public Vector2 Clamped(double x, double y) =>
        double.IsNaN(x) || double.IsNaN(y) ? new(float.NaN) : At(Math.Clamp(x, X.Low, X.High), Math.Clamp(y, Y.Low, Y.High));

    /// <summary>The point below or above, at y = 0.</summary>
    public Vector2 OnZero(Vector2 point) => new(point.X, Clamped(X.Low, 0).Y);

    public bool Holds(double x, double y) => X.Low <= x && x <= X.High && Y.Low <= y && y <= Y.High;
}
