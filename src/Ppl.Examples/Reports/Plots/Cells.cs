namespace Ppl.Examples;

/// <summary>A heat map: a value for each cell of a lattice, as a colour.</summary>
/// <param name="Values">By row, from the low end of y, and column, from the low end of x.</param>
/// <param name="X">From the left edge of the first column to the right edge of the last.</param>
/// <param name="Y">From the lower edge of the first row to the upper edge of the last.</param>
/// <param name="Z">What the colours mean.</param>
internal sealed record Cells(double[,] Values, (double Low, double High) X, (double Low, double High) Y, Axis Z) : Layer("")
{
    private static readonly Colour Missing = Colour.Of(0x9aa0a6);

    public override IEnumerable<double> Xs => [X.Low, X.High];

    public override IEnumerable<double> Ys => [Y.Low, Y.High];

    public override bool IsTight => true;

    /// <summary>The range of the values, that of the colours.</summary>
    public (double Low, double High) Range => Scale.Range(Values.Cast<double>(), margin: 0);

    public override void Draw(ISurface surface, Frame frame, int series)
    {
        (int rows, int columns) = (Values.GetLength(0), Values.GetLength(1));
        if (rows == 0 || columns == 0) return;
        (double low, double high) = Range;
        var picture = new Raster(columns, rows, channels: 3);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
            {
                double value = Values[rows - 1 - row, column];
                Colour colour = Scale.Shows(value) ? ColourMap.At((value - low) / (high - low)) : Missing;
                picture.Set(column, row, colour);
            }
        var (lower, upper) = (frame.At(X.Low, Y.Low), frame.At(X.High, Y.High));
        surface.Image(picture, new Box(lower.X, upper.Y, upper.X, lower.Y), ImageStyle.Cells);
    }

    public override void DrawKey(ISurface surface, Box box, int series) { }
}
