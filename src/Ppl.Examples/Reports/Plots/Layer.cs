using System.Numerics;

namespace Ppl.Examples;

/// <summary>Data of a plot and how they are drawn.</summary>
/// <param name="Name">What the legend calls it; empty where the legend is not to show it.</param>
internal abstract record Layer(string Name)
{
    /// <summary>The number of its colour; by default its place among the layers.</summary>
    public int? Series { get; init; }

    /// <summary>The numbers that the axis of x must hold.</summary>
    public abstract IEnumerable<double> Xs { get; }

    /// <summary>The numbers that the axis of y must hold.</summary>
    public abstract IEnumerable<double> Ys { get; }

    /// <summary>Whether heights are measured from zero.</summary>
    public virtual bool StandsOnZero => false;

    /// <summary>Whether the data fill the axes to their ends.</summary>
    public virtual bool IsTight => false;

    /// <summary>Draws the data.</summary>
    public abstract void Draw(ISurface surface, Frame frame, int series);

    /// <summary>Where the layer's name belongs on its data, over those of all layers; null for nowhere.</summary>
    public virtual Vector2? PlaceOfName(Frame frame) => null;

    /// <summary>Draws a sample of the data for the legend.</summary>
    public abstract void DrawKey(ISurface surface, Box box, int series);
}
