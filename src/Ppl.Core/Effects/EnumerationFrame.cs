namespace Ppl;

/// <summary>The dim along which the values of an enumerated site lie side by side.</summary>
/// <param name="Name">The site's name.</param>
/// <param name="Dim">The batch dimension, counted from the right; to the left of every plate and of the particles.</param>
/// <param name="Size">How many values there are.</param>
/// <param name="AreDraws">Whether they are draws in place of the support (see <see cref="Enumeration.MonteCarlo"/>).</param>
public readonly record struct EnumerationFrame(string Name, int Dim, long Size, bool AreDraws = false)
{
    /// <summary>Such as <c>z(dim -3, 4 values)</c>.</summary>
    public override string ToString() => $"{Name}(dim {Dim}, {Size} {(AreDraws ? "draws" : "values")})";
}
